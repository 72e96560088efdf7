package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.Slicing;
import dev.assay.monitor.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SimulatorTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final MonitorDefinition ERRORS =
      MonitorsReader.one(
          "{name: errors, threshold: {measure: \"error:rate\", above: 0.1, least: 30}}",
          "m",
          Watchable.ANYTHING);

  private static Simulation simulated(double rate, int days, long seed) {
    Map<Slice, NavigableMap<Instant, SliceSummary>> stored = Map.of(Slice.ALL, stored(rate, days));
    return Simulator.of(ERRORS, stored, HOUR, History.none(), seed).orElseThrow();
  }

  private static NavigableMap<Instant, SliceSummary> stored(double rate, int days) {
    SplittableRandom random = new SplittableRandom(7);
    NavigableMap<Instant, SliceSummary> stored = new TreeMap<>();
    Instant start = Instant.parse("2026-03-02T00:00:00Z");
    for (int hour = 0; hour < 24 * days; hour++) {
      Instant at = start.plus(HOUR.multipliedBy(hour));
      stored.put(at, hour(at, random, rate));
    }
    return stored;
  }

  private static SliceSummary hour(Instant at, SplittableRandom random, double rate) {
    Windows windows = new Windows(Slicing.of(List.of(), "test"), Duration.ofDays(1), HOUR);
    for (int i = 0; i < 60; i++) {
      Interaction said =
          random.nextDouble() < rate
              ? Interaction.ofError("timeout", "no answer")
              : Interaction.ofOutput("an answer");
      windows.add(
          new ObservedInteraction(
              at + "-" + i, null, null, null, at, "shop", null, null, null, null, false, said),
          at.plus(HOUR));
    }
    SliceSummary hour = new SliceSummary();
    windows.drain(Instant.MAX).forEach(window -> hour.merge(window.all()));
    return hour;
  }

  @Test
  void farFromTheLimit_noFalseAlarms_andLargeChangesAreNoticedSooner() {
    Simulation simulation = simulated(0.03, 7, 1);
    assertThat(simulation.falseAlarms().value()).isZero();
    assertThat(simulation.falseAlarms().high()).isLessThan(0.1);
    assertThat(simulation.weather()).isBetween(1.0, 1.6);
    assertThat(simulation.detections()).hasSize(3);
    Simulation.Detection small = simulation.detections().get(0);
    Simulation.Detection large = simulation.detections().get(2);
    assertThat(large.to()).isEqualTo(0.2);
    assertThat(large.found().value()).isGreaterThan(0.95);
    assertThat(large.median()).isNotNull().isLessThan(Duration.ofHours(24));
    assertThat(small.found().value()).isLessThanOrEqualTo(large.found().value());
  }

  @Test
  void sameSeed_sameResult() {
    assertThat(simulated(0.03, 3, 5)).isEqualTo(simulated(0.03, 3, 5));
  }

  @Test
  void tooLittleStored_nothing() {
    assertThat(Simulator.of(ERRORS, Map.of(Slice.ALL, new TreeMap<>()), HOUR, History.none(), 1))
        .isEmpty();
  }
}
