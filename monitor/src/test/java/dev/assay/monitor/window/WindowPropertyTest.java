package dev.assay.monitor.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.interaction.Signal;
import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Parts in any order and grouping, through their binary form, give the whole. */
class WindowPropertyTest {

  private static final Duration DAY = Duration.ofDays(1);

  private static final List<Measure> MEASURES =
      List.of(
          new Measure.Quantile(Quantity.LATENCY, 0.95),
          new Measure.Quantile(Quantity.TTFT, 0.5),
          new Measure.Quantile(Quantity.TOKENS_PER_SECOND, 0.1),
          new Measure.Quantile(Quantity.LATENCY_CACHE_HIT, 0.5),
          new Measure.Quantile(Quantity.LATENCY_INPUT_BELOW_16K, 0.5),
          new Measure.ErrorRate(),
          new Measure.CacheHitRate(),
          new Measure.MeanCost(),
          new Measure.FinishReasonRate("length"),
          new Measure.SignalRate(Signal.Kind.RETRY),
          new Measure.NegativeRate(),
          new Measure.ModeRate("incorrect"),
          new Measure.CompletionRate(),
          new Measure.MeanScore(Traffic.JUDGE),
          new Measure.ScoreQuantile(Traffic.JUDGE, 0.1),
          new Measure.PassRate(Traffic.JUDGE),
          new Measure.LabelRate(Traffic.JUDGE, "label-1"),
          new Measure.UnscoredRate(Traffic.JUDGE),
          new Measure.SampledShare("judge"));

  @Property(tries = 30, seed = "20261121")
  void windows_anyOrderAndGrouping_giveTheWhole(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 400) int n,
      @ForAll @IntRange(min = 1, max = 6) int limit,
      @ForAll @IntRange(min = 1, max = 12) int features) {
    Slicing slicing =
        Slicing.of(
            List.of(
                SliceDefinition.of("environment"),
                SliceDefinition.of("feature").withLimit(limit),
                SliceDefinition.of("feature", "model").withLimit(limit)),
            "salt");
    List<Consumer<Windows>> changes = Traffic.changes(random, n, features);
    Window whole = hour(slicing, List.of(gathered(slicing, changes)));
    Collections.shuffle(changes, random);
    List<Windows> nodes = new ArrayList<>();
    for (int from = 0; from < changes.size(); ) {
      int to = Math.min(changes.size(), from + 1 + random.nextInt(40));
      nodes.add(gathered(slicing, changes.subList(from, to)));
      from = to;
    }
    same(hour(slicing, nodes), whole);
  }

  private static Windows gathered(Slicing slicing, List<Consumer<Windows>> changes) {
    Windows windows = new Windows(slicing, DAY, Duration.ZERO);
    changes.forEach(change -> change.accept(windows));
    return windows;
  }

  // Minutes of all nodes through their bytes, by minute, then the hour.
  private static Window hour(Slicing slicing, List<Windows> nodes) {
    List<Window> minutes = new ArrayList<>();
    for (int minute = 0; minute < 3; minute++) {
      Instant start = Traffic.START.plusSeconds(60L * minute);
      Window together = new Window(WindowLevel.MINUTE, start, slicing);
      for (Windows node : nodes) {
        node.open().stream()
            .filter(part -> part.start().equals(start))
            .forEach(part -> together.merge(Window.fromBytes(part.toBytes(), slicing)));
      }
      minutes.add(Window.fromBytes(together.toBytes(), slicing));
    }
    return Window.of(WindowLevel.HOUR, Traffic.START, slicing, minutes);
  }

  private static void same(Window actual, Window expected) {
    Map<Slice, SliceSummary> right = expected.slices();
    assertThat(actual.slices().keySet()).isEqualTo(right.keySet());
    assertThat(actual.folded()).isEqualTo(expected.folded());
    actual
        .slices()
        .forEach(
            (slice, summary) -> {
              SliceSummary other = right.get(slice);
              assertThat(summary.interactions()).isEqualTo(other.interactions());
              assertThat(summary.failed()).isEqualTo(other.failed());
              assertThat(summary.inputTokens()).isEqualTo(other.inputTokens());
              assertThat(summary.finishReasons()).isEqualTo(other.finishReasons());
              assertThat(summary.sampled("judge").eligible())
                  .isEqualTo(other.sampled("judge").eligible());
              assertThat(summary.sampled("judge").expected())
                  .isCloseTo(other.sampled("judge").expected(), within(1e-9));
              for (Quantity quantity : Quantity.values()) {
                assertThat(summary.quantity(quantity).toBytes())
                    .isEqualTo(other.quantity(quantity).toBytes());
              }
              for (Measure measure : MEASURES) {
                same(measure, measure.of(summary, 0.95), measure.of(other, 0.95));
              }
            });
  }

  private static void same(
      Measure measure, Optional<Estimate> actual, Optional<Estimate> expected) {
    assertThat(actual.isPresent()).as(measure.toString()).isEqualTo(expected.isPresent());
    if (actual.isPresent()) {
      assertThat(actual.get().n()).as(measure.toString()).isEqualTo(expected.get().n());
      close(measure, actual.get().value(), expected.get().value());
      close(measure, actual.get().low(), expected.get().low());
      close(measure, actual.get().high(), expected.get().high());
    }
  }

  private static void close(Measure measure, double actual, double expected) {
    if (Double.isInfinite(expected)) {
      assertThat(actual).as(measure.toString()).isEqualTo(expected);
    } else {
      assertThat(actual)
          .as(measure.toString())
          .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }
  }
}
