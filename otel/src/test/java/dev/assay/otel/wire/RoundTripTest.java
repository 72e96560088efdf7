package dev.assay.otel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any records come out of either encoding as they went in. */
class RoundTripTest {

  private static final int SEEDS = 150;
  private static final long START = 1_788_000_000_000_000_000L;

  private final OtlpDecoder decoder = OtlpDecoder.withDefaults();

  @ParameterizedTest
  @EnumSource
  void spans_anyAtAll_areReadAsTheyWereWritten(Encoding encoding) {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<SpanRecord> spans = new Records(seed).spans();
      byte[] request = OtlpEncoder.traces(spans, encoding);
      Decoded<SpanRecord> read = decoder.traces(request, encoding, SampleExports.NOW);
      assertThat(read.records()).usingRecursiveComparison().isEqualTo(spans);
      assertThat(read.rejected()).isEmpty();
      assertThat(read.adjusted()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void logs_anyAtAll_areReadAsTheyWereWritten(Encoding encoding) {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<LogEntry> entries = new Records(seed).entries();
      byte[] request = OtlpEncoder.logs(entries, encoding);
      Decoded<LogEntry> read = decoder.logs(request, encoding, SampleExports.NOW);
      assertThat(read.records()).usingRecursiveComparison().isEqualTo(entries);
      assertThat(read.rejected()).isEmpty();
      assertThat(read.adjusted()).isEmpty();
    }
  }

  private static final class Records {

    private final SplittableRandom random;
    private Origin origin;

    Records(long seed) {
      this.random = new SplittableRandom(seed);
      this.origin = origin();
    }

    List<SpanRecord> spans() {
      List<SpanRecord> spans = new ArrayList<>();
      for (int left = random.nextInt(6); left > 0; left--) {
        spans.add(span());
      }
      return spans;
    }

    List<LogEntry> entries() {
      List<LogEntry> entries = new ArrayList<>();
      for (int left = random.nextInt(6); left > 0; left--) {
        boolean traced = random.nextBoolean();
        entries.add(
            new LogEntry(
                sameOrNew(),
                traced ? hex() + hex() : null,
                traced && random.nextBoolean() ? hex() : null,
                text(),
                // Without one, the time at which it came is read.
                time(),
                random.nextInt(25),
                value(0),
                attributes()));
      }
      return entries;
    }

    private SpanRecord span() {
      long start = time();
      List<SpanRecord.Event> events = new ArrayList<>();
      for (int left = random.nextInt(3); left > 0; left--) {
        events.add(new SpanRecord.Event(text(), time(), attributes()));
      }
      List<SpanRecord.Link> links = new ArrayList<>();
      for (int left = random.nextInt(3); left > 0; left--) {
        links.add(new SpanRecord.Link(hex() + hex(), hex(), attributes()));
      }
      return new SpanRecord(
          sameOrNew(),
          hex() + hex(),
          hex(),
          random.nextBoolean() ? hex() : null,
          text(),
          random.nextInt(6),
          start,
          start + random.nextLong(1_000_000_000L),
          random.nextInt(3),
          text(),
          attributes(),
          events,
          links,
          random.nextInt(3));
    }

    private Origin sameOrNew() {
      if (random.nextInt(3) == 0) {
        origin = random.nextBoolean() ? origin() : new Origin(origin.resource(), text(), "2", "");
      }
      return origin;
    }

    private Origin origin() {
      return new Origin(attributes(), text(), text(), text());
    }

    private Attributes attributes() {
      int dropped = random.nextInt(4) == 0 ? random.nextInt() >>> 1 : 0;
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (int left = random.nextInt(5); left > 0; left--) {
        values.put("k" + random.nextInt(9) + text(), value(0));
      }
      return new Attributes(values, dropped);
    }

    private @Nullable Object value(int depth) {
      return switch (random.nextInt(depth > 3 ? 6 : 8)) {
        case 0 -> null;
        case 1 -> random.nextBoolean();
        case 2 -> random.nextLong();
        case 3 -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
        case 4 -> new byte[random.nextInt(4)];
        case 5 -> text();
        case 6 -> {
          List<@Nullable Object> list = new ArrayList<>();
          for (int left = random.nextInt(4); left > 0; left--) {
            list.add(value(depth + 1));
          }
          yield list;
        }
        default -> {
          Map<String, @Nullable Object> map = new LinkedHashMap<>();
          for (int left = random.nextInt(4); left > 0; left--) {
            map.put(text(), value(depth + 1));
          }
          yield map;
        }
      };
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(6); left > 0; left--) {
        int point = random.nextInt(random.nextBoolean() ? 128 : Character.MAX_CODE_POINT + 1);
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        text.appendCodePoint(half ? '\uFFFD' : point);
      }
      return text.toString();
    }

    private long time() {
      return START + random.nextLong(10_000_000_000L);
    }

    private String hex() {
      return String.format(Locale.ROOT, "%016x", random.nextLong() | 1);
    }
  }
}
