package dev.assay.server.pipeline;

import static dev.assay.server.pipeline.Traffic.ORIGIN;
import static dev.assay.server.pipeline.Traffic.START;
import static dev.assay.server.pipeline.Traffic.plan;
import static dev.assay.server.pipeline.Traffic.trace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.monitor.window.Quantity;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.ScoreSummary;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.record.TextPool;
import dev.assay.server.collector.Arrival;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.WorkItem;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trace of which more comes once it was told counts as if all of it had come at first. */
@Timeout(600)
class RetellingTest {

  private static final String ROOT = "%08x00000001";
  private static final String AGENT = "%08x00000002";
  private static final String FIRST = "%08x00000003";
  private static final String SECOND = "%08x00000004";

  /** What comes at once. */
  private static final List<Signal.Kind> KINDS = List.of(Signal.Kind.values()).subList(0, 5);

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  private record Piece(Instant at, byte[] frame) {

    static Piece of(Instant at, List<SpanRecord> spans) {
      return new Piece(at, new Arrival(at, new RecordBatch(spans, List.of())).toBytes());
    }

    static Piece of(Signal signal) {
      return new Piece(signal.at(), JournalEntry.ofSignals(signal.at(), List.of(signal)));
    }
  }

  @TempDir private Path folder;
  private final ExecutorService scorers = Executors.newFixedThreadPool(2);

  @AfterEach
  void close() {
    scorers.shutdownNow();
  }

  @Test
  void tracesSplitInAnyWay_sentTwice_andDeathsInBetween_countAsToldOnce() {
    Random random = new Random(5);
    List<Piece> once = new ArrayList<>();
    List<Piece> twice = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Instant at = START.plusMillis(700L * i);
      List<SpanRecord> spans = new ArrayList<>(spans(i, at, random, null));
      once.add(Piece.of(at.plusSeconds(1), List.copyOf(spans)));
      Collections.shuffle(spans, random);
      List<SpanRecord> some = List.copyOf(spans.subList(0, 1 + random.nextInt(4)));
      Instant late = at.plusSeconds(1).plus(toldAfter(some)).plusSeconds(3);
      twice.add(Piece.of(at.plusSeconds(1), some));
      twice.add(Piece.of(late, spans.subList(some.size(), 4)));
      if (random.nextInt(3) == 0) {
        twice.add(Piece.of(late.plusMillis(random.nextInt(9_000)), some));
      }
      if (random.nextInt(3) == 0) {
        Signal.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        Subject about = Subject.ofTrace(trace(i), null);
        Instant after = at.plusSeconds(random.nextInt(60));
        Piece signal = Piece.of(new Signal("s" + i, kind, about, after, "user", null));
        once.add(signal);
        twice.add(signal);
      }
    }
    Map<String, InteractionRow> whole = new TreeMap<>();
    Map<String, SliceSummary> expected = told("once", once, 0, whole);
    Map<String, InteractionRow> rows = new TreeMap<>();
    same(told("dying", twice, 8, rows), expected);
    sameRows(rows, whole);
    assertThat(whole).hasSize(60);
  }

  @Test
  void traceOfTwoProcesses_thatExportEveryFiveSeconds_isOneInteraction() {
    List<SpanRecord> spans = spans(1, START, new Random(1), "Why, though?");
    List<Piece> once = List.of(Piece.of(START.plusSeconds(1), spans));
    List<Piece> twice =
        List.of(
            Piece.of(START.plusSeconds(1), spans.subList(0, 3)),
            Piece.of(START.plusSeconds(6), spans.subList(3, 4)));
    Signal liked =
        new Signal(
            "s1",
            Signal.Kind.THUMBS_DOWN,
            Subject.ofTrace(trace(1), null),
            START.plusSeconds(4),
            "user",
            null);
    Map<String, InteractionRow> rows = new TreeMap<>();
    Map<String, SliceSummary> expected = told("once", with(once, liked), 0, rows);
    InteractionRow whole = rows.values().iterator().next();
    rows.clear();

    try (Store store = DuckDbStore.open(folder.resolve("twice"), DuckDbSettings.DEFAULT)) {
      Map<String, SliceSummary> actual = told(store, with(twice, liked), 0, rows);
      same(actual, expected);
      InteractionRow row = rows.values().iterator().next();
      assertThat(rows).hasSize(1);
      assertThat(row.operation()).isEqualTo(whole.operation());
      assertThat(row.operation().usage().inputTokens()).isEqualTo(60);
      assertThat(row.decisions()).isEqualTo(whole.decisions());
      assertThat(row.outcome()).isEqualTo(whole.outcome());
      assertThat(store.evidence().evaluations(List.of(row.key())))
          .extracting(Evaluation::evaluator)
          .containsExactly("length");
      assertThat(store.records().openWork())
          .extracting(WorkItem::evaluator)
          .containsExactly("judge");
      assertThat(store.evidence().signals(List.of(row.key()))).hasSize(1);
    }
    for (String level : List.of("MINUTE " + START, "HOUR", "DAY")) {
      SliceSummary all = expected.get(level + " all");
      assertThat(all.interactions()).isEqualTo(1);
      assertThat(all.signals(Signal.Kind.THUMBS_DOWN)).isEqualTo(1);
      assertThat(all.quantity(Quantity.INPUT_CHARACTERS).count()).isEqualTo(1);
    }
  }

  @Test
  void partThatComesAlone_afterARestart_makesNothingLess_andCountsNoSecondTime() {
    List<SpanRecord> spans = spans(1, START, new Random(1), null);
    Map<String, InteractionRow> rows = new TreeMap<>();
    try (Store store = DuckDbStore.open(folder.resolve("alone"), DuckDbSettings.DEFAULT)) {
      told(store, List.of(Piece.of(START.plusSeconds(1), spans.subList(0, 3))), 0, rows);
      InteractionRow first = rows.values().iterator().next();
      // Another process, whose journal begins anew: what was told first cannot be read any more.
      Instant late = START.plusSeconds(200);
      Map<String, SliceSummary> after =
          told(store, List.of(Piece.of(late, spans.subList(3, 4))), 0, rows);
      InteractionRow row = rows.values().iterator().next();
      assertThat(rows).hasSize(1);
      assertThat(row.key()).isEqualTo(first.key());
      assertThat(row.operation().usage().inputTokens())
          .isGreaterThanOrEqualTo(first.operation().usage().inputTokens());
      assertThat(row.operation().latencyMillis())
          .isGreaterThanOrEqualTo(first.operation().latencyMillis());
      SliceSummary all = after.get(StoredWindow.Level.DAY + " all");
      assertThat(all.interactions()).isEqualTo(1);
      assertThat(all.inputTokens()).isEqualTo(row.operation().usage().inputTokens());
    }
  }

  private static List<Piece> with(List<Piece> pieces, Signal signal) {
    List<Piece> all = new ArrayList<>(pieces);
    all.add(Piece.of(signal));
    return all;
  }

  // By what of it is there.
  private static Duration toldAfter(List<SpanRecord> some) {
    List<String> there = some.stream().map(SpanRecord::spanId).toList();
    if (some.stream().noneMatch(each -> each.parentSpanId() == null)) {
      return Duration.ofSeconds(30);
    }
    boolean complete =
        some.stream()
            .allMatch(each -> each.parentSpanId() == null || there.contains(each.parentSpanId()));
    return Duration.ofSeconds(complete ? 2 : 10);
  }

  private Map<String, SliceSummary> told(
      String name, List<Piece> pieces, int deaths, Map<String, InteractionRow> rows) {
    try (Store store = DuckDbStore.open(folder.resolve(name), DuckDbSettings.DEFAULT)) {
      return told(store, pieces, deaths, rows);
    }
  }

  // Dies now and then, with whatever was read since the last commit.
  private Map<String, SliceSummary> told(
      Store store, List<Piece> given, int deaths, Map<String, InteractionRow> rows) {
    List<Piece> pieces = new ArrayList<>(given);
    pieces.sort(Comparator.comparing(Piece::at));
    Position from = store.position();
    List<Position> ends = new ArrayList<>();
    Position end = from;
    for (Piece each : pieces) {
      end = new Position(end.segment(), end.offset() + each.frame().length);
      ends.add(end);
    }
    Random random = new Random(3);
    Journal none =
        Journal.open(
            folder.resolve("none" + System.identityHashCode(pieces)),
            JournalSettings.DEFAULT,
            Position.START);
    try {
      for (int death = 0; death < deaths; death++) {
        Stage stage = stage(none, store);
        int upTo = pieces.size() * (death + 1) / (deaths + 1);
        read(stage, store, pieces.subList(0, upTo), from, ends, random);
      }
      Stage stage = stage(none, store);
      Instant now = read(stage, store, pieces, from, ends, random);
      // Whatever waits is told in its time.
      for (int second = 0; second < 60; second += 2) {
        stage.settle(now.plusSeconds(second), 0);
      }
      commit(stage, store, now.plusSeconds(60));
      assertThat(stage.counts().neverCounted()).isZero();
    } finally {
      none.close();
    }
    store.interactions().scan(InteractionFilter.ALL, each -> put(rows, each.row()));
    return windows(store);
  }

  private static void put(Map<String, InteractionRow> rows, InteractionRow row) {
    rows.put(row.key().id(), row);
  }

  private static Instant read(
      Stage stage,
      Store store,
      List<Piece> pieces,
      Position from,
      List<Position> ends,
      Random random) {
    Instant now = START;
    for (int i = 0; i < pieces.size(); i++) {
      Position before = i == 0 ? from : ends.get(i - 1);
      if (ends.get(i).compareTo(stage.start()) > 0) {
        byte[] frame = pieces.get(i).frame();
        stage.take(JournalEntry.read(frame, new TextPool()), before, ends.get(i), frame.length);
        now = pieces.get(i).at();
        stage.settle(now, 1);
        if (random.nextInt(8) == 0) {
          commit(stage, store, now);
        }
      }
    }
    return now;
  }

  private static void commit(Stage stage, Store store, Instant now) {
    Draft.Taken taken = stage.draft(now);
    store.commit(taken.batch());
    stage.stored(taken, now);
  }

  private Stage stage(Journal journal, Store store) {
    Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    return new Stage(
        Traffic.parts(plan(0.3), journal, store, clock, PipelineSettings.DEFAULT),
        scorers,
        START,
        new SetAside(folder.resolve("aside")));
  }

  private static Map<String, SliceSummary> windows(Store from) {
    Map<String, SliceSummary> windows = new TreeMap<>();
    for (StoredWindow.Level level : StoredWindow.Level.values()) {
      for (StoredWindow each :
          from.windows().readAll(level, START.minusSeconds(86_400), START.plusSeconds(86_400))) {
        SliceSummary summary = SliceSummary.fromBytes(each.bytes());
        String at = level == StoredWindow.Level.MINUTE ? each.start() + " " : "";
        if (summary.interactions() > 0) {
          windows.put(level + " " + at + each.slice(), summary);
        } else {
          assertThat(summary.sampledEvaluators()).as(each.slice()).isEmpty();
          for (Signal.Kind kind : Signal.Kind.values()) {
            assertThat(summary.signals(kind)).as(each.slice()).isZero();
          }
        }
      }
    }
    return windows;
  }

  private static void same(Map<String, SliceSummary> actual, Map<String, SliceSummary> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, right) -> {
          SliceSummary summary = actual.get(name);
          assertThat(said(summary)).as(name).isEqualTo(said(right));
          for (Quantity quantity : Quantity.values()) {
            assertThat(summary.quantity(quantity).covers(right.quantity(quantity)))
                .as(name + " " + quantity)
                .isTrue();
            assertThat(right.quantity(quantity).covers(summary.quantity(quantity)))
                .as(name + " " + quantity)
                .isTrue();
          }
        });
  }

  private static Map<String, Object> said(SliceSummary summary) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("interactions", summary.interactions());
    said.put("failed", summary.failed());
    said.put("input", summary.inputTokens());
    said.put("output", summary.outputTokens());
    said.put("cached", summary.cachedTokens());
    said.put("cost of", summary.cost().count());
    said.put("cost", round(summary.cost().mean().orElse(0)));
    said.put("finish", summary.finishReasons());
    said.put("cache", summary.cacheHitRate(0.95).toString());
    for (Signal.Kind kind : Signal.Kind.values()) {
      said.put(kind.name(), summary.signals(kind) + " " + summary.signalRate(kind, 0.95));
    }
    said.put("negative", summary.negativeRate(0.95).toString());
    for (String each : summary.sampledEvaluators()) {
      SliceSummary.Sampled sampled = summary.sampled(each);
      said.put(
          each, sampled.eligible() + " " + sampled.selected() + " " + round(sampled.expected()));
    }
    for (ScoreKey key : summary.scoreKeys()) {
      ScoreSummary scores = summary.scores(key).orElseThrow();
      if (scores.scored() + scores.unscored() > 0) {
        said.put(key.toString(), scores.scored() + " " + scores.unscored());
      }
    }
    for (String mode : summary.modes()) {
      if (summary.modeCount(mode) > 0) {
        said.put(mode, summary.modeCount(mode));
      }
    }
    return said;
  }

  private static long round(double value) {
    return Math.round(value * 1e6);
  }

  private static void sameRows(
      Map<String, InteractionRow> actual, Map<String, InteractionRow> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (id, row) -> {
          assertThat(actual.get(id).operation()).as(id).isEqualTo(row.operation());
          assertThat(actual.get(id).dimensions()).as(id).isEqualTo(row.dimensions());
          assertThat(actual.get(id).outcome()).as(id).isEqualTo(row.outcome());
        });
  }

  // A request, the agent in it, and two calls of models.
  private static List<SpanRecord> spans(int i, Instant at, Random random, String question) {
    boolean failed = random.nextInt(5) == 0;
    Map<String, Object> agent = new LinkedHashMap<>();
    agent.put("gen_ai.operation.name", "invoke_agent");
    if (failed) {
      agent.put("error.type", "timeout");
    }
    if (question != null) {
      agent.put("gen_ai.input.messages", said("user", question));
      agent.put("gen_ai.output.messages", said("assistant", "So."));
    }
    return List.of(
        span(
            i,
            ROOT,
            null,
            at,
            900 + random.nextInt(500),
            0,
            Map.of("app.feature", i % 3 == 0 ? "billing" : "refunds")),
        span(i, AGENT, ROOT, at, 800, failed ? 2 : 0, agent),
        span(i, FIRST, AGENT, at.plusMillis(20), 300, 0, call(20, random)),
        span(i, SECOND, AGENT, at.plusMillis(400), 350, 0, call(40, random)));
  }

  private static String said(String role, String text) {
    return "[{\"role\":\""
        + role
        + "\",\"parts\":[{\"type\":\"text\",\"content\":\""
        + text
        + "\"}]}]";
  }

  private static Map<String, Object> call(long tokens, Random random) {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("gen_ai.operation.name", "chat");
    call.put("gen_ai.request.model", "gpt-" + random.nextInt(2));
    call.put("gen_ai.usage.input_tokens", tokens);
    call.put("gen_ai.usage.output_tokens", 5L + random.nextInt(300));
    call.put("gen_ai.usage.cost", 0.001 * (1 + random.nextInt(50)));
    call.put("gen_ai.usage.cache_read.input_tokens", (long) random.nextInt(2));
    call.put("gen_ai.response.finish_reasons", random.nextInt(4) == 0 ? "length" : "stop");
    return call;
  }

  private static SpanRecord span(
      int i,
      String id,
      String parent,
      Instant at,
      int millis,
      int status,
      Map<String, Object> said) {
    long start = at.toEpochMilli() * 1_000_000;
    return new SpanRecord(
        ORIGIN,
        trace(i),
        String.format(id, i + 1),
        parent == null ? null : String.format(parent, i + 1),
        "step",
        1,
        start,
        start + millis * 1_000_000L,
        status,
        "",
        new Attributes(said, 0),
        List.of(),
        List.of(),
        0);
  }
}
