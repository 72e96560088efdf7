package dev.assay.server.pipeline;

import static dev.assay.server.pipeline.Traffic.START;
import static dev.assay.server.pipeline.Traffic.failedSpans;
import static dev.assay.server.pipeline.Traffic.plan;
import static dev.assay.server.pipeline.Traffic.silentSpans;
import static dev.assay.server.pipeline.Traffic.spans;
import static dev.assay.server.pipeline.Traffic.trace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.monitor.behaviour.BehaviourRules;
import dev.assay.monitor.behaviour.OutcomeRules;
import dev.assay.monitor.behaviour.Outcomes;
import dev.assay.monitor.failure.ClusterSettings;
import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.watch.Condition;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Severity;
import dev.assay.monitor.watch.Silence;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.ScoreSummary;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.record.TextPool;
import dev.assay.server.collector.Arrival;
import dev.assay.server.evaluation.Finished;
import dev.assay.server.journal.Frame;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalReader;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Label;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.StateBlob;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredFailureCase;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.WorkItem;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.stats.interval.Estimate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class StageTest {

  private static final List<Signal.Kind> KINDS = List.of(Signal.Kind.values());

  @TempDir private Path folder;
  private final ExecutorService scorers = Executors.newFixedThreadPool(2);
  private Journal journal;
  private Store store;

  @BeforeEach
  void open() {
    journal = Journal.open(folder.resolve("journal"), JournalSettings.DEFAULT, Position.START);
    store = DuckDbStore.open(folder.resolve("store"), DuckDbSettings.DEFAULT);
  }

  private SetAside aside() {
    return new SetAside(folder.resolve("aside"));
  }

  @AfterEach
  void close() {
    scorers.shutdownNow();
    journal.close();
    store.close();
  }

  @Test
  void trace_isToldOnceItWasQuiet_withItsDecisionsContentAndWindow() throws Exception {
    append(START, spans(1, "What is a refund?", "Money back.", START));
    Stage stage = stage(plan(1));
    read(stage, START.plusMillis(999));
    assertThat(rows()).isEmpty();

    read(stage, START.plusSeconds(11));

    InteractionRow row = rows().get(0);
    assertThat(rows()).hasSize(1);
    assertThat(row.dimensions().app()).isEqualTo("shop");
    assertThat(row.dimensions().feature()).isEqualTo("refunds");
    assertThat(row.decisions())
        .filteredOn(each -> each.evaluator().equals("judge"))
        .allSatisfy(each -> assertThat(each.selected()).isTrue());
    assertThat(store.interactions().contents(List.of(row.key())).get(row.key().id()).output())
        .isEqualTo("Money back.");
    assertThat(store.evidence().evaluations(List.of(row.key())))
        .extracting(Evaluation::evaluator, Evaluation::value)
        .containsExactly(Tuple.tuple("length", 11.0));
    assertThat(store.records().openWork()).extracting(WorkItem::evaluator).containsExactly("judge");
    for (StoredWindow.Level level : StoredWindow.Level.values()) {
      assertThat(window(level, "all").interactions()).isEqualTo(1);
      assertThat(window(level, "feature=refunds").interactions()).isEqualTo(1);
    }
  }

  @Test
  void notFollowed_whatIsKnownAtOnceIsTold_andARestartDecidesAlike() throws Exception {
    for (int i = 0; i < 40; i++) {
      append(
          START,
          i < 10
              ? failedSpans(i, START)
              : spans(i, "What is a refund?", i < 20 ? "It fails." : "Money back.", START));
    }
    read(following(0.25), START.plusSeconds(11));
    List<InteractionRow> rows = rows();
    assertThat(rows).hasSize(40);
    assertThat(rows.stream().filter(row -> told(row, "outcome.mode", 1)).count()).isEqualTo(20);
    assertThat(rows.stream().filter(row -> told(row, "outcome.completion", 1)).count())
        .isEqualTo(10);
    long followed = rows.stream().filter(row -> told(row, "outcome.completion", 0.25)).count();
    assertThat(followed).isBetween(1L, 29L);
    assertThat(rows.stream().filter(row -> told(row, "outcome.followed", 0.25)).count())
        .isEqualTo(followed);

    // Whose outcomes were not stored by then.
    store.commit(Batch.builder().put(new StateBlob("behaviour.outcomes", noOutcomes())).build());
    read(following(1), START.plusSeconds(30));
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(rows);
  }

  private static byte[] noOutcomes() {
    return new Outcomes(OutcomeRules.withDefaults()).toBytes();
  }

  private static boolean told(InteractionRow row, String what, double probability) {
    return row.decisions().stream()
        .anyMatch(
            each ->
                each.evaluator().equals(what)
                    && each.selected()
                    && each.probability() == probability);
  }

  private Stage following(double share) {
    Behaviour behaviour =
        new Behaviour(
            BehaviourRules.withDefaults(),
            OutcomeRules.withDefaults().withShare(share),
            ClusterSettings.withDefaults(),
            null);
    Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    Pipeline.Parts parts =
        Traffic.parts(plan(1e-9), journal, store, clock, PipelineSettings.DEFAULT, behaviour);
    return new Stage(parts, scorers, START, aside());
  }

  @Test
  void contentNobodyLooksAt_isNotStored() throws Exception {
    append(START, spans(1, "What is a refund?", "Money back.", START));
    Stage stage = stage(plan(1e-9));
    read(stage, START.plusSeconds(11));
    InteractionRow row = rows().get(0);
    assertThat(store.interactions().contents(List.of(row.key()))).isEmpty();
    assertThat(store.records().openWork()).isEmpty();
  }

  @Test
  void load_leavesErrorsAloneOfTheRules_andSaysSoUntilItIsOver() throws Exception {
    Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    Pipeline.Parts parts =
        Traffic.parts(
            plan(1e-9),
            journal,
            store,
            clock,
            PipelineSettings.DEFAULT,
            Behaviour.withDefaults(),
            true);
    Stage stage = new Stage(parts, scorers, START, aside());
    Instant now = START;
    read(stage, now);
    for (int i = 1; i <= 120; i++) {
      append(now, spans(i, "What is a refund?", "Money back.", now));
    }
    assertThat(stage.counts().rulesOff()).isFalse();

    now = now.plusSeconds(30);
    read(stage, now, 1L << 40);
    assertThat(stage.counts().rulesOff()).isTrue();
    assertThat(stage.counts().cheapRate()).isLessThan(1);
    assertThat(stage.policies().current().everything()).isFalse();
    assertThat(stage.policies().keeps("a trace", true)).isTrue();

    for (int i = 200; i < 230; i++) {
      append(now, spans(i, "What is a refund?", "Money back.", now));
      now = now.plusSeconds(30);
      read(stage, now);
    }
    assertThat(stage.counts().rulesOff()).isFalse();
  }

  @Test
  void drawnWithoutContent_isUnscoredWithItsWeight_andLookedAtByWhoNeedsNone() throws Exception {
    SamplingPlan both =
        SamplingPlan.builder()
            .rest(1, 0)
            .evaluator(SampledEvaluator.of("judge"))
            .evaluator(SampledEvaluator.of("times"))
            .build();
    append(START, silentSpans(1, START));
    Stage stage = stage(both);
    read(stage, START.plusSeconds(11));

    InteractionKey key = rows().get(0).key();
    assertThat(store.evidence().evaluations(List.of(key)))
        .filteredOn(each -> each.evaluator().equals("judge"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.value()).isNull();
              assertThat(each.unscored()).startsWith("no content");
              assertThat(each.probability()).isEqualTo(1);
            });
    assertThat(store.records().openWork()).extracting(WorkItem::evaluator).containsExactly("times");
    assertThat(store.interactions().contents(List.of(key)).get(key.id()).latencyMillis())
        .isNotNull();
    SliceSummary all = window(StoredWindow.Level.MINUTE, "all");
    ScoreKey judge = new ScoreKey("judge", "v1");
    assertThat(all.scores(judge).orElseThrow().unscored()).isEqualTo(1);
    assertThat(all.scores(judge).orElseThrow().scored()).isZero();
    assertThat(stage.scores().all())
        .containsEntry("judge", new Scored(1, 1))
        .containsEntry("length", new Scored(1, 1));
  }

  @Test
  void exchangeThatFailed_isFoundByAMonitorOfErrors_once() throws Exception {
    MonitorDefinition errors =
        MonitorDefinition.of("errors", Severity.HIGH, Condition.Immediate.of(FailureMode.ERROR));
    Watching nobody = Watching.nothing();
    Watching watching =
        new Watching(
            List.of(errors), nobody.patience(), nobody.history(), () -> null, nobody.telling());
    append(START, failedSpans(1, START));
    append(START, silentSpans(2, START));
    Stage stage = new Stage(parts(plan(1), store).with(store, watching), scorers, START, aside());
    read(stage, START.plusSeconds(11));

    List<String> found = new ArrayList<>();
    stage.change(
        deeds -> deeds.watch().alerts(),
        alerts -> alerts.forEach(each -> found.add(each.monitor() + " " + each.state().key())),
        START.plusSeconds(12));
    read(stage, START.plusSeconds(13));
    assertThat(found).containsExactly("errors firing");
  }

  @Test
  void silence_isShownBeforeWhoeverSetItIsAnswered() throws Exception {
    Stage stage = stage(plan(1));
    Silence silence = new Silence("s1", "errors", null, START, START.plusSeconds(3_600), "moving");
    List<Silence> shown = new ArrayList<>();
    stage.change(
        deeds -> deeds.watch().silence(silence, deeds.now()),
        changes -> shown.addAll(stage.shown().silences()),
        START);
    assertThat(stage.shown().silences()).isEmpty();
    read(stage, START.plusSeconds(1));
    assertThat(shown).containsExactly(silence);
  }

  @Test
  void negativeSignal_hasItsInteractionLookedAt_withItsFirstProbabilityReplaced() throws Exception {
    append(START, spans(1, "What is a refund?", "Money back.", START));
    Stage stage = stage(plan(1e-9));
    read(stage, START.plusSeconds(11));
    InteractionRow row = rows().get(0);

    signal("s1", Signal.Kind.THUMBS_DOWN, Subject.ofTrace(trace(1), null), START.plusSeconds(30));
    signal("s1", Signal.Kind.THUMBS_DOWN, Subject.ofTrace(trace(1), null), START.plusSeconds(31));
    read(stage, START.plusSeconds(40));

    assertThat(store.interactions().contents(List.of(row.key()))).hasSize(1);
    assertThat(store.records().openWork()).extracting(WorkItem::probability).containsExactly(1.0);
    assertThat(store.evidence().signals(List.of(row.key()))).hasSize(1);
    SliceSummary all = window(StoredWindow.Level.HOUR, "all");
    assertThat(all.signals(Signal.Kind.THUMBS_DOWN)).isEqualTo(1);
    assertThat(rows().get(0).decisions())
        .filteredOn(each -> each.evaluator().equals("judge"))
        .allSatisfy(each -> assertThat(each.probability()).isEqualTo(1));
  }

  @Test
  void signalBeforeItsInteraction_findsItLater_evenAfterARestart() throws Exception {
    signal("s1", Signal.Kind.COPY, Subject.ofTrace(trace(1), null), START);
    Stage first = stage(plan(1));
    read(first, START.plusSeconds(5));
    assertThat(store.evidence().unresolvedSignals(START.minusSeconds(60), 10)).hasSize(1);

    append(START.plusSeconds(20), spans(1, "Question", "Answer", START));
    Stage second = stage(plan(1));
    read(second, START.plusSeconds(40));
    assertThat(store.evidence().unresolvedSignals(START.minusSeconds(60), 10)).isEmpty();
    assertThat(window(StoredWindow.Level.DAY, "all").signals(Signal.Kind.COPY)).isEqualTo(1);
  }

  @Test
  void result_isStoredOnceWithItsWindow() throws Exception {
    append(START, spans(1, "What is a refund?", "Money back.", START));
    Stage stage = stage(plan(1));
    read(stage, START.plusSeconds(11));
    InteractionKey key = rows().get(0).key();
    List<String> told = new ArrayList<>();
    Finished result = Traffic.finished(key, 4, START.plusSeconds(12));
    stage.take(result, () -> told.add("one"), START.plusSeconds(12));
    stage.take(result, () -> told.add("two"), START.plusSeconds(12));
    assertThat(told).isEmpty();
    read(stage, START.plusSeconds(13));
    assertThat(told).containsExactly("one", "two");
    assertThat(store.records().openWork()).isEmpty();
    assertThat(store.evidence().evaluations(List.of(key))).hasSize(2);
    assertThat(scored("judge")).isEqualTo(1);

    // The result of a life before, handed in again because nobody heard that it was stored.
    Stage next = stage(plan(1));
    next.take(result, () -> told.add("three"), START.plusSeconds(14));
    read(next, START.plusSeconds(15));
    assertThat(scored("judge")).isEqualTo(1);
    assertThat(told).hasSize(3);
  }

  @Test
  void result_ofWorkThatWasGivenUp_takesThePlaceOfTheUnscored() throws Exception {
    append(START, spans(1, "What is a refund?", "Money back.", START));
    Stage stage = stage(plan(1));
    read(stage, START.plusSeconds(11));
    InteractionKey key = rows().get(0).key();
    Finished dead = Traffic.dead(key, "the reply was cut off", START.plusSeconds(12));
    stage.take(dead, () -> {}, START.plusSeconds(12));
    read(stage, START.plusSeconds(13));
    assertThat(store.records().deadWork(10)).hasSize(1);
    assertThat(unscored("judge")).isEqualTo(1);

    stage.take(Traffic.finished(key, 4, START.plusSeconds(20)), () -> {}, START.plusSeconds(20));
    read(stage, START.plusSeconds(21));

    assertThat(store.records().deadWork(10)).isEmpty();
    assertThat(store.evidence().evaluations(List.of(key)))
        .filteredOn(each -> each.evaluator().equals("judge"))
        .extracting(Evaluation::value)
        .containsExactly(4.0);
    assertThat(scored("judge")).isEqualTo(1);
    assertThat(unscored("judge")).isZero();
  }

  private long unscored(String evaluator) throws IOException {
    SliceSummary all = window(StoredWindow.Level.MINUTE, "all");
    return all.scoreKeys().stream()
        .filter(key -> key.evaluator().equals(evaluator))
        .mapToLong(key -> all.scores(key).orElseThrow().unscored())
        .sum();
  }

  private long scored(String evaluator) throws IOException {
    SliceSummary all = window(StoredWindow.Level.MINUTE, "all");
    return all.scoreKeys().stream()
        .filter(key -> key.evaluator().equals(evaluator))
        .mapToLong(key -> all.scores(key).orElseThrow().scored())
        .sum();
  }

  @Test
  void answersThatFail_becomeACase_whichKnowsThem() throws Exception {
    append(START, spans(1, "What is a refund?", "This fails.", START));
    append(START, spans(3, "What is a refund, please?", "This fails too.", START));
    append(START, spans(2, "What is billing?", "Fine.", START));
    Stage stage = stage(plan(1));
    read(stage, START.plusSeconds(11));
    List<StoredFailureCase> cases =
        store.records().failureCases(null, PageRequest.first(10)).items();
    assertThat(cases).hasSize(1);
    assertThat(cases.get(0).failureMode()).isEqualTo(FailureMode.FORMAT);
    assertThat(cases.get(0).size()).isEqualTo(2);
    assertThat(store.records().failureMembers(cases.get(0).id(), 10)).hasSize(2);
    assertThat(window(StoredWindow.Level.DAY, "all").modeCount("format")).isEqualTo(2);
    // Of the third nobody knows before the judge has said.
    assertThat(window(StoredWindow.Level.DAY, "all").modeCount("none")).isZero();

    // A person's word about one of them brings no second failure.
    Subject second = Subject.ofTrace(trace(3), null);
    signal("s1", Signal.Kind.REPORT, second, START.plusSeconds(12));
    read(stage, START.plusSeconds(20));
    assertThat(store.records().failureCases(null, PageRequest.first(10)).items().get(0).size())
        .isEqualTo(2);
  }

  @Test
  void scoresOfPeople_areKeptAsLabels_onceEach() throws Exception {
    append(START, spans(1, "What is a refund?", "Money back.", START));
    Stage stage = stage(plan(1));
    read(stage, START.plusSeconds(11));
    LogEntry score = score(trace(1), String.format("%016x", 4));
    append(START.plusSeconds(12), score);
    append(START.plusSeconds(13), score);
    read(stage, START.plusSeconds(40));
    InteractionKey key = rows().get(0).key();
    assertThat(store.evidence().externalScores(List.of(key))).hasSize(1);
    assertThat(store.evidence().labels(List.of(key)))
        .extracting(Label::evaluator, Label::value)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("correctness", 1.0));
  }

  @Test
  void whatWasSaid_comingLate_isScoredStoredAndQueued_andCountedOnce() throws Exception {
    List<SpanRecord> silent = new ArrayList<>();
    for (SpanRecord span : spans(1, "", "", START)) {
      Map<String, Object> kept = new LinkedHashMap<>(span.attributes().values());
      kept.keySet().removeIf(key -> key.endsWith(".messages"));
      silent.add(with(span, new Attributes(kept, 0)));
    }
    append(START, silent);
    Stage stage = stage(plan(1));
    read(stage, START.plusSeconds(5));
    InteractionKey key = rows().get(0).key();
    assertThat(scored("length")).isZero();
    assertThat(store.interactions().contents(List.of(key))).isEmpty();

    append(START.plusSeconds(6), said(trace(1), String.format("%016x", 4), "It fails."));
    read(stage, START.plusSeconds(30));

    assertThat(rows()).hasSize(1);
    assertThat(store.interactions().contents(List.of(key)).get(key.id()).output())
        .isEqualTo("It fails.");
    assertThat(store.evidence().evaluations(List.of(key)))
        .filteredOn(each -> each.evaluator().equals("length"))
        .extracting(Evaluation::value, Evaluation::passed)
        .containsExactly(Tuple.tuple(9.0, false));
    assertThat(store.records().openWork()).extracting(WorkItem::evaluator).contains("judge");
    SliceSummary all = window(StoredWindow.Level.MINUTE, "all");
    assertThat(all.interactions()).isEqualTo(1);
    assertThat(scored("length")).isEqualTo(1);
    assertThat(all.modeCount("format")).isEqualTo(1);
    assertThat(all.scores(new ScoreKey("judge", "v1")).map(ScoreSummary::unscored).orElse(0L))
        .isZero();
  }

  @Test
  void whole_comingAfterItsPartWasTold_isNoSecondInteraction() throws Exception {
    SpanRecord call = spans(1, "What is a refund?", "Money back.", START).get(1);
    append(START, List.of(call));
    Stage stage = stage(plan(1));
    read(stage, START.plusSeconds(31));
    InteractionKey key = rows().get(0).key();

    SpanRecord root = spans(1, "", "", START).get(0);
    append(
        START.plusSeconds(40),
        List.of(with(root, Attributes.of("gen_ai.operation.name", "invoke_agent"))));
    read(stage, START.plusSeconds(90));

    assertThat(rows()).extracting(InteractionRow::key).containsExactly(key);
    assertThat(window(StoredWindow.Level.HOUR, "all").interactions()).isEqualTo(1);
  }

  @Test
  void sentAgainLongAfter_changesNothing_andALatePartAloneIsNoInteraction() throws Exception {
    List<SpanRecord> both = spans(1, "What is a refund?", "Money back.", START);
    append(START, both);
    Stage stage = stage(plan(1));
    read(stage, START.plusSeconds(11));
    InteractionRow row = rows().get(0);
    // Held for ten minutes, then known by its number alone; the second process knows nothing.
    append(START.plusSeconds(1_000), both);
    read(stage, START.plusSeconds(1_040));
    // By then the trace is let go once more, and a part comes that nobody has seen.
    SpanRecord other = spans(5, "Why?", "So.", START).get(1);
    append(START.plusSeconds(1_700), List.of(inTrace(other, trace(1))));
    read(stage, START.plusSeconds(1_740));
    append(START.plusSeconds(1_750), both);
    read(stage(plan(1)), START.plusSeconds(1_800));

    assertThat(rows()).containsExactly(row);
    assertThat(window(StoredWindow.Level.HOUR, "all").interactions()).isEqualTo(1);
  }

  @Test
  void imported_isKnown_andCountedWithWhatComes() throws Exception {
    append(START, spans(1, "What is a refund?", "Money back.", START));
    read(stage(plan(1)), START.plusSeconds(11));
    InteractionRow row = rows().get(0);
    Batch.Builder imported = Batch.builder().put(row);
    for (StoredWindow.Level level : StoredWindow.Level.values()) {
      store
          .windows()
          .readAll(level, START.minusSeconds(86_400), START.plusSeconds(86_400))
          .forEach(imported::put);
    }
    store.close();
    // Imports bring no position along.
    store = DuckDbStore.open(folder.resolve("imported"), DuckDbSettings.DEFAULT);
    store.commit(imported.build());
    append(START.plusSeconds(1), spans(2, "What is a refund?", "Money back.", START));
    read(stage(plan(1)), START.plusSeconds(30));

    assertThat(rows()).hasSize(2).contains(row);
    for (StoredWindow.Level level : StoredWindow.Level.values()) {
      assertThat(window(level, "all").interactions()).isEqualTo(2);
    }
  }

  private static SpanRecord with(SpanRecord span, Attributes attributes) {
    return with(span, span.traceId(), attributes);
  }

  private static SpanRecord inTrace(SpanRecord span, String traceId) {
    return with(span, traceId, span.attributes());
  }

  private static SpanRecord with(SpanRecord span, String traceId, Attributes attributes) {
    return new SpanRecord(
        span.origin(),
        traceId,
        span.spanId(),
        span.parentSpanId(),
        span.name(),
        span.kind(),
        span.startNanos(),
        span.endNanos(),
        span.status(),
        span.statusMessage(),
        attributes,
        span.events(),
        span.links(),
        span.dropped());
  }

  private static LogEntry said(String traceId, String spanId, String answer) {
    return new LogEntry(
        Traffic.ORIGIN,
        traceId,
        spanId,
        "gen_ai.client.inference.operation.details",
        START.toEpochMilli() * 1_000_000,
        0,
        null,
        Attributes.of(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Why?\"}]}]",
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\""
                + answer
                + "\"}],\"finish_reason\":\"stop\"}]"));
  }

  private static LogEntry score(String traceId, String spanId) {
    return new LogEntry(
        Traffic.ORIGIN,
        traceId,
        spanId,
        "gen_ai.evaluation.result",
        START.plusSeconds(12).toEpochMilli() * 1_000_000,
        0,
        null,
        Attributes.of(
            "gen_ai.evaluation.name",
            "correctness",
            "gen_ai.evaluation.score.value",
            1.0,
            "gen_ai.evaluation.evaluator.type",
            "human"));
  }

  private void append(Instant at, LogEntry log) {
    journal.append(new Arrival(at, new RecordBatch(List.of(), List.of(log))).toBytes()).join();
  }

  @Test
  void windows_areTheSameHoweverOftenTheProcessDies() throws Exception {
    Random random = new Random(11);
    Instant at = START;
    for (int i = 0; i < 200; i++) {
      at = at.plusMillis(300);
      List<SpanRecord> spans =
          spans(
              i, "Question " + i, i % 7 == 0 ? "This fails." : "Answer " + i, at.minusMillis(100));
      // The parts of a trace come apart, and now and then twice.
      append(at, spans.subList(0, 1));
      append(at.plusMillis(random.nextInt(4_000)), spans.subList(1, 2));
      if (random.nextInt(5) == 0) {
        append(at.plusMillis(10), spans);
      }
      if (random.nextInt(4) == 0) {
        Signal.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        signal("s" + i, kind, Subject.ofTrace(trace(random.nextInt(i + 1)), null), at);
      }
    }
    Instant end = at.plusSeconds(60);
    List<Frame> frames = frames();

    Map<String, String> whole = new TreeMap<>();
    try (Store other = DuckDbStore.open(folder.resolve("whole"), DuckDbSettings.DEFAULT)) {
      Stage stage = new Stage(parts(plan(0.3), other), scorers, START, aside());
      feed(stage, other, frames, Integer.MAX_VALUE, end, random);
      windows(other, whole);
    }

    int lives = 0;
    int read = 0;
    while (read < frames.size()) {
      Stage stage = stage(plan(0.3));
      int upTo = read + 1 + random.nextInt(80);
      // Dies after some commits, with whatever it read since the last one.
      read = feed(stage, store, frames, upTo, null, random);
      lives++;
    }
    feed(stage(plan(0.3)), store, frames, Integer.MAX_VALUE, end, random);
    Map<String, String> pieces = new TreeMap<>();
    windows(store, pieces);

    assertThat(lives).isGreaterThan(5);
    assertThat(whole).isNotEmpty();
    assertThat(pieces).isEqualTo(whole);
    assertThat(store.interactions().count(InteractionFilter.ALL)).isEqualTo(200);
  }

  // Reads from where the stage begins, committing now and then; at the end, everything.
  private int feed(
      Stage stage, Store into, List<Frame> frames, int upTo, Instant end, Random random) {
    Position before = stage.start();
    Instant latest = START;
    int i = 0;
    for (Frame frame : frames) {
      i++;
      if (frame.end().compareTo(stage.start()) <= 0) {
        before = frame.end();
        continue;
      }
      if (i > upTo) {
        return i - 1;
      }
      JournalEntry entry = JournalEntry.read(frame.payload(), new TextPool());
      latest = entry.receivedAt().isAfter(latest) ? entry.receivedAt() : latest;
      stage.take(entry, before, frame.end(), frame.payload().length);
      stage.settle(latest, 1);
      before = frame.end();
      if (random.nextInt(10) == 0) {
        Draft.Taken taken = stage.draft(latest);
        into.commit(taken.batch());
        stage.stored(taken, latest);
      }
    }
    if (end != null) {
      stage.settle(end, 0);
      into.commit(stage.draft(end).batch());
    }
    return frames.size();
  }

  private List<Frame> frames() throws IOException {
    List<Frame> frames = new ArrayList<>();
    try (JournalReader reader = journal.read(Position.START)) {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  // What windows count, which must not depend on when they were written.
  private static void windows(Store from, Map<String, String> into) {
    for (StoredWindow.Level level : StoredWindow.Level.values()) {
      for (StoredWindow each :
          from.windows().readAll(level, START.minusSeconds(86_400), START.plusSeconds(86_400))) {
        SliceSummary summary = SliceSummary.fromBytes(each.bytes());
        StringBuilder said = new StringBuilder().append(summary.interactions());
        for (Signal.Kind kind : Signal.Kind.values()) {
          said.append(' ').append(summary.signals(kind));
        }
        for (ScoreKey key : summary.scoreKeys()) {
          said.append(' ').append(key).append(summary.scores(key).orElseThrow().scored());
        }
        summary
            .modes()
            .forEach(mode -> said.append(' ').append(mode).append(summary.modeCount(mode)));
        said.append(' ').append(summary.completionRate(0.95).map(Estimate::toString).orElse("-"));
        said.append(' ')
            .append(summary.completionUnknownRate(0.95).map(Estimate::toString).orElse("-"));
        into.put(level + " " + each.start() + " " + each.slice(), said.toString());
      }
    }
  }

  private SliceSummary window(StoredWindow.Level level, String slice) {
    List<StoredWindow> rows =
        store
            .windows()
            .read(level, START.minusSeconds(86_400), START.plusSeconds(86_400), List.of(slice));
    assertThat(rows).hasSize(1);
    assertThat(Slice.ofKey(slice)).isNotNull();
    return SliceSummary.fromBytes(rows.get(0).bytes());
  }

  private List<InteractionRow> rows() {
    List<InteractionRow> rows = new ArrayList<>();
    store.interactions().scan(InteractionFilter.ALL, each -> rows.add(each.row()));
    return rows;
  }

  private Stage stage(SamplingPlan plan) {
    return new Stage(parts(plan, store), scorers, START, aside());
  }

  private Pipeline.Parts parts(SamplingPlan plan, Store into) {
    Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    return Traffic.parts(plan, journal, into, clock, PipelineSettings.DEFAULT);
  }

  private void read(Stage stage, Instant now) throws IOException {
    read(stage, now, 0);
  }

  private void read(Stage stage, Instant now, long backlogBytes) throws IOException {
    try (JournalReader reader = journal.read(stage.position())) {
      Position before = reader.position();
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        stage.take(
            JournalEntry.read(frame.payload(), new TextPool()),
            before,
            frame.end(),
            frame.payload().length);
        before = frame.end();
      }
    }
    stage.settle(now, backlogBytes);
    Draft.Taken taken = stage.draft(now);
    store.commit(taken.batch());
    stage.stored(taken, now);
  }

  private void append(Instant at, List<SpanRecord> spans) {
    journal.append(new Arrival(at, new RecordBatch(spans, List.of())).toBytes()).join();
  }

  private void signal(String id, Signal.Kind kind, Subject subject, Instant at) {
    Signal signal = new Signal(id, kind, subject, at, "user", null);
    journal.append(JournalEntry.ofSignals(at, List.of(signal))).join();
  }
}
