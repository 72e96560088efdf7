package dev.assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class EarlyStopTest {

  private static final int CHUNK = 5;

  @TempDir private Path folder;
  private final List<Example> examples = Runs.examples(200);
  private final List<String> heard = new ArrayList<>();
  private final Set<String> called = ConcurrentHashMap.newKeySet();

  @Test
  void run_decided_hearsInItsOrderAndEnds() {
    RunOutcome outcome = run(20, Runs.options().concurrency(CHUNK).build(), id -> {}, null);
    assertThat(outcome.header().status()).isEqualTo(RunStatus.DECIDED);
    assertThat(outcome.header().statusReason()).startsWith("enough; ").contains(" of 200 examples");
    assertThat(heard)
        .isEqualTo(
            examples.stream()
                .sorted(RandomOrder.byPartition(7))
                .map(Example::id)
                .limit(20)
                .toList());
    assertThat(outcome.results()).hasSizeBetween(20, 20 + 3 * CHUNK);
  }

  @Test
  void run_oneIsSlow_othersDoNotRunFarAhead() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    String first =
        examples.stream().sorted(RandomOrder.byPartition(7)).findFirst().orElseThrow().id();
    AtomicInteger ahead = new AtomicInteger();
    Thread release =
        new Thread(
            () -> {
              LockSupport.parkNanos(500_000_000L);
              ahead.set(called.size());
              slow.countDown();
            });
    release.start();
    RunOutcome outcome =
        run(
            20,
            Runs.options().concurrency(CHUNK).build(),
            id -> {
              if (id.equals(first)) {
                slow.await();
              }
            },
            null);
    release.join();
    assertThat(ahead.get()).isBetween(CHUNK, 2 * CHUNK);
    assertThat(outcome.header().status()).isEqualTo(RunStatus.DECIDED);
  }

  @Test
  void run_interruptedWhileOthersWait_ends() {
    CountDownLatch never = new CountDownLatch(1);
    RunControl control = new RunControl();
    Thread stop =
        new Thread(
            () -> {
              while (called.size() < CHUNK) {
                Thread.onSpinWait();
              }
              control.stop("enough waiting");
            });
    stop.start();
    RunOutcome outcome =
        run(20, Runs.options().concurrency(CHUNK).build(), id -> never.await(), control);
    assertThat(outcome.header().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(outcome.results()).isEmpty();
  }

  @Test
  void run_neverEnough_isComplete() {
    RunOutcome outcome = run(1_000, Runs.options().concurrency(CHUNK).build(), id -> {}, null);
    assertThat(outcome.header().status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(heard).hasSize(200);
  }

  // What of golden is in flight when golden is settled takes longer than golden's time.
  @Test
  void run_timeOfASettledPartitionIsOver_goesOnWithTheOthers() {
    List<Example> mixed = new ArrayList<>(Runs.examples(40, Partition.GOLDEN));
    mixed.addAll(Runs.examples(20));
    Set<String> first =
        mixed.stream()
            .sorted(RandomOrder.byPartition(7))
            .map(Example::id)
            .limit(CHUNK)
            .collect(Collectors.toSet());
    Budget budget =
        new Budget(Map.of(Partition.GOLDEN, Duration.ofMillis(400)), Duration.ofMinutes(5), null);
    RunPlan plan =
        Runs.plan(
            mixed,
            Runs.options().concurrency(CHUNK).budget(budget).build(),
            request -> {
              boolean late =
                  request.exampleId().startsWith("golden") && !first.contains(request.exampleId());
              Thread.sleep(late ? 900 : 1);
              return Interaction.ofOutput("a");
            });
    try (RunDirectory directory =
        RunDirectory.create(
            folder.resolve("run"), plan.header(), Json.object(), RunDirectory.Existing.REFUSE)) {
      RunOutcome outcome =
          RunEngine.of(Runs.CLOCK).withEarlyStop(new GoldenAfterAChunk()).run(plan, directory);
      assertThat(outcome.header().status()).isEqualTo(RunStatus.DECIDED);
      assertThat(outcome.results())
          .filteredOn(result -> result.example().partition() == Partition.DISTRIBUTION)
          .hasSize(20);
      assertThat(outcome.results())
          .filteredOn(result -> result.example().partition() == Partition.GOLDEN)
          .hasSizeBetween(CHUNK, 3 * CHUNK);
    }
  }

  @Test
  void spent_partitionNobodyNeeds_isNot() {
    Budget budget =
        new Budget(Map.of(Partition.GOLDEN, Duration.ofNanos(10)), Duration.ofMinutes(5), null);
    Example example = Runs.examples(1, Partition.GOLDEN).get(0);
    Work work = new Work(example, 0, 0, 0);
    BudgetClock clock = new BudgetClock(budget, List.of(work), 0);
    clock.begin(work, 0);
    assertThat(clock.spent(9, partition -> true)).isEmpty();
    assertThat(clock.spent(10, partition -> true))
        .contains("the golden time budget of 0s is spent");
    assertThat(clock.spent(10, partition -> false)).isEmpty();
  }

  private interface Wait {
    void before(String id) throws InterruptedException;
  }

  private RunOutcome run(int enough, RunOptions options, Wait wait, RunControl control) {
    RunPlan plan =
        Runs.plan(
            examples,
            options,
            request -> {
              called.add(request.exampleId());
              wait.before(request.exampleId());
              return Interaction.ofOutput("a");
            });
    RunEngine engine = RunEngine.of(Runs.CLOCK).withEarlyStop(new Enough(enough));
    try (RunDirectory directory =
        RunDirectory.create(
            folder.resolve("run"), plan.header(), Json.object(), RunDirectory.Existing.REFUSE)) {
      return (control == null ? engine : engine.withControl(control)).run(plan, directory);
    }
  }

  /** Needs five golden examples, and all others. */
  private static final class GoldenAfterAChunk implements EarlyStop {

    private int golden;
    private int others;

    @Override
    public Comparator<Example> order() {
      return RandomOrder.byPartition(7);
    }

    @Override
    public int chunk() {
      return CHUNK;
    }

    @Override
    public void finished(List<ExampleResult> repetitions) {
      boolean isGolden = repetitions.get(0).example().partition() == Partition.GOLDEN;
      golden += isGolden ? 1 : 0;
      others += isGolden ? 0 : 1;
    }

    @Override
    public boolean settled(Partition partition) {
      return partition == Partition.GOLDEN && golden >= CHUNK;
    }

    @Override
    public boolean over() {
      return settled(Partition.GOLDEN) && others == 20;
    }

    @Override
    public String reason() {
      return "golden is clear";
    }
  }

  private final class Enough implements EarlyStop {

    private final int enough;

    Enough(int enough) {
      this.enough = enough;
    }

    @Override
    public Comparator<Example> order() {
      return RandomOrder.byPartition(7);
    }

    @Override
    public int chunk() {
      return CHUNK;
    }

    @Override
    public void finished(List<ExampleResult> repetitions) {
      heard.add(repetitions.get(0).example().id());
    }

    @Override
    public boolean settled(Partition partition) {
      return false;
    }

    @Override
    public boolean over() {
      return heard.size() >= enough;
    }

    @Override
    public String reason() {
      return "enough";
    }
  }
}
