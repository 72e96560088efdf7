package dev.assay.monitor.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Interactions told twice count as those told once, in any order and grouping of the parts. */
class RecountPropertyTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant RECEIVED = Traffic.START.plusSeconds(60);
  private static final Score SCORE = Score.of(3).withPassed(true).withLabel("fine");

  @Property(tries = 60, seed = "20261121")
  void partsThatTakeBack_anyOrderAndGrouping_giveWhatWasToldOnce(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 8) int features) {
    Slicing slicing =
        Slicing.of(
            List.of(SliceDefinition.of("feature"), SliceDefinition.of("feature", "model")), "salt");
    List<Consumer<Windows>> once = new ArrayList<>();
    List<Consumer<Windows>> twice = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Instant at = Traffic.START.plusSeconds(random.nextInt(50));
      ObservedInteraction before = Traffic.interaction(random, at, features);
      ObservedInteraction after = Traffic.interaction(random, at, features);
      boolean retold = random.nextInt(3) > 0;
      ObservedInteraction last = retold ? after : before;
      once.add(w -> w.add(last, RECEIVED));
      twice.add(w -> w.add(before, RECEIVED));
      if (retold) {
        twice.add(w -> w.takeBack(before));
        twice.add(w -> w.addAgain(after));
      }
      if (random.nextBoolean()) {
        once.add(w -> found(w, last));
        twice.add(w -> found(w, before));
        if (retold) {
          twice.add(w -> takenBack(w, before));
          twice.add(w -> found(w, after));
        }
      }
    }
    Window right = gathered(slicing, once);
    Collections.shuffle(twice, random);
    Window together = new Window(WindowLevel.MINUTE, Traffic.START, slicing);
    for (int from = 0; from < twice.size(); ) {
      int to = Math.min(twice.size(), from + 1 + random.nextInt(20));
      Window part = gathered(slicing, twice.subList(from, to));
      together.merge(Window.fromBytes(part.toBytes(), slicing));
      from = to;
    }
    // Nothing is owed any more when all of it has come.
    assertThat(together.settle()).isZero();
    same(Window.fromBytes(together.toBytes(), slicing), right);
  }

  private static void found(Windows windows, ObservedInteraction of) {
    windows.decided(of, "judge", true, 0.25);
    windows.score(of, Traffic.JUDGE, SCORE, 0.25);
    windows.signal(of, Signal.Kind.RETRY, true, true);
    windows.signal(of, Signal.Kind.RETRY, false, false);
  }

  private static void takenBack(Windows windows, ObservedInteraction of) {
    windows.takeBackDecision(of, "judge", true, 0.25);
    windows.withdraw(of, Traffic.JUDGE, SCORE, 0.25);
    windows.takeBackSignal(of, Signal.Kind.RETRY, true, true);
    windows.takeBackSignal(of, Signal.Kind.RETRY, false, false);
  }

  private static Window gathered(Slicing slicing, List<Consumer<Windows>> changes) {
    Windows windows = new Windows(slicing, DAY, Duration.ZERO);
    changes.forEach(change -> change.accept(windows));
    return windows.drain(Instant.MAX).get(0);
  }

  private static void same(Window actual, Window expected) {
    assertThat(actual.slices().keySet()).containsAll(expected.slices().keySet());
    SliceSummary nothing = new SliceSummary();
    actual
        .slices()
        .forEach(
            (slice, summary) ->
                same(summary, expected.slices().getOrDefault(slice, nothing), slice.key()));
  }

  private static void same(SliceSummary actual, SliceSummary expected, String slice) {
    assertThat(actual.interactions()).as(slice).isEqualTo(expected.interactions());
    assertThat(actual.failed()).as(slice).isEqualTo(expected.failed());
    assertThat(actual.inputTokens()).as(slice).isEqualTo(expected.inputTokens());
    assertThat(actual.outputTokens()).as(slice).isEqualTo(expected.outputTokens());
    assertThat(actual.cachedTokens()).as(slice).isEqualTo(expected.cachedTokens());
    assertThat(actual.cacheHitRate(0.9)).as(slice).isEqualTo(expected.cacheHitRate(0.9));
    assertThat(actual.finishReasons()).as(slice).isEqualTo(expected.finishReasons());
    assertThat(actual.cost().count()).as(slice).isEqualTo(expected.cost().count());
    assertThat(actual.cost().mean().orElse(0))
        .as(slice)
        .isCloseTo(expected.cost().mean().orElse(0), within(1e-12));
    assertThat(actual.sampled("judge").eligible()).isEqualTo(expected.sampled("judge").eligible());
    assertThat(actual.sampled("judge").selected()).isEqualTo(expected.sampled("judge").selected());
    assertThat(actual.sampled("judge").expected())
        .isCloseTo(expected.sampled("judge").expected(), within(1e-9));
    assertThat(actual.signals(Signal.Kind.RETRY)).isEqualTo(expected.signals(Signal.Kind.RETRY));
    assertThat(actual.signalRate(Signal.Kind.RETRY, 0.9))
        .isEqualTo(expected.signalRate(Signal.Kind.RETRY, 0.9));
    assertThat(actual.scores(Traffic.JUDGE).map(ScoreSummary::scored).orElse(0L))
        .isEqualTo(expected.scores(Traffic.JUDGE).map(ScoreSummary::scored).orElse(0L));
    for (Quantity quantity : Quantity.values()) {
      assertThat(actual.quantity(quantity).covers(expected.quantity(quantity)))
          .as(slice + " " + quantity)
          .isTrue();
      assertThat(expected.quantity(quantity).covers(actual.quantity(quantity)))
          .as(slice + " " + quantity)
          .isTrue();
    }
  }

  @Property(tries = 20, seed = "20261121")
  void whatWasNeverCounted_cannotBeTakenBack_andIsTold(@ForAll Random random) {
    Slicing slicing = Slicing.of(List.of(SliceDefinition.of("feature")), "salt");
    Windows windows = new Windows(slicing, DAY, Duration.ZERO);
    ObservedInteraction never = Traffic.interaction(random, Traffic.START, 1);
    windows.takeBack(never);
    Window part = windows.drain(Instant.MAX).get(0);
    assertThat(part.all().interactions()).isZero();
    assertThat(part.all().quantity(Quantity.LATENCY).count()).isZero();
    assertThat(part.settle()).isEqualTo(2);
    assertThat(part.settle()).isZero();
  }
}
