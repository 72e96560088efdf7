package dev.assay.otel.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  private static final Origin ORIGIN =
      new Origin(Attributes.of("service.name", "shop"), "scope", "1", "");

  // Written by Assay when it wrote version 1.
  private static final String BATCH_OF_VERSION_1 =
      "01020001000c736572766963652e6e616d65010473686f7000000573636f706501310000203030303030"
          + "303030303030303030303030303030303030303030303030303037103030303030303030303030303030"
          + "3030000004636861740300000000000000010000000000000002000002001467656e5f61692e72657175"
          + "6573742e6d6f64656c01016d00016e040000000100016500000000000000050105053ff8000000000000"
          + "000001021030303030303030303030303030303039000000000102103030303030303030303030303030"
          + "303101103030303030303030303030303030303003030000000000000001000000000000000200000204"
          + "01016d0504020000010600000000000000050105053ff800000000000000000102103030303030303030"
          + "303030303030303900000000010101203030303030303030303030303030303030303030303030303030"
          + "30303030303700030000000000000001090104626f647901050702010178020000";

  @Test
  void anyBatch_isReadAsItWasWritten() {
    for (int seed = 0; seed < 300; seed++) {
      RecordBatch batch = new Batches(seed).batch();
      RecordBatch read = RecordCodec.read(RecordCodec.write(batch));
      assertThat(read).usingRecursiveComparison().isEqualTo(batch);
    }
  }

  @Test
  void emptyBatch_isReadAsItWasWritten() {
    RecordBatch empty = new RecordBatch(List.of(), List.of());
    assertThat(RecordCodec.read(RecordCodec.write(empty))).isEqualTo(empty);
    assertThat(empty.isEmpty()).isTrue();
  }

  @Test
  void sharedOriginsAndNames_areWrittenOnce() {
    List<SpanRecord> spans = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      spans.add(span(i, "gen_ai.request.model", "m"));
    }
    byte[] bytes = RecordCodec.write(new RecordBatch(spans, List.of()));
    assertThat(bytes.length).isLessThan(100 * 70);
    List<SpanRecord> read = RecordCodec.read(bytes).spans();
    assertThat(read.get(99).origin()).isSameAs(read.get(0).origin()).isEqualTo(ORIGIN);
  }

  @Test
  void keysOfShortenedValues_areKept() {
    Attributes cut = new Attributes(Map.of("a", "[]", "b", "x"), 2, List.of("a"));
    LogEntry log = new LogEntry(ORIGIN, null, null, "", 1, 0, null, cut);
    RecordBatch read =
        RecordCodec.read(RecordCodec.write(new RecordBatch(List.of(), List.of(log))));
    assertThat(read.logs()).containsExactly(log);
    assertThat(read.logs().get(0).attributes().incomplete()).isTrue();
  }

  @Test
  void halfASurrogatePair_becomesAQuestionMark() {
    RecordBatch batch = new RecordBatch(List.of(span(1, "a", "x\ud800y")), List.of());
    assertThat(RecordCodec.read(RecordCodec.write(batch)).spans().get(0).attributes().get("a"))
        .isEqualTo("x?y");
  }

  @Test
  void cutOrChangedBytes_areRefusedOrReadButNeverWorse() {
    byte[] whole = RecordCodec.write(new Batches(7).batch());
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> RecordCodec.read(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      try {
        RecordCodec.read(changed);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void laterVersion_isRefusedWithWords() {
    assertThatThrownBy(() -> RecordCodec.read(new byte[] {9}))
        .hasMessage("version: 9 (expected: 2); written by a later Assay");
  }

  @Test
  void batchOfTheVersionBefore_isRead() {
    byte[] written = HexFormat.of().parseHex(BATCH_OF_VERSION_1);
    List<SpanRecord> spans = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      spans.add(
          new SpanRecord(
              ORIGIN,
              "%032x".formatted(7),
              "%016x".formatted(i),
              i == 0 ? null : "%016x".formatted(0),
              "chat",
              3,
              1L,
              2L,
              0,
              "",
              Attributes.of("gen_ai.request.model", "m", "n", (long) i),
              List.of(new SpanRecord.Event("e", 5L, Attributes.of("n", 1.5))),
              List.of(
                  new SpanRecord.Link("%032x".formatted(7), "%016x".formatted(9), Attributes.NONE)),
              0));
    }
    LogEntry log =
        new LogEntry(
            ORIGIN,
            "%032x".formatted(7),
            null,
            "chat",
            1,
            9,
            "body",
            Attributes.of("n", List.of("x", true)));
    assertThat(RecordCodec.read(written)).isEqualTo(new RecordBatch(spans, List.of(log)));
    for (int length = 0; length < written.length; length++) {
      byte[] cut = Arrays.copyOf(written, length);
      assertThatThrownBy(() -> RecordCodec.read(cut)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void spans_areReadByThemselvesInAnyOrderAndWithoutTheBatch() {
    for (int seed = 0; seed < 100; seed++) {
      RecordBatch batch = new Batches(seed).batch();
      PackedBatch open = RecordCodec.open(RecordCodec.write(batch), 0, new TextPool());
      for (int i = batch.spans().size() - 1; i >= 0; i--) {
        PackedSpan span = open.spans().get(i);
        assertThat(span.traceId()).isEqualTo(batch.spans().get(i).traceId());
        assertThat(span.apart().size()).isEqualTo(span.size());
        assertThat(span.apart().read()).usingRecursiveComparison().isEqualTo(batch.spans().get(i));
        assertThat(span.read()).usingRecursiveComparison().isEqualTo(batch.spans().get(i));
      }
    }
  }

  @Test
  void bottomlessValue_isRefused() {
    List<Object> deep = List.of();
    for (int i = 0; i < RecordCodec.DEEPEST + 1; i++) {
      deep = List.of(deep);
    }
    RecordBatch batch = new RecordBatch(List.of(span(1, "a", deep)), List.of());
    assertThatThrownBy(() -> RecordCodec.write(batch)).hasMessageContaining("deeper than");
  }

  private static SpanRecord span(int number, @Nullable Object... attributes) {
    return new SpanRecord(
        ORIGIN,
        "%032x".formatted(7),
        "%016x".formatted(number),
        null,
        "chat",
        3,
        1L,
        2L,
        0,
        "",
        Attributes.of(attributes),
        List.of(),
        List.of(),
        0);
  }

  /** Random batches of every kind of value. */
  private static final class Batches {

    private final Random random;
    private final List<Origin> origins;

    Batches(int seed) {
      random = new Random(seed);
      origins = List.of(ORIGIN, new Origin(attributes(), text(), text(), text()));
    }

    RecordBatch batch() {
      List<SpanRecord> spans = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        spans.add(span());
      }
      List<LogEntry> logs = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        logs.add(
            new LogEntry(
                origin(),
                random.nextBoolean() ? null : text(),
                random.nextBoolean() ? null : text(),
                text(),
                random.nextLong(),
                random.nextInt(25),
                value(0),
                attributes()));
      }
      return new RecordBatch(spans, logs);
    }

    private SpanRecord span() {
      List<SpanRecord.Event> events = new ArrayList<>();
      List<SpanRecord.Link> links = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        events.add(new SpanRecord.Event(text(), random.nextLong(), attributes()));
        links.add(new SpanRecord.Link(text(), text(), attributes()));
      }
      return new SpanRecord(
          origin(),
          text(),
          text(),
          random.nextBoolean() ? null : text(),
          text(),
          random.nextInt(6),
          random.nextLong(),
          random.nextLong(),
          random.nextInt(3),
          text(),
          attributes(),
          events,
          links,
          random.nextInt(1000));
    }

    private Origin origin() {
      return origins.get(random.nextInt(origins.size()));
    }

    private Attributes attributes() {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        values.put(text(), value(0));
      }
      return new Attributes(values, random.nextInt(3));
    }

    private @Nullable Object value(int depth) {
      return switch (random.nextInt(depth > 3 ? 7 : 9)) {
        case 0 -> null;
        case 1, 2 -> text();
        case 3 -> random.nextBoolean();
        case 4 -> random.nextLong() >> random.nextInt(64);
        case 5 -> random.nextGaussian();
        case 6 -> {
          byte[] bytes = new byte[random.nextInt(9)];
          random.nextBytes(bytes);
          yield bytes;
        }
        case 7 -> {
          List<@Nullable Object> list = new ArrayList<>();
          for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(depth + 1));
          }
          yield list;
        }
        default -> {
          Map<String, @Nullable Object> map = new LinkedHashMap<>();
          for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(), value(depth + 1));
          }
          yield map;
        }
      };
    }

    private String text() {
      int[] points = random.ints(random.nextInt(12), 0, 0x2FFF).toArray();
      return new String(points, 0, points.length);
    }
  }
}
