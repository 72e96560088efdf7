package dev.assay.server.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelSettings;
import dev.assay.monitor.sampling.Budget;
import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.server.config.MonitoredEvaluator;
import dev.assay.server.evaluation.EvaluationCounts.Circuit;
import dev.assay.server.evaluation.EvaluationCounts.OfEvaluator;
import dev.assay.server.evaluation.Finished.Ending;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.WorkItem;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

@Timeout(120)
class EvaluationWorkersTest {

  private static final Duration SOON = Duration.ofMillis(40);
  private static final String MODEL = "openai:scripted";

  @TempDir private Path folder;
  private Store store;
  private StoringResults results;
  private ChatModels chats;
  private EvaluationWorkers workers;
  private volatile Instant now = Instant.parse("2026-03-01T13:10:00Z");

  @BeforeEach
  void open() {
    store = DuckDbStore.open(folder.resolve("data"), new DuckDbSettings(256, 2, 16));
    results = new StoringResults(store);
  }

  @AfterEach
  void close() {
    if (workers != null) {
      workers.close();
    }
    if (chats != null) {
      chats.close();
    }
    store.close();
  }

  @Test
  void units_areEvaluatedStoredAndRemoved() {
    try (ScriptedJudge judge = ScriptedJudge.grading(2)) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 5);
      start(evaluators, settings().build());
      workers.enqueue(items);
      workers.enqueue(items);

      until(() -> of("judge").done() == 5);

      assertThat(judge.requests()).isEqualTo(5);
      assertThat(store.records().openWork()).isEmpty();
      List<Evaluation> stored = evaluations(5);
      assertThat(stored).hasSize(5).allSatisfy(each -> assertThat(each.value()).isEqualTo(2.0));
      assertThat(stored).allSatisfy(each -> assertThat(each.passed()).isFalse());
      assertThat(stored).allSatisfy(each -> assertThat(each.failureMode()).isNotNull());
      assertThat(stored).allSatisfy(each -> assertThat(each.probability()).isEqualTo(0.05));
      assertThat(stored.get(0).version()).isEqualTo(evaluators.all().get(0).version());
      assertThat(of("judge").cost()).isEqualTo(0.05, within(1e-9));
      assertThat(workers.check().ok()).isTrue();
      assertThat(workers.counts().uncommitted()).isZero();
    }
  }

  @Test
  void unitsOfAnEarlierProcess_areTakenOver_leasedOnesIncluded() {
    try (ScriptedJudge judge = ScriptedJudge.grading(5)) {
      OnlineEvaluators evaluators = judged(judge, 0);
      WorkItem waiting = keep(evaluators, 1).get(0);
      WorkItem leased =
          new WorkItem(
              waiting.interaction(),
              waiting.evaluator(),
              waiting.version(),
              WorkItem.State.LEASED,
              1,
              0.05,
              now,
              now,
              now.plusSeconds(600),
              null);
      store.commit(Batch.builder().put(leased).build());

      start(evaluators, settings().build());

      until(() -> of("judge").done() == 1);
      assertThat(store.records().openWork()).isEmpty();
    }
  }

  @Test
  void judgeDown_isLeftAlone_andNothingIsGivenUpForIt() {
    try (ScriptedJudge judge =
        new ScriptedJudge(
            (request, exchange) -> {
              if (request <= 4) {
                exchange.reply(503, "{}");
              } else {
                exchange.grade(4);
              }
            })) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 6);
      start(
          evaluators,
          settings()
              .concurrency(1, 1)
              .retries(2, SOON, SOON)
              .circuit(2, Duration.ofMillis(400), Duration.ofMillis(800))
              .build());
      workers.enqueue(items);

      until(() -> workers.counts().models().get(MODEL).circuit() == Circuit.OPEN);
      assertThat(workers.counts().models().get(MODEL).lastFailure()).isEqualTo("unavailable");
      assertThat(workers.counts().models().get(MODEL).retryAt()).isAfter(now);
      assertThat(judge.requests()).isEqualTo(2);
      until(() -> of("judge").done() == 6);

      assertThat(of("judge").dead()).isZero();
      assertThat(of("judge").retried()).isEqualTo(4);
      assertThat(judge.requests()).isEqualTo(10);
      assertThat(workers.counts().models().get(MODEL).circuit()).isEqualTo(Circuit.CLOSED);
      assertThat(evaluations(6)).allSatisfy(each -> assertThat(each.value()).isEqualTo(4.0));
    }
  }

  @Test
  void judgeThatAsksToSlowDown_isAskedLater() {
    try (ScriptedJudge judge =
        new ScriptedJudge(
            (request, exchange) -> {
              if (request == 1) {
                exchange.reply(429, "{}");
              } else {
                exchange.grade(4);
              }
            })) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 3);
      start(evaluators, settings().concurrency(1, 1).build());
      workers.enqueue(items);

      until(() -> of("judge").done() == 3);

      assertThat(judge.requests()).isEqualTo(4);
      assertThat(workers.counts().models().get(MODEL).lastFailure()).isEqualTo("rate-limited");
      assertThat(of("judge").retried()).isOne();
    }
  }

  @Test
  void judgeThatNeverAnswers_isGivenUpVisibly_andRetriedOnRequest() {
    try (ScriptedJudge judge = new ScriptedJudge((request, exchange) -> Thread.sleep(8_000))) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 1);
      start(
          evaluators,
          settings()
              .retries(2, SOON, SOON)
              .times(Duration.ofMillis(1500), Duration.ofSeconds(30))
              .build());
      workers.enqueue(items);

      until(() -> of("judge").dead() == 1);

      assertThat(workers.counts().deadInStore()).isOne();
      WorkItem dead = store.records().deadWork(5).get(0);
      assertThat(dead.attempts()).isEqualTo(2);
      assertThat(dead.lastError()).contains("took longer than 1500 ms");
      assertThat(evaluations(1).get(0).unscored()).contains("given up after 2 attempts");

      judge.script((request, exchange) -> exchange.grade(3));
      assertThat(workers.retryDead(item -> item.evaluator().equals("judge"))).isOne();
      until(() -> of("judge").done() == 1);
      assertThat(evaluations(1).get(0).value()).isEqualTo(3.0);
      assertThat(store.records().deadWork(5)).isEmpty();
      assertThat(workers.counts().deadInStore()).isZero();
    }
  }

  @Test
  void unreadableReply_isPaidOnceAndUnscored() {
    try (ScriptedJudge judge = new ScriptedJudge((request, exchange) -> exchange.grade(17))) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 1);
      start(evaluators, settings().build());
      workers.enqueue(items);

      until(() -> of("judge").done() == 1);

      assertThat(of("judge").unscored()).isOne();
      assertThat(of("judge").cost()).isPositive();
      assertThat(judge.requests()).isOne();
      assertThat(evaluations(1).get(0).unscored()).isNotBlank();
    }
  }

  @Test
  void whatWaitsTooLong_expiresUnscored() {
    try (ScriptedJudge judge =
        new ScriptedJudge((request, exchange) -> exchange.reply(503, "{}"))) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 3);
      start(
          evaluators,
          settings()
              .circuit(1, Duration.ofHours(1), Duration.ofHours(1))
              .expireAfter(Duration.ofSeconds(2))
              .build());
      workers.enqueue(items);

      until(() -> of("judge").expired() == 3);

      assertThat(store.records().openWork()).isEmpty();
      assertThat(evaluations(3))
          .allSatisfy(each -> assertThat(each.unscored()).startsWith("expired: waited longer"));
      assertThat(results.handed).allSatisfy(f -> assertThat(f.ending()).isEqualTo(Ending.EXPIRED));
    }
  }

  @Test
  void storedResult_isNotPaidForAgain_thoughItsUnitIsLeft() {
    try (ScriptedJudge judge = ScriptedJudge.grading(4)) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 1);
      Evaluation stored =
          evaluators.all().get(0).evaluation(items.get(0).interaction(), Score.of(3), 0.05, now);
      store.commit(Batch.builder().put(stored).build());

      start(evaluators, settings().build());

      until(() -> of("judge").repeated() == 1 && store.records().openWork().isEmpty());
      assertThat(judge.requests()).isZero();
      assertThat(evaluations(1).get(0).value()).isEqualTo(3.0);
    }
  }

  @Test
  void crashBetweenAnswerAndCommit_theCacheAnswersTheSecondTime() {
    try (ScriptedJudge judge = ScriptedJudge.grading(4)) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 1);
      results.mode = StoringResults.Mode.HOLD;
      start(evaluators, settings().closeWithin(Duration.ofMillis(50)).build());
      workers.enqueue(items);
      until(() -> results.handed.size() == 1);
      // As after a crash: what was handed over is gone, the unit is leased by nobody.
      workers.close();
      assertThat(store.records().openWork().get(0).state()).isEqualTo(WorkItem.State.LEASED);

      results.mode = StoringResults.Mode.STORE;
      start(evaluators, settings().build());
      until(() -> of("judge").done() == 1);

      assertThat(judge.requests()).isOne();
      assertThat(evaluations(1).get(0).value()).isEqualTo(4.0);
      assertThat(of("judge").cost()).isZero();
    }
  }

  @Test
  void resultThatCannotBeStored_isHandedOverAgain_withoutAnotherCall() {
    try (ScriptedJudge judge = ScriptedJudge.grading(4)) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 2);
      results.mode = StoringResults.Mode.FAIL;
      start(evaluators, settings().build());
      workers.enqueue(items);
      until(() -> results.handed.size() >= 2);
      assertThat(workers.counts().uncommitted()).isEqualTo(2);
      assertThat(of("judge").done()).isZero();

      results.mode = StoringResults.Mode.STORE;
      until(() -> of("judge").done() == 2);

      assertThat(judge.requests()).isEqualTo(2);
    }
  }

  @Test
  void budget_postponesVisibly_survivesARestart_andEndsWithTheHour() {
    try (ScriptedJudge judge = ScriptedJudge.grading(4)) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 5);
      EvaluationSettings bound =
          settings()
              .concurrency(1, 1)
              .budget(new Budget(null, null, 0.025, null), ZoneOffset.UTC)
              .build();
      start(evaluators, bound);
      workers.enqueue(items);

      until(() -> of("judge").done() == 2 && workers.counts().postponed() != null);
      assertThat(workers.counts().postponed()).isEqualTo("money_per_hour");
      assertThat(of("judge").waiting()).isEqualTo(3);
      assertThat(of("judge").oldest()).isNotNull();
      assertThat(workers.counts().spentThisHour()).isEqualTo(0.02, within(1e-9));

      workers.close();
      start(evaluators, bound);
      until(() -> of("judge").waiting() == 3 && workers.counts().postponed() != null);
      assertThat(judge.requests()).isEqualTo(2);

      now = now.plus(Duration.ofHours(1));
      until(() -> of("judge").done() == 2);
      assertThat(judge.requests()).isEqualTo(4);
    }
  }

  @Test
  void callsPerDay_areKept() {
    try (ScriptedJudge judge = ScriptedJudge.grading(4)) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 5);
      start(
          evaluators, settings().budget(new Budget(null, 3.0, null, null), ZoneOffset.UTC).build());
      workers.enqueue(items);

      until(() -> of("judge").done() == 3);
      assertThat(workers.counts().postponed()).isEqualTo("calls_per_day");
      assertThat(judge.requests()).isEqualTo(3);
    }
  }

  @Test
  void concurrency_isBoundPerModel() {
    try (ScriptedJudge judge =
        new ScriptedJudge(
            (request, exchange) -> {
              Thread.sleep(150);
              exchange.grade(4);
            })) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 8);
      start(evaluators, settings().concurrency(8, 2).build());
      workers.enqueue(items);

      until(() -> of("judge").done() == 8);

      assertThat(judge.mostAtOnce()).isEqualTo(2);
    }
  }

  @Test
  void threadThatDoesNotComeBack_losesItsLease() {
    CountDownLatch stuck = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    OnlineEvaluators evaluators =
        own(
            () -> {
              if (calls.incrementAndGet() == 1) {
                uninterruptibly(stuck);
                return Score.unscored("too late");
              }
              return Score.of(1);
            });
    List<WorkItem> items = keep(evaluators, 1);
    start(evaluators, settings().times(Duration.ofMillis(100), Duration.ofMillis(400)).build());
    workers.enqueue(items);

    until(() -> of("own").done() == 1);

    assertThat(workers.counts().leasesExpired()).isOne();
    assertThat(evaluations(1).get(0).value()).isEqualTo(1.0);
    stuck.countDown();
    until(() -> of("own").running() == 0);
    assertThat(of("own").done()).isOne();
    assertThat(evaluations(1).get(0).value()).isEqualTo(1.0);
  }

  @Test
  void timeThatIsReplayed_takesNothingFromThreadsThatAreAtWork() {
    AtomicLong replayed = new AtomicLong();
    AtomicInteger calls = new AtomicInteger();
    OnlineEvaluators evaluators =
        own(
            () -> {
              calls.incrementAndGet();
              replayed.addAndGet(Duration.ofHours(1).toNanos());
              // The dispatcher looks several times meanwhile.
              LockSupport.parkNanos(Duration.ofMillis(800).toNanos());
              return Score.of(1);
            });
    List<WorkItem> items = keep(evaluators, 1);
    workers =
        EvaluationWorkers.of(
            store,
            evaluators,
            settings().build(),
            new Moving(),
            replayed::get,
            results,
            /* emission= */ null);
    workers.start();
    workers.enqueue(items);

    until(() -> of("own").done() == 1);

    assertThat(workers.counts().leasesExpired()).isZero();
    assertThat(calls).hasValue(1);
  }

  @Test
  void close_waitsForWhatIsInWork() {
    CountDownLatch closing = new CountDownLatch(1);
    try (ScriptedJudge judge =
        new ScriptedJudge(
            (request, exchange) -> {
              closing.await();
              exchange.grade(4);
            })) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 3);
      start(evaluators, settings().concurrency(2, 2).build());
      workers.enqueue(items);
      until(() -> judge.requests() == 2);

      CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(closing::countDown);
      workers.close();

      assertThat(judge.requests()).isEqualTo(2);
      assertThat(evaluations(3)).hasSize(2);
      assertThat(store.records().openWork()).hasSize(1);
      assertThat(store.records().openWork().get(0).state()).isEqualTo(WorkItem.State.WAITING);
    }
  }

  @Test
  void close_leasesBackWhatDoesNotEnd() {
    try (ScriptedJudge judge = new ScriptedJudge((request, exchange) -> Thread.sleep(20_000))) {
      OnlineEvaluators evaluators = judged(judge, 0);
      List<WorkItem> items = keep(evaluators, 1);
      start(evaluators, settings().closeWithin(Duration.ofMillis(200)).build());
      workers.enqueue(items);
      until(() -> judge.requests() == 1);
      assertThat(store.records().openWork().get(0).state()).isEqualTo(WorkItem.State.LEASED);

      workers.close();

      WorkItem back = store.records().openWork().get(0);
      assertThat(back.state()).isEqualTo(WorkItem.State.WAITING);
      assertThat(back.attempts()).isZero();
      assertThat(results.handed).isEmpty();
    }
  }

  @Test
  void whatIsNotKept_isUnscored_andWhatWasDeletedVanishes() {
    try (ScriptedJudge judge = ScriptedJudge.grading(4)) {
      OnlineEvaluators evaluators = judged(judge, 0);
      OnlineEvaluator evaluator = evaluators.all().get(0);
      WorkItem noContent = EvaluationUnit.workItem(Sample.key(0), evaluator, 1, now);
      WorkItem noRow = EvaluationUnit.workItem(Sample.key(9), evaluator, 1, now);
      store.commit(Batch.builder().put(Sample.row(0)).put(noContent).put(noRow).build());

      start(evaluators, settings().build());

      until(() -> workers.counts().vanished() == 1 && of("judge").done() == 1);
      until(() -> store.records().openWork().isEmpty());
      assertThat(evaluations(1).get(0).unscored()).isEqualTo("what was said is not kept");
      assertThat(judge.requests()).isZero();
    }
  }

  @Test
  void moreThanFitsIntoMemory_isWorkedOffFromTheStore() {
    OnlineEvaluators evaluators = own(() -> Score.of(1));
    List<WorkItem> items = keep(evaluators, 30);
    start(evaluators, settings().mostInMemory(8).build());
    workers.enqueue(items);

    until(() -> of("own").done() == 30 && workers.idle());

    assertThat(store.records().openWork()).isEmpty();
    assertThat(workers.counts().waitingInStore()).isZero();
    assertThat(results.handed).hasSize(30);
  }

  @Test
  void unitsOfAVersionThatIsGone_waitAndAreShown() {
    OnlineEvaluators evaluators = own(() -> Score.of(1));
    WorkItem old = keep(evaluators, 1).get(0);
    start(OnlineEvaluators.none(), settings().expireAfter(Duration.ofSeconds(2)).build());

    assertThat(workers.counts().evaluators()).isEmpty();
    until(() -> results.handed.size() == 1);
    until(() -> store.records().openWork().isEmpty());
    assertThat(results.handed.get(0).evaluator()).isEqualTo(old.evaluator());
    assertThat(evaluations(1).get(0).unscored()).contains("not configured any more");
  }

  private OfEvaluator of(String name) {
    return workers.counts().evaluators().get(name);
  }

  private List<Evaluation> evaluations(int number) {
    List<InteractionKey> keys = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      keys.add(Sample.key(i));
    }
    return store.evidence().evaluations(keys);
  }

  /** Stores interactions with their content and a unit each. */
  private List<WorkItem> keep(OnlineEvaluators evaluators, int number) {
    List<WorkItem> items = new ArrayList<>();
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < number; i++) {
      WorkItem item = EvaluationUnit.workItem(Sample.key(i), evaluators.all().get(0), 0.05, now);
      batch.put(Sample.row(i)).put(Sample.content(i, "question " + i, "answer " + i)).put(item);
      items.add(item);
    }
    store.commit(batch.build());
    return items;
  }

  private void start(OnlineEvaluators evaluators, EvaluationSettings settings) {
    workers = EvaluationWorkers.of(store, evaluators, settings, new Moving(), results);
    workers.start();
  }

  private static EvaluationSettings.Builder settings() {
    return EvaluationSettings.builder()
        .retries(5, SOON, Duration.ofMillis(200))
        .circuit(5, Duration.ofMillis(100), Duration.ofMillis(400));
  }

  private OnlineEvaluators judged(ScriptedJudge judge, double assumed) {
    Path prices = folder.resolve("prices.json");
    try {
      Files.writeString(
          prices,
          "{\"prices\": [{\"provider\": \"openai\", \"model\": \"scripted\", \"input\": 1000,"
              + " \"output\": 0}]}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    chats =
        ChatModels.installed(
            ModelSettings.ofEnvironment(Map.of("OPENAI_API_KEY", "sk-0123456789abcdefghij"))
                .withPrices(prices)
                .withCache(folder.resolve("answers")));
    ObjectNode parameters =
        Json.object().put("criteria", "It is right.").put("threshold", 3).put("samples", 1);
    parameters
        .putObject("model")
        .put("model", MODEL)
        .put("base_url", judge.url())
        .put("max_retries", 0)
        .put("max_concurrency", 16)
        .put("timeout", "10s");
    EvaluatorSpec spec = EvaluatorSpec.of("judge", parameters);
    return OnlineEvaluators.bind(
        List.of(new MonitoredEvaluator(spec, true, SampledEvaluator.TOGETHER, 1, assumed)),
        EvaluatorRegistry.installed(),
        new EvaluatorContext(folder, EmbeddingModels.of(), chats));
  }

  static OnlineEvaluators own(Supplier<Score> evaluator) {
    EvaluatorDefinition definition =
        EvaluatorDefinition.builder("own", "1", "What a test says.")
            .createdBy((parameters, context) -> subject -> answer(subject.output(), evaluator));
    return OnlineEvaluators.bind(
        List.of(
            new MonitoredEvaluator(EvaluatorSpec.of("own"), true, SampledEvaluator.TOGETHER, 1, 0)),
        EvaluatorRegistry.of(List.of(definition)),
        new EvaluatorContext(Path.of(""), EmbeddingModels.of()));
  }

  // Binding tries it on a text of its own.
  private static Score answer(String output, Supplier<Score> evaluator) {
    return output.startsWith("answer") ? evaluator.get() : Score.of(0);
  }

  private static void uninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // This one does not listen.
      }
    }
  }

  private static void until(BooleanSupplier so) {
    for (int i = 0; i < 12_000 && !so.getAsBoolean(); i++) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(so.getAsBoolean()).isTrue();
  }

  /** A clock that a test sets. */
  private final class Moving extends Clock {

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
