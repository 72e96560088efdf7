package dev.assay.core.gate;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunScores;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.PairedOutcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The scores of examples that two runs share, turned so that more is better. */
final class ScorePairs {

  private final double sign;
  private final double scaleLow;
  private final double scaleHigh;
  private final List<String> newlyFailing = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private int shared;
  private int scoredBefore;
  private double[] before = {};
  private double[] now = {};

  private ScorePairs(double sign, double scaleLow, double scaleHigh) {
    this.sign = sign;
    this.scaleLow = scaleLow;
    this.scaleHigh = scaleHigh;
  }

  static ScorePairs of(GateCriterion.Comparing asked, RunScores base, RunScores candidate) {
    String measure = asked.measure();
    RunScores.Measured scale =
        measure.equals(Compared.PASS_RATE) ? null : candidate.evaluator(measure).orElse(null);
    ScorePairs pairs =
        scale == null
            ? new ScorePairs(1, 0, 1)
            : new ScorePairs(scale.higherIsBetter() ? 1 : -1, scale.low(), scale.high());
    pairs.fill(asked, base, candidate);
    return pairs;
  }

  private void fill(GateCriterion.Comparing asked, RunScores base, RunScores candidate) {
    Map<String, ExampleScores> there = new HashMap<>();
    base.examples().forEach(example -> there.put(example.id(), example));
    List<double[]> known = new ArrayList<>();
    for (ExampleScores example : candidate.examples()) {
      ExampleScores earlier = there.get(example.id());
      if (!ComparisonCheck.has(asked, example)
          || earlier == null
          || !earlier.hash().equals(example.hash())) {
        continue;
      }
      shared++;
      OptionalDouble first = value(asked.measure(), earlier);
      OptionalDouble second = value(asked.measure(), example);
      if (first.isEmpty()) {
        continue;
      }
      scoredBefore++;
      if (second.isEmpty()) {
        lost.add(example.id());
        continue;
      }
      known.add(new double[] {sign * first.getAsDouble(), sign * second.getAsDouble()});
      if (first.getAsDouble() == 1 && second.getAsDouble() == 0) {
        newlyFailing.add(example.id());
      }
    }
    before = known.stream().mapToDouble(pair -> pair[0]).toArray();
    now = known.stream().mapToDouble(pair -> pair[1]).toArray();
  }

  /** What an example counts as. */
  static OptionalDouble value(String measure, ExampleScores example) {
    if (measure.equals(Compared.PASS_RATE)) {
      return example.decided() ? OptionalDouble.of(example.passShare()) : OptionalDouble.empty();
    }
    Double value = example.values().get(measure);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** How many examples both runs have, as they are. */
  int shared() {
    return shared;
  }

  /** How many of these the baseline scored. */
  int scoredBefore() {
    return scoredBefore;
  }

  /** How many of these the candidate scored too. */
  int count() {
    return now.length;
  }

  /** Those that the baseline scored and the candidate did not. */
  List<String> lost() {
    return lost;
  }

  List<String> newlyFailing() {
    return newlyFailing;
  }

  double[] before() {
    return before;
  }

  double[] now() {
    return now;
  }

  // Sign flips of zeros are zeros of another sign, which are equal.
  boolean binary() {
    return sign > 0
        && scaleLow == 0
        && scaleHigh == 1
        && Arrays.stream(before).allMatch(v -> v == 0 || v == 1)
        && Arrays.stream(now).allMatch(v -> v == 0 || v == 1);
  }

  PairedOutcomes outcomes() {
    boolean[] passNow = new boolean[now.length];
    boolean[] passBefore = new boolean[now.length];
    for (int i = 0; i < now.length; i++) {
      passNow[i] = now[i] == 1;
      passBefore[i] = before[i] == 1;
    }
    return PairedOutcomes.of(passNow, passBefore);
  }

  boolean bounded() {
    return Double.isFinite(scaleLow) && Double.isFinite(scaleHigh) && inRange();
  }

  // A stored run may hold values of another range.
  private boolean inRange() {
    return Arrays.stream(before).allMatch(v -> low() <= v && v <= high())
        && Arrays.stream(now).allMatch(v -> low() <= v && v <= high());
  }

  double low() {
    return sign > 0 ? scaleLow : -scaleHigh;
  }

  double high() {
    return sign > 0 ? scaleHigh : -scaleLow;
  }

  /** The mean change, more being better. */
  double change() {
    return mean(now) - mean(before);
  }

  boolean constant() {
    for (int i = 1; i < now.length; i++) {
      if (now[i] - before[i] != now[0] - before[0]) {
        return false;
      }
    }
    return true;
  }

  /** The standard deviation of the differences. */
  double deviation() {
    double mean = change();
    double sum = 0;
    for (int i = 0; i < now.length; i++) {
      double d = now[i] - before[i] - mean;
      sum += d * d;
    }
    return now.length < 2 ? 0 : Math.sqrt(sum / (now.length - 1));
  }

  double rawBefore() {
    return sign * mean(before);
  }

  double rawNow() {
    return sign * mean(now);
  }

  /** A difference as people see it: candidate less baseline. */
  Estimate shown(Estimate difference) {
    if (sign > 0) {
      return difference;
    }
    Interval turned = new Interval(-difference.high(), -difference.low(), difference.level());
    return new Estimate(-difference.value(), turned, difference.n());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }
}
