package dev.assay.core.judge;

import dev.assay.core.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Several grades of the same thing: their mean, and whether they agree.
 *
 * <p>The variance is that of a sample, {@code Σ(g − mean)² / (n − 1)}; one grade has none and says
 * nothing of its stability.
 *
 * @param grades the grades, at least one
 * @param maxVariance agreement needs a variance below this
 * @param maxSpread agreement needs best and worst at most this far apart
 * @since 0.1
 */
public record GradeSamples(List<Double> grades, double maxVariance, double maxSpread) {

  /** The variance below which grades from 1 to 5 agree. */
  public static final double STABLE_VARIANCE = 0.5;

  /** The spread up to which grades from 1 to 5 agree. */
  public static final double STABLE_SPREAD = 1.5;

  /**
   * Copies the grades.
   *
   * @throws IllegalArgumentException if there is none
   */
  public GradeSamples {
    grades = List.copyOf(grades);
    if (grades.isEmpty()) {
      throw new IllegalArgumentException("grades: none (expected: at least one)");
    }
  }

  /** Grades with the limits of {@code settings}, or else those that fit a scale this wide. */
  static GradeSamples of(List<Double> grades, JudgeSettings settings, double width) {
    return new GradeSamples(
        grades,
        settings.stableVariance().orElse(STABLE_VARIANCE * width * width),
        settings.stableSpread().orElse(STABLE_SPREAD * width));
  }

  /** The mean. */
  public double mean() {
    return sum(values()) / grades.size();
  }

  /** The variance; empty for one grade. */
  public OptionalDouble variance() {
    if (grades.size() < 2) {
      return OptionalDouble.empty();
    }
    double mean = mean();
    double[] squares = Arrays.stream(values()).map(g -> (g - mean) * (g - mean)).toArray();
    return OptionalDouble.of(sum(squares) / (grades.size() - 1));
  }

  /** How far best and worst are apart. */
  public double spread() {
    double[] values = values();
    return Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
  }

  /** Whether the grades agree; true for one grade, which has nothing to disagree with. */
  public boolean stable() {
    OptionalDouble variance = variance();
    return variance.isEmpty() || (variance.getAsDouble() < maxVariance && spread() <= maxSpread);
  }

  /** Mean, variance, spread, {@code stable} and advice, where there are several grades. */
  void writeTo(ObjectNode json) {
    ArrayNode array = Json.array();
    grades.forEach(array::add);
    json.set("grades", array);
    json.put("mean", mean());
    if (grades.size() > 1) {
      json.put("variance", variance().orElse(0));
      json.put("spread", spread());
      json.put("stable", stable());
    }
  }

  private double[] values() {
    return grades.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
