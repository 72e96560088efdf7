package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.window.Sample;
import dev.assay.monitor.window.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which slices an alert says its change is concentrated in. */
class ConcentrationsTest {

  private static final int TIMES = 300;

  /** How often what a feature and model answers passes, and how much of it there is. */
  private interface World {
    double pass(int feature);

    /** Of the odd feature, the first. */
    double oddShare();

    /** How many features there are, and models. */
    int features();

    int models();
  }

  private static World world(double odd, double usual, double oddShare, int features) {
    return new World() {
      @Override
      public double pass(int feature) {
        return feature == 0 ? odd : usual;
      }

      @Override
      public double oddShare() {
        return oddShare;
      }

      @Override
      public int features() {
        return features;
      }

      @Override
      public int models() {
        return features > 2 ? 3 : 1;
      }
    };
  }

  private static Slice feature(int feature) {
    return Slice.ofKey("feature=f" + feature);
  }

  /** Sums of what is in a slice. */
  private static final class Tally {
    private double weight;
    private double squares;
    private double passed;
    private long count;

    void add(boolean pass, double probability) {
      double w = 1 / probability;
      weight += w;
      squares += w * w;
      passed += pass ? w : 0;
      count++;
    }

    Sample sample() {
      double p = passed / weight;
      return new Sample(p, weight * weight / squares, p * (1 - p), count, weight);
    }
  }

  /** So much traffic, of which the odd feature is drawn with its own probability. */
  private static Map<Slice, Sample> samples(
      SplittableRandom random, int traffic, World world, double oddDrawn, double drawn) {
    Map<String, Tally> slices = new LinkedHashMap<>();
    for (int i = 0; i < traffic; i++) {
      double u = random.nextDouble();
      double odd = world.oddShare();
      int feature = u < odd ? 0 : 1 + (int) ((u - odd) / (1 - odd) * (world.features() - 1));
      int model = random.nextInt(world.models());
      double probability = feature == 0 ? oddDrawn : drawn;
      if (random.nextDouble() >= probability) {
        continue;
      }
      boolean pass = random.nextDouble() < world.pass(feature);
      for (String key :
          List.of(
              Slice.ALL.key(),
              "feature=f" + feature,
              "model=m" + model,
              "feature=f" + feature + "&model=m" + model)) {
        slices.computeIfAbsent(key, none -> new Tally()).add(pass, probability);
      }
    }
    Map<Slice, Sample> samples = new LinkedHashMap<>();
    slices.forEach((key, tally) -> samples.put(Slice.ofKey(key), tally.sample()));
    return samples;
  }

  private static List<List<Alert.Concentration>> alerts(
      int times, int traffic, World before, World after, double oddDrawn, double drawn) {
    SplittableRandom random = new SplittableRandom(17);
    List<List<Alert.Concentration>> alerts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      alerts.add(
          Concentrations.of(
              samples(random, 7 * traffic, before, oddDrawn, drawn),
              samples(random, traffic, after, oddDrawn, drawn),
              Slice.ALL,
              true));
    }
    return alerts;
  }

  // The same fall everywhere: whatever is named is named in error, of 19 slices that overlap, also
  // near the ends and where one feature is drawn ten times as often; and of two features between
  // which the traffic moves.
  @ParameterizedTest
  @CsvSource({
    "4, 400, 0.9, 0.9, 0.75, 0.75, 0.25, 0.25, 1",
    "4, 200, 0.98, 0.98, 0.9, 0.9, 0.25, 0.25, 1",
    "4, 200, 0.75, 0.75, 0.98, 0.98, 0.25, 0.25, 1",
    "4, 1000, 0.9, 0.9, 0.75, 0.75, 0.25, 0.25, 0.1",
    "2, 400, 0.9, 0.5, 0.85, 0.45, 0.4, 0.45, 1",
    "2, 400, 0.5, 0.9, 0.45, 0.85, 0.6, 0.5, 1"
  })
  void changeEverywhereAlike_namesAnySliceInFivePercentAtMost(
      int features,
      int traffic,
      double oddBefore,
      double before,
      double oddAfter,
      double after,
      double oddShareBefore,
      double oddShareAfter,
      double drawn) {
    List<List<Alert.Concentration>> alerts =
        alerts(
            TIMES,
            traffic,
            world(oddBefore, before, oddShareBefore, features),
            world(oddAfter, after, oddShareAfter, features),
            1,
            drawn);
    long named = alerts.stream().filter(found -> !found.isEmpty()).count();
    // Within two standard errors of the promise.
    assertThat(named).isLessThanOrEqualTo(TIMES / 20 + 8);
  }

  // A quarter of the traffic falls from 90% to 60%: that is all of the change, however often it is
  // looked at beside the rest.
  @ParameterizedTest
  @CsvSource({"400, 1, 1", "1000, 1, 0.1", "2500, 0.1, 1"})
  void changeOfOneFeature_isNamedFirstWithItsShareOfTheTraffic(
      int traffic, double oddDrawn, double drawn) {
    List<List<Alert.Concentration>> alerts =
        alerts(100, traffic, world(0.9, 0.9, 0.25, 4), world(0.6, 0.9, 0.25, 4), oddDrawn, drawn);
    Map<String, Integer> first = new HashMap<>();
    double share = 0;
    for (List<Alert.Concentration> found : alerts) {
      if (!found.isEmpty()) {
        first.merge(found.get(0).slice(), 1, Integer::sum);
        share += found.get(0).slice().equals("feature=f0") ? found.get(0).share() : 0;
      }
    }
    assertThat(first.get("feature=f0")).isGreaterThanOrEqualTo(90);
    assertThat(share / first.get("feature=f0")).isCloseTo(1, Offset.offset(0.25));
  }

  // Ten of ten that passed vary as much as those before, of which a tenth failed.
  @Test
  void fewThatAllCameOutAlike_areNotSure() {
    Map<Slice, Sample> before =
        Map.of(
            Slice.ALL,
            new Sample(0.85, 7_000, 0.1275, 7_000),
            feature(1),
            new Sample(0.9, 70, 0.09, 70));
    Map<Slice, Sample> after =
        Map.of(
            Slice.ALL,
            new Sample(0.87, 1_000, 0.1131, 1_000),
            feature(1),
            new Sample(1, 10, 0, 10));
    assertThat(Concentrations.of(before, after, Slice.ALL, true)).isEmpty();
  }
}
