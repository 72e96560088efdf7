package dev.assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.run.RunDirectory.Existing;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetException;
import dev.assay.core.target.TargetRequest;
import dev.assay.core.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class RunEngineTest {

  @TempDir Path folder;

  @Test
  void results_whateverOrderTheyFinishIn_areDeliveredInTheDatasetsOrder() {
    List<Example> examples = Runs.examples(40);
    List<String> ordered = new ArrayList<>();
    List<String> finished = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void result(ExampleResult result) {
            ordered.add(result.example().id());
          }

          @Override
          public void finished(ExampleResult result) {
            finished.add(result.example().id());
          }
        };
    Target target =
        request -> {
          Thread.sleep(Math.floorMod(request.seed(), 20));
          return Interaction.ofOutput("answer to " + request.exampleId());
        };
    RunPlan plan = Runs.plan(examples, Runs.options().concurrency(8).build(), target);
    RunOutcome outcome = run(plan, RunEngine.of(Runs.CLOCK).withListener(listener));

    List<String> ids = examples.stream().map(Example::id).toList();
    assertThat(ordered).isEqualTo(ids);
    assertThat(finished).containsExactlyInAnyOrderElementsOf(ids).isNotEqualTo(ids);
    assertThat(outcome.results()).extracting(r -> r.example().id()).isEqualTo(ids);
    assertThat(outcome.header().status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(outcome.header().targetCalls()).isEqualTo(40);
    assertThat(outcome.results().get(3).interaction().output())
        .isEqualTo("answer to " + ids.get(3));
    assertThat(outcome.results().get(3).interaction().latencyMillis()).isNotNull();
  }

  @Test
  void calls_atOnce_areAsManyAsTheConcurrencyAndNeverMore() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(6);
    Target target =
        request -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          full.countDown();
          full.await();
          Thread.sleep(2);
          now.decrementAndGet();
          return Interaction.ofOutput("x");
        };
    run(Runs.plan(Runs.examples(60), Runs.options().concurrency(6).build(), target));
    assertThat(most).hasValue(6);
  }

  @Test
  void aTransientFailure_isTriedAgain() {
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    Target target =
        request -> {
          if (tries(tries, request) < 3) {
            throw TargetException.transientFailure("http_503", "busy", Duration.ofMillis(1), null);
          }
          return Interaction.ofOutput("x");
        };
    RunOutcome outcome =
        run(Runs.plan(Runs.examples(3), Runs.options().retries(2).build(), target));
    assertThat(outcome.results()).noneMatch(r -> r.interaction().failed());
    assertThat(outcome.header().targetCalls()).isEqualTo(9);
  }

  @Test
  void aTransientFailureThatStays_failsTheExampleWithItsKind() {
    Target target =
        request -> {
          throw TargetException.transientFailure("http_503", "busy", null, null);
        };
    RunOutcome outcome =
        run(Runs.plan(Runs.examples(1), Runs.options().retries(1).build(), target));
    assertThat(error(outcome)).isEqualTo(new InteractionError("http_503", "busy (after 2 calls)"));
    assertThat(outcome.results().get(0).verdict())
        .isEqualTo(Verdict.failed(FailureMode.ERROR, "http_503: busy (after 2 calls)"));
    assertThat(outcome.header().status()).isEqualTo(RunStatus.COMPLETE);
  }

  @Test
  void aRetryThatWouldComeTooLate_isNotWaitedFor() {
    Target target =
        request -> {
          throw TargetException.transientFailure(
              "http_429", "slow down", Duration.ofMinutes(1), null);
        };
    RunPlan plan =
        Runs.plan(Runs.examples(1), Runs.options().timeout(Duration.ofSeconds(5)).build(), target);
    assertThat(error(run(plan)).kind()).isEqualTo("http_429");
  }

  @Test
  void aPermanentFailure_isNotTriedAgain() {
    AtomicInteger calls = new AtomicInteger();
    Target target =
        request -> {
          calls.incrementAndGet();
          throw TargetException.permanent("http_400", "bad", null);
        };
    assertThat(error(run(Runs.plan(Runs.examples(1), Runs.options().build(), target))).kind())
        .isEqualTo("http_400");
    assertThat(calls).hasValue(1);
  }

  @Test
  void aCallThatTakesTooLong_isATimeout() {
    Target target =
        request -> {
          Thread.sleep(60_000);
          return Interaction.ofOutput("late");
        };
    RunPlan plan =
        Runs.plan(Runs.examples(2), Runs.options().timeout(Duration.ofMillis(100)).build(), target);
    RunOutcome outcome = run(plan);
    assertThat(error(outcome)).isEqualTo(new InteractionError("timeout", "no answer within 100ms"));
    assertThat(outcome.results()).hasSize(2);
  }

  @Test
  void aCallThatIgnoresItsInterrupt_isLeftBehindAndTheRunGoesOn() {
    CountDownLatch release = new CountDownLatch(1);
    Target target =
        request -> {
          if (request.exampleId().endsWith("-0")) {
            while (release.getCount() > 0) {
              LockSupport.parkNanos(1_000_000);
              Thread.interrupted();
            }
          }
          return Interaction.ofOutput("x");
        };
    RunOptions options = Runs.options().concurrency(1).timeout(Duration.ofMillis(200)).build();
    RunOutcome outcome = run(Runs.plan(Runs.examples(5), options, target));
    release.countDown();
    assertThat(outcome.header().status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(error(outcome).kind()).isEqualTo("timeout");
    assertThat(outcome.results().subList(1, 5)).noneMatch(r -> r.interaction().failed());
  }

  @Test
  void whateverATargetThrows_isItsFailureAndNotTheRuns() {
    Target target =
        request -> {
          switch (request.exampleId()) {
            case "distribution-0" -> throw new IllegalStateException("boom");
            case "distribution-1" -> recurse(1);
            case "distribution-2" -> throw new OutOfMemoryError("Java heap space");
            case "distribution-3" -> throw new NoClassDefFoundError("Foo");
            case "distribution-4" -> {
              return Interaction.builder().build();
            }
            case "distribution-5" -> throw new InterruptedException();
            default -> {
              return Interaction.ofOutput("x");
            }
          }
          return Interaction.ofOutput("y");
        };
    RunOutcome outcome = run(Runs.plan(Runs.examples(8), Runs.options().build(), target));
    assertThat(outcome.results())
        .extracting(r -> r.interaction().error() == null ? "" : r.interaction().error().kind())
        .containsExactly(
            "exception",
            "stack_overflow",
            "out_of_memory",
            "exception",
            "bad_response",
            "interrupted",
            "",
            "");
    assertThat(error(outcome).message()).isEqualTo("IllegalStateException: boom");
  }

  @Test
  void anEvaluatorThatFails_isUnscoredAndTheRunGoesOn() {
    RunPlan plan =
        Runs.plan(
            Runs.examples(2),
            Runs.options().build(),
            request -> Interaction.ofOutput("x"),
            List.of(
                Runs.evaluator("good", subject -> Score.of(1)),
                Runs.evaluator(
                    "bad",
                    subject -> {
                      throw new IllegalStateException("model gone");
                    }),
                Runs.evaluator(
                    "worse",
                    subject -> {
                      throw new NoClassDefFoundError("Foo");
                    })));
    RunOutcome outcome = run(plan);
    assertThat(outcome.results().get(1).scores())
        .extracting(s -> s.score())
        .containsExactly(
            Score.of(1),
            Score.unscored("evaluator failed: model gone"),
            Score.unscored("evaluator failed: java.lang.NoClassDefFoundError: Foo"));
  }

  @Test
  void repeats_haveSeedsOfTheirOwnThatDependOnNothingElse() {
    Map<String, Long> first = seeds(8);
    Map<String, Long> again = seeds(1);
    assertThat(first).hasSize(15).isEqualTo(again);
    assertThat(new HashSet<>(first.values())).hasSize(15);
  }

  @Test
  void stopping_interruptsWhatIsInFlightAndForgetsIt() throws Exception {
    CountDownLatch started = new CountDownLatch(2);
    Target target =
        request -> {
          if (request.exampleId().equals("distribution-0")) {
            return Interaction.ofOutput("x");
          }
          started.countDown();
          Thread.sleep(60_000);
          return Interaction.ofOutput("late");
        };
    RunControl control = new RunControl();
    RunPlan plan = Runs.plan(Runs.examples(10), Runs.options().concurrency(2).build(), target);
    Thread stopper =
        new Thread(
            () -> {
              await(started);
              control.stop("Ctrl-C");
            });
    stopper.start();
    RunOutcome outcome = run(plan, RunEngine.of(Runs.CLOCK).withControl(control));
    stopper.join();
    assertThat(outcome.header().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(outcome.header().statusReason()).isEqualTo("Ctrl-C, with 1 of 10 results done");
    assertThat(outcome.results()).hasSize(1);
    assertThat(RunDirectory.open(folder).results()).hasSize(1);
    assertThat(RunDirectory.open(folder).header().status()).isEqualTo(RunStatus.INTERRUPTED);
  }

  @Test
  void stoppedBeforeItStarts_callsNothing() {
    RunControl control = new RunControl();
    control.stop("Ctrl-C");
    AtomicInteger calls = new AtomicInteger();
    RunPlan plan = Runs.plan(Runs.examples(10), Runs.options().build(), counting(calls));
    RunOutcome outcome = run(plan, RunEngine.of(Runs.CLOCK).withControl(control));
    assertThat(outcome.results()).isEmpty();
    assertThat(calls).hasValue(0);
  }

  @Test
  void theTotalTimeBudget_endsTheRunAsIncomplete() {
    Budget budget = new Budget(Map.of(), Duration.ofMillis(300), null);
    Target target =
        request -> {
          Thread.sleep(100);
          return Interaction.ofOutput("x");
        };
    RunOptions options = Runs.options().concurrency(1).budget(budget).build();
    RunOutcome outcome = run(Runs.plan(Runs.examples(50), options, target));
    assertThat(outcome.header().status()).isEqualTo(RunStatus.INCOMPLETE);
    assertThat(outcome.header().statusReason()).contains("total time budget of 300ms is spent");
    assertThat(outcome.results()).hasSizeBetween(1, 5);
  }

  @Test
  void aPartitionsTimeBudget_measuresThatPartitionOnly() {
    List<Example> examples = new ArrayList<>();
    // Mixed, and golden last: it is run first all the same.
    for (int i = 0; i < 10; i++) {
      examples.add(Runs.examples(10, Partition.DISTRIBUTION).get(i));
      examples.add(Runs.examples(10, Partition.GOLDEN).get(i));
    }
    Target target =
        request -> {
          Thread.sleep(request.exampleId().startsWith("golden") ? 1 : 60);
          return Interaction.ofOutput("x");
        };
    Budget generous =
        new Budget(Map.of(Partition.GOLDEN, Duration.ofMillis(500)), Duration.ofMinutes(5), null);
    RunOptions options = Runs.options().concurrency(1).budget(generous).build();
    assertThat(run(Runs.plan(examples, options, target)).header().status())
        .isEqualTo(RunStatus.COMPLETE);

    Budget tight =
        new Budget(
            Map.of(Partition.DISTRIBUTION, Duration.ofMillis(200)), Duration.ofMinutes(5), null);
    RunOutcome cut =
        run(Runs.plan(examples, Runs.options().concurrency(1).budget(tight).build(), target));
    assertThat(cut.header().status()).isEqualTo(RunStatus.INCOMPLETE);
    assertThat(cut.header().statusReason())
        .startsWith("the distribution time budget of 200ms is spent, with 1");
    assertThat(cut.results().stream().filter(r -> r.example().partition() == Partition.GOLDEN))
        .hasSize(10);
  }

  @Test
  void theCostBudget_coversWhatTheScoresCostApartFromTheTarget() {
    Budget budget = new Budget(Map.of(), Duration.ofMinutes(5), 0.05);
    Target target =
        request ->
            Interaction.builder().output("x").usage(new Usage(10L, 5L, null, null, 0.001)).build();
    ObjectNode paid = Json.object();
    paid.putObject("usage").put("input_tokens", 7).put("cost", 0.01);
    ObjectNode unread = Json.object().put("usage", "what a plugin calls so");
    RunPlan plan =
        Runs.plan(
            Runs.examples(50),
            Runs.options().concurrency(1).budget(budget).build(),
            target,
            List.of(
                Runs.evaluator("judge", subject -> new Score.Unscored("refused", paid)),
                Runs.evaluator("odd", subject -> Score.of(1).withEvidence(unread))));
    RunOutcome outcome = run(plan);
    assertThat(outcome.header().statusReason()).startsWith("the cost budget of 0.05 is spent");
    int n = outcome.results().size();
    assertThat(n).isBetween(5, 9);
    assertThat(outcome.header().usage().cost()).isCloseTo(n * 0.001, within(1e-9));
    assertThat(outcome.header().judgeUsage().cost()).isCloseTo(n * 0.01, within(1e-9));
    assertThat(outcome.header().judgeUsage().inputTokens()).isEqualTo(n * 7L);

    RunHeader read = RunDirectory.open(folder).header();
    assertThat(read.judgeUsage()).isEqualTo(outcome.header().judgeUsage());
    try (RunDirectory directory = RunDirectory.resume(folder, plan.header())) {
      RunHeader resumed = RunEngine.of(Runs.CLOCK).run(plan, directory).header();
      assertThat(resumed.judgeUsage()).isEqualTo(read.judgeUsage());
    }
  }

  @Test
  void theCostBudget_endsTheRunAndKeepsWhatWasPaidFor() {
    Budget budget = new Budget(Map.of(), Duration.ofMinutes(5), 0.05);
    Target target =
        request ->
            Interaction.builder().output("x").usage(new Usage(10L, 5L, null, null, 0.01)).build();
    RunOptions options = Runs.options().concurrency(2).budget(budget).build();
    RunOutcome outcome = run(Runs.plan(Runs.examples(50), options, target));
    assertThat(outcome.header().status()).isEqualTo(RunStatus.INCOMPLETE);
    assertThat(outcome.header().statusReason()).startsWith("the cost budget of 0.05 is spent");
    assertThat(outcome.results()).hasSizeBetween(5, 8);
    assertThat(outcome.header().targetCalls()).isEqualTo(outcome.results().size());
    assertThat(outcome.header().usage().inputTokens()).isEqualTo(outcome.results().size() * 10L);

    RunPlan same = Runs.plan(Runs.examples(50), options, target);
    try (RunDirectory directory = RunDirectory.resume(folder, same.header())) {
      assertThat(RunEngine.of(Runs.CLOCK).run(same, directory).results())
          .hasSameSizeAs(outcome.results());
    }
  }

  @Test
  void aResumedRun_doesNotCallAgainForWhatIsFinished() {
    ConcurrentLinkedQueue<String> called = new ConcurrentLinkedQueue<>();
    RunControl control = new RunControl();
    Target target =
        request -> {
          called.add(request.exampleId() + "#" + request.repeat());
          if (request.exampleId().equals("distribution-4")) {
            throw TargetException.permanent("http_400", "no", null);
          }
          return Interaction.ofOutput("x");
        };
    RunListener stopAfterTen =
        new RunListener() {
          private int seen;

          @Override
          public void finished(ExampleResult result) {
            if (++seen == 10) {
              control.stop("enough");
            }
          }
        };
    RunOptions options = Runs.options().concurrency(1).repeats(2).build();
    RunPlan plan = Runs.plan(Runs.examples(10), options, target);
    RunOutcome half =
        run(plan, RunEngine.of(Runs.CLOCK).withControl(control).withListener(stopAfterTen));
    assertThat(half.results()).hasSizeLessThan(20);

    List<String> delivered = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void started(int total, int resumed) {
            counts.addAll(List.of(total, resumed));
          }

          @Override
          public void result(ExampleResult result) {
            delivered.add(result.example().id() + "#" + result.repeat());
          }
        };
    RunOutcome whole;
    try (RunDirectory directory = RunDirectory.resume(folder, plan.header())) {
      whole = RunEngine.of(Runs.CLOCK).withListener(listener).run(plan, directory);
    }
    List<String> all =
        IntStream.range(0, 20).mapToObj(i -> "distribution-" + i / 2 + "#" + i % 2).toList();
    assertThat(delivered).isEqualTo(all);
    assertThat(counts).containsExactly(20, half.results().size());
    assertThat(whole.results()).hasSize(20);
    assertThat(whole.header().status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(whole.header().statusReason()).isNull();
    // One call was in flight when the run was stopped, at most.
    assertThat(called.size()).isBetween(20, 21);
    assertThat(whole.header().targetCalls()).isEqualTo(called.size());
    assertThat(RunDirectory.open(folder).results()).hasSize(20);
  }

  @Test
  void aSecondRun_takesAnswersFromTheCache() {
    AtomicInteger calls = new AtomicInteger();
    RunPlan plan = Runs.plan(Runs.examples(20), Runs.options().repeats(2).build(), counting(calls));
    for (int i = 0; i < 2; i++) {
      try (OutputCache cache =
          OutputCache.open(folder.resolveSibling("cache-" + folder.getFileName()))) {
        RunOutcome outcome = run(plan, RunEngine.of(Runs.CLOCK).withCache(cache));
        assertThat(outcome.header().cachedOutputs()).isEqualTo(i * 40L);
        assertThat(outcome.header().targetCalls()).isEqualTo((1 - i) * 40L);
        assertThat(outcome.results()).allMatch(r -> r.interaction().output() != null);
      }
    }
    assertThat(calls).hasValue(40);
  }

  @Test
  void aListenerThatFails_endsTheRunLoudly() {
    RunListener listener =
        new RunListener() {
          @Override
          public void finished(ExampleResult result) {
            throw new IllegalArgumentException("listener broke");
          }
        };
    RunPlan plan =
        Runs.plan(Runs.examples(20), Runs.options().build(), counting(new AtomicInteger()));
    assertThatThrownBy(() -> run(plan, RunEngine.of(Runs.CLOCK).withListener(listener)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("listener broke");
    assertThat(RunDirectory.open(folder).header().status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void scoringThatTakesLong_takesNothingFromTheTargetsConcurrency() {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch scoring = new CountDownLatch(1);
    CountDownLatch calledWhileScoring = new CountDownLatch(1);
    Target target =
        request -> {
          if (calls.incrementAndGet() == 2) {
            scoring.await();
            calledWhileScoring.countDown();
          }
          return Interaction.ofOutput("x");
        };
    RunPlan plan =
        Runs.plan(
            Runs.examples(2),
            Runs.options().concurrency(1).build(),
            target,
            List.of(
                Runs.evaluator(
                    "slow",
                    subject -> {
                      scoring.countDown();
                      await(calledWhileScoring);
                      return Score.of(1);
                    })));
    try (OutputCache cache =
        OutputCache.open(folder.resolveSibling("cache-" + folder.getFileName()))) {
      assertThat(run(plan, RunEngine.of(Runs.CLOCK).withCache(cache)).results())
          .allMatch(r -> r.verdict().equals(Verdict.PASSED));
    }
  }

  @Test
  void withoutACache_noMoreIsUnfinishedThanTheConcurrency() {
    AtomicInteger unfinished = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    RunListener listener =
        new RunListener() {
          @Override
          public void finished(ExampleResult result) {
            unfinished.decrementAndGet();
          }
        };
    Target target =
        request -> {
          most.accumulateAndGet(unfinished.incrementAndGet(), Math::max);
          return Interaction.ofOutput("x");
        };
    RunPlan plan =
        Runs.plan(
            Runs.examples(200),
            Runs.options().concurrency(3).build(),
            target,
            List.of(
                Runs.evaluator(
                    "slow",
                    subject -> {
                      LockSupport.parkNanos(500_000);
                      return Score.of(1);
                    })));
    run(plan, RunEngine.of(Runs.CLOCK).withListener(listener));
    assertThat(most.get()).isBetween(1, 3);
  }

  private Map<String, Long> seeds(int concurrency) {
    Map<String, Long> seeds = new ConcurrentHashMap<>();
    Target target =
        request -> {
          seeds.put(request.exampleId() + "#" + request.repeat(), request.seed());
          return Interaction.ofOutput("x");
        };
    RunOptions options = Runs.options().concurrency(concurrency).repeats(3).build();
    run(Runs.plan(Runs.examples(5), options, target));
    return seeds;
  }

  private RunOutcome run(RunPlan plan) {
    return run(plan, RunEngine.of(Runs.CLOCK));
  }

  private RunOutcome run(RunPlan plan, RunEngine engine) {
    try (RunDirectory directory =
        RunDirectory.create(folder, plan.header(), Json.object(), Existing.REPLACE_ANY)) {
      return engine.run(plan, directory);
    }
  }

  private static InteractionError error(RunOutcome outcome) {
    return outcome.results().get(0).interaction().error();
  }

  private static Target counting(AtomicInteger calls) {
    return request -> {
      calls.incrementAndGet();
      return Interaction.ofOutput("answer to " + request.exampleId());
    };
  }

  private static int tries(Map<String, AtomicInteger> tries, TargetRequest request) {
    return tries.computeIfAbsent(request.exampleId(), id -> new AtomicInteger()).incrementAndGet();
  }

  private static int recurse(int n) {
    return n == 0 ? 0 : 1 + recurse(n + 1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
