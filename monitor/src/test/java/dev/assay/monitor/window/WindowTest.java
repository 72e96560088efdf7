package dev.assay.monitor.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Usage;
import dev.assay.monitor.internal.HostileBytes;
import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final Instant START = Traffic.START;
  private static final Slicing BY_FEATURE =
      Slicing.of(List.of(SliceDefinition.of("feature").withLimit(3)), "salt");

  private static ObservedInteraction of(@Nullable String feature, Instant at, Interaction content) {
    return new ObservedInteraction(
        "i", null, null, null, at, "shop", null, feature, null, null, false, content);
  }

  private static ObservedInteraction of(@Nullable String feature) {
    return of(feature, START, Interaction.ofOutput("x"));
  }

  private static Windows windows() {
    return new Windows(BY_FEATURE, Duration.ofHours(1), Duration.ofSeconds(5));
  }

  private static Window minute(Windows windows) {
    assertThat(windows.open()).hasSize(1);
    return windows.open().iterator().next();
  }

  @Test
  void add_numbersOfOneInteraction_areThere() {
    Interaction interaction =
        Interaction.builder()
            .output("answer")
            .latencyMillis(1500.0)
            .ttftMillis(500.0)
            .usage(new Usage(2000L, 100L, 1000L, null, 0.25))
            .finishReason("stop")
            .build();
    Windows windows = windows();
    windows.add(of("refunds", START, interaction), START);
    SliceSummary all = minute(windows).all();
    assertThat(all.interactions()).isEqualTo(1);
    assertThat(all.quantile(Quantity.LATENCY, 0.5, 0.9).orElseThrow().value()).isEqualTo(1500);
    assertThat(all.quantile(Quantity.TOKENS_PER_SECOND, 0.5, 0.9).orElseThrow().value())
        .isEqualTo(100);
    assertThat(all.quantile(Quantity.LATENCY_CACHE_HIT, 0.5, 0.9)).isPresent();
    assertThat(all.quantile(Quantity.LATENCY_CACHE_MISS, 0.5, 0.9)).isEmpty();
    assertThat(all.quantile(Quantity.LATENCY_INPUT_BELOW_4K, 0.5, 0.9)).isPresent();
    assertThat(all.quantile(Quantity.OUTPUT_CHARACTERS, 0.5, 0.9).orElseThrow().value())
        .isEqualTo(6);
    assertThat(all.cost().mean()).hasValue(0.25);
    assertThat(all.cacheHitRate(0.9).orElseThrow().value()).isEqualTo(1);
    assertThat(all.finishReasons()).containsEntry("stop", 1L);
    assertThat(minute(windows).slices().keySet())
        .containsExactly(Slice.ALL, Slice.of("feature", "refunds"));
  }

  @Test
  void add_numbersThatCannotBe_areLeftOut() {
    Interaction odd =
        Interaction.builder()
            .latencyMillis(Double.NaN)
            .ttftMillis(-4.0)
            .usage(new Usage(-1L, Long.MAX_VALUE, null, null, Double.POSITIVE_INFINITY))
            .finishReason("x".repeat(1_000_000))
            .build();
    Windows windows = windows();
    windows.add(of("f".repeat(1_000_000) + "\uD800", START, odd), START);
    Window minute = minute(windows);
    assertThat(minute.all().interactions()).isEqualTo(1);
    for (Quantity quantity : Quantity.values()) {
      assertThat(minute.all().quantity(quantity).count()).isZero();
    }
    assertThat(minute.slices().keySet())
        .extracting(Slice::key)
        .containsExactly("all", "feature~other");
    assertThat(Window.fromBytes(minute.toBytes(), BY_FEATURE).slices().keySet())
        .isEqualTo(minute.slices().keySet());
  }

  @Test
  void slices_moreValuesThanRoom_foldTheRestAndCountIt() {
    Windows windows = windows();
    for (int i = 0; i < 100; i++) {
      windows.add(of("feature-" + i % 20), START);
    }
    windows.add(of(null), START);
    Window minute = minute(windows);
    Map<Slice, SliceSummary> slices = minute.slices();
    assertThat(slices).hasSize(5);
    assertThat(windows.size()).isEqualTo(5);
    long own = slices.values().stream().mapToLong(SliceSummary::interactions).sum();
    assertThat(own).isEqualTo(2 * 101);
    assertThat(minute.folded().get(List.of("feature"))).isGreaterThanOrEqualTo(85);
  }

  @Test
  void slices_valuesThatComeFirst_areNeverFolded() {
    Slicing slicing =
        Slicing.of(
            List.of(new SliceDefinition(List.of("feature"), 3, Set.of(List.of("refunds")))), "s");
    Windows windows = new Windows(slicing, Duration.ofHours(1), Duration.ZERO);
    for (int i = 0; i < 1000; i++) {
      windows.add(of("noise-" + i), START);
    }
    windows.add(of("refunds"), START);
    assertThat(minute(windows).slices()).containsKey(Slice.of("feature", "refunds")).hasSize(5);
  }

  @Test
  void add_timesOutOfRange_areCountedAndNotTaken() {
    Windows windows = windows();
    Instant now = START.plusSeconds(7200);
    assertThat(windows.add(of("f", now, Interaction.ofOutput("x")), now))
        .isEqualTo(Windows.Arrival.ON_TIME);
    assertThat(windows.add(of("f", now.minusSeconds(600), Interaction.ofOutput("x")), now).counts())
        .isTrue();
    assertThat(windows.add(of("f", Instant.EPOCH, Interaction.ofOutput("x")), now))
        .isEqualTo(Windows.Arrival.TOO_LATE);
    assertThat(windows.add(of("f", now.plusSeconds(6), Interaction.ofOutput("x")), now))
        .isEqualTo(Windows.Arrival.IN_FUTURE);
    assertThat(windows.open()).hasSize(2);
    assertThat(List.of(windows.late(), windows.tooLate(), windows.inFuture()))
        .containsExactly(1L, 1L, 1L);
  }

  @Test
  void drain_lateData_updatesItsWindow() {
    Windows windows = windows();
    Instant now = START.plusSeconds(300);
    windows.add(of("f"), now);
    List<Window> first = windows.drain(now);
    assertThat(first).hasSize(1);
    assertThat(windows.open()).isEmpty();
    windows.add(of("g"), now);
    Window stored = Window.fromBytes(first.get(0).toBytes(), BY_FEATURE);
    windows.drain(now).forEach(stored::merge);
    assertThat(stored.all().interactions()).isEqualTo(2);
    assertThat(stored.slices()).containsKeys(Slice.of("feature", "f"), Slice.of("feature", "g"));
    // As a store keeps them, one row a slice.
    assertThat(Window.ofSlices(WindowLevel.MINUTE, START, BY_FEATURE, stored.slices()).toBytes())
        .isEqualTo(stored.toBytes());
  }

  @Test
  void scores_sampledUnequally_areWeighted() {
    Windows windows = windows();
    ObservedInteraction one = of("f");
    for (int i = 0; i < 300; i++) {
      // Of 900 passes a tenth was drawn, of 100 failures all.
      boolean failed = i >= 200;
      windows.score(
          one,
          Traffic.JUDGE,
          Score.of(failed ? 1 : 5).withPassed(!failed).withLabel(failed ? "bad" : "good"),
          failed ? 1 : 0.1);
      windows.mode(one, failed ? "incorrect" : "none", failed ? 1 : 0.1);
    }
    windows.score(one, Traffic.JUDGE, Score.unscored("timeout"), 0.1);
    SliceSummary all = minute(windows).all();
    ScoreSummary scores = all.scores(Traffic.JUDGE).orElseThrow();
    assertThat(scores.passRate(0.95).orElseThrow().value()).isCloseTo(2000 / 2100.0, within(1e-12));
    assertThat(scores.labelRate("bad", 0.95).orElseThrow().value())
        .isCloseTo(100 / 2100.0, within(1e-12));
    assertThat(scores.mean(0.95).orElseThrow().value())
        .isCloseTo((2000 * 5 + 100) / 2100.0, within(1e-12));
    assertThat(scores.quantile(0.1, 0.95).orElseThrow().value()).isEqualTo(5);
    assertThat(scores.quantile(0.04, 0.95).orElseThrow().value()).isEqualTo(1);
    assertThat(scores.unscoredRate(0.95).orElseThrow().value())
        .isCloseTo(10 / 2110.0, within(1e-12));
    assertThat(scores.scored()).isEqualTo(300);
    assertThat(scores.unscored()).isEqualTo(1);
    assertThat(all.modeRate("incorrect", 0.95).orElseThrow().value())
        .isCloseTo(100 / 2100.0, within(1e-12));
    assertThat(all.modeCount("incorrect")).isEqualTo(100);
  }

  @Test
  void completion_unknown_isShownBesideTheRate() {
    Windows windows = windows();
    ObservedInteraction one = of("f");
    for (int i = 0; i < 10; i++) {
      windows.completion(one, i < 6 ? Completion.COMPLETED : Completion.NOT_COMPLETED, 1);
      windows.completion(one, Completion.UNKNOWN, 1);
    }
    SliceSummary all = minute(windows).all();
    assertThat(all.completionRate(0.95).orElseThrow().value()).isEqualTo(0.6);
    assertThat(all.completionUnknownRate(0.95).orElseThrow().value()).isEqualTo(0.5);
  }

  @Test
  void key_anyText_comesBack() {
    for (String value :
        List.of("", "a=b&c~d%", "\u0000\u001b[31m", "\uD800", "Größe \uD83D\uDE00")) {
      Slice slice = Slice.of("tag:a&b", value).and("model", value);
      assertThat(Slice.ofKey(slice.key())).isEqualTo(slice);
    }
    assertThat(Slice.of("feature", "refunds").and("model", "m").key())
        .isEqualTo("feature=refunds&model=m");
    for (String wrong : List.of("", "feature", "feature=%12", "feature=%zzzz", "a~nobody")) {
      assertThatThrownBy(() -> Slice.ofKey(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void fromBytes_anythingElse_isRefusedInWords() {
    SplittableRandom random = new SplittableRandom(9);
    Windows windows = new Windows(BY_FEATURE, Duration.ofHours(1), Duration.ofDays(1));
    Traffic.changes(random, 60, 5).forEach(change -> change.accept(windows));
    byte[] bytes = minute(windows, 0).toBytes();
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = Arrays.copyOf(bytes, bytes.length - (i % 2) * random.nextInt(bytes.length));
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      }
      assertThatThrownBy(() -> Window.fromBytes(damaged, BY_FEATURE))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () ->
                Window.fromBytes(bytes, Slicing.withDefaults())
                    .merge(new Window(WindowLevel.DAY, Instant.EPOCH, BY_FEATURE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Window minute(Windows windows, int index) {
    return windows.open().stream().skip(index).findFirst().orElseThrow();
  }

  @Test
  void fromBytes_someParts_readsThoseAlone() {
    SplittableRandom random = new SplittableRandom(9);
    Windows windows = new Windows(BY_FEATURE, Duration.ofHours(1), Duration.ofDays(1));
    Traffic.changes(random, 100, 5).forEach(change -> change.accept(windows));
    SliceSummary whole = minute(windows, 0).all();
    Measure measure = new Measure.PassRate(Traffic.JUDGE);
    SliceSummary some = SliceSummary.fromBytes(whole.toBytes(), measure.needs());
    assertThat(measure.of(some, 0.9)).isEqualTo(measure.of(whole, 0.9)).isPresent();
    assertThat(some.interactions()).isEqualTo(whole.interactions());
    assertThat(some.quantity(Quantity.LATENCY).count()).isZero();
    SliceSummary all = SliceSummary.fromBytes(whole.toBytes());
    assertThat(all.toBytes()).isEqualTo(whole.toBytes());
  }

  @Test
  void series_gapsAndOpenWindow_areMarked() {
    Map<Instant, SliceSummary> minutes = new HashMap<>();
    Windows windows = new Windows(BY_FEATURE, Duration.ofHours(1), Duration.ofDays(1));
    for (int minute : new int[] {0, 1, 3}) {
      Instant at = START.plusSeconds(60L * minute + 10);
      IntStream.range(0, 50)
          .forEach(
              i ->
                  windows.add(
                      of("f", at, Interaction.builder().latencyMillis(100.0 + i).build()), at));
    }
    windows.open().forEach(window -> minutes.put(window.start(), window.all()));
    SeriesQuery query =
        new SeriesQuery(
            new Measure.Quantile(Quantity.LATENCY, 0.5),
            WindowLevel.MINUTE,
            START,
            START.plusSeconds(600),
            0.95);
    Series series = query.over(minutes, START.plusSeconds(200));
    assertThat(series.points()).hasSize(4);
    assertThat(series.points())
        .extracting(Series.Point::gap)
        .containsExactly(false, false, true, false);
    assertThat(series.points())
        .extracting(Series.Point::open)
        .containsExactly(false, false, false, true);
    Estimate whole = series.whole();
    assertThat(whole).isNotNull();
    assertThat(whole.n()).isEqualTo(150);
    assertThat(whole.interval().contains(124)).isTrue();
    // There are interactions, and none was scored: a gap, and not zero.
    SeriesQuery scores =
        new SeriesQuery(
            new Measure.PassRate(Traffic.JUDGE),
            WindowLevel.MINUTE,
            START,
            START.plusSeconds(60),
            0.95);
    Series.Point unscored = scores.over(minutes, START.plusSeconds(200)).points().get(0);
    assertThat(unscored.gap()).isTrue();
    assertThat(unscored.interactions()).isEqualTo(50);
  }

  @Test
  void query_outOfRange_isRefused() {
    Measure measure = new Measure.ErrorRate();
    assertThatThrownBy(
            () ->
                new SeriesQuery(
                    measure, WindowLevel.HOUR, START.plusSeconds(1), START.plusSeconds(7200), 0.9))
        .hasMessageContaining("expected: starts of a HOUR");
    assertThatThrownBy(
            () ->
                new SeriesQuery(
                    measure, WindowLevel.MINUTE, START, START.plus(Duration.ofDays(40)), 0.9))
        .hasMessageContaining("57600 windows (expected: at most 10080)");
    assertThatThrownBy(() -> new Measure.Quantile(Quantity.TTFT, 1))
        .hasMessage("probability: 1.0 (expected: 0 < probability < 1)");
  }

  @Test
  void fromBytes_writtenOnPurpose_isReadOrRefused() {
    SplittableRandom random = new SplittableRandom(9);
    Windows windows = new Windows(BY_FEATURE, Duration.ofHours(1), Duration.ofDays(1));
    Traffic.changes(random, 20, 2).forEach(change -> change.accept(windows));
    Window window = minute(windows, 0);
    HostileBytes.readOrRefuse(window.toBytes(), bytes -> Window.fromBytes(bytes, BY_FEATURE));
    HostileBytes.readOrRefuse(window.all().toBytes(), SliceSummary::fromBytes);
  }
}
