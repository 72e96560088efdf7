package dev.assay.monitor.watch;

import dev.assay.stats.distance.Divergence;
import dev.assay.stats.distance.PopulationStability;
import dev.assay.stats.summary.QuantileSketch;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How far two distributions are apart, and how far they would be by chance. */
final class Distributions {

  private static final int CLASSES = 10;
  private static final int POINTS = 100;
  // What both must have for the approximations to hold.
  private static final double LEAST = 50;

  /**
   * A distance.
   *
   * @param value how far
   * @param chance what it exceeds with probability alpha where nothing differs
   */
  record Apart(double value, double chance) {

    static final Apart UNKNOWN = new Apart(0, Double.POSITIVE_INFINITY);
  }

  private Distributions() {}

  static Apart of(
      Condition.Distance distance, QuantileSketch reference, QuantileSketch now, double alpha) {
    if (reference.count() < LEAST || now.count() < LEAST) {
      return Apart.UNKNOWN;
    }
    if (distance == Condition.Distance.KS) {
      return kolmogorov(reference, now, alpha);
    }
    TreeSet<Double> edges = new TreeSet<>();
    for (int i = 1; i < CLASSES; i++) {
      reference.quantile((double) i / CLASSES).ifPresent(edges::add);
    }
    return classes(distance, counts(reference, edges), counts(now, edges), alpha);
  }

  private static double[] counts(QuantileSketch sketch, Set<Double> edges) {
    double[] counts = new double[edges.size() + 1];
    long before = 0;
    int i = 0;
    for (double edge : edges) {
      long upTo = sketch.countUpTo(edge);
      counts[i++] = upTo - before;
      before = upTo;
    }
    counts[i] = sketch.count() - before;
    return counts;
  }

  /** By the bound of P. Massart, Annals of Probability 18 (1990), with the harmonic size. */
  private static Apart kolmogorov(QuantileSketch reference, QuantileSketch now, double alpha) {
    double n = reference.count();
    double m = now.count();
    double greatest = 0;
    for (int i = 1; i < POINTS; i++) {
      for (QuantileSketch each : new QuantileSketch[] {reference, now}) {
        OptionalDouble at = each.quantile((double) i / POINTS);
        if (at.isPresent()) {
          double off =
              reference.countUpTo(at.getAsDouble()) / n - now.countUpTo(at.getAsDouble()) / m;
          greatest = Math.max(greatest, Math.abs(off));
        }
      }
    }
    return new Apart(greatest, Math.sqrt(Math.log(2 / alpha) / 2 * (1 / n + 1 / m)));
  }

  static Apart of(
      Condition.Distance distance,
      Map<String, Double> reference,
      Map<String, Double> now,
      double alpha) {
    TreeMap<String, double[]> both = new TreeMap<>();
    reference.forEach((name, count) -> both.computeIfAbsent(name, k -> new double[2])[0] = count);
    now.forEach((name, count) -> both.computeIfAbsent(name, k -> new double[2])[1] = count);
    double[] first = both.values().stream().mapToDouble(each -> each[0]).toArray();
    double[] second = both.values().stream().mapToDouble(each -> each[1]).toArray();
    return classes(distance, first, second, alpha);
  }

  /**
   * For small differences the index is about chi-square over the harmonic size, and the divergence
   * an eighth of it.
   */
  private static Apart classes(
      Condition.Distance distance, double[] reference, double[] now, double alpha) {
    double n = total(reference);
    double m = total(now);
    if (reference.length < 2 || n < LEAST || m < LEAST) {
      return Apart.UNKNOWN;
    }
    double chance =
        PopulationStability.threshold(
            reference.length, (long) Math.floor(n), (long) Math.floor(m), alpha);
    return distance == Condition.Distance.JS
        ? new Apart(Divergence.jensenShannon(reference, now), chance / 8 / Math.log(2))
        : new Apart(PopulationStability.withDefaults().of(reference, now), chance);
  }

  private static double total(double[] counts) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }
}
