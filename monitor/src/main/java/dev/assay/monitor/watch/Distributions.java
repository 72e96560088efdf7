package dev.assay.monitor.watch;

import dev.assay.stats.distance.ChanceDistance;
import dev.assay.stats.distance.Divergence;
import dev.assay.stats.distance.PopulationStability;
import dev.assay.stats.summary.QuantileSketch;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleBiFunction;

/** How far two distributions are apart, and how far they would be by chance. */
final class Distributions {

  private static final int CLASSES = 10;
  private static final int POINTS = 100;
  // What both must have for the approximations to hold.
  private static final double LEAST = 50;
  // The tail of what is drawn is itself only fitted, and one reference serves many looks.
  private static final double ROOM = 0.8;

  /**
   * A distance.
   *
   * @param value how far
   * @param chance what it exceeds with probability alpha where nothing differs
   */
  record Apart(double value, double chance) {}

  private Distributions() {}

  /**
   * Compares.
   *
   * @param alpha the probability of more than {@link Apart#chance} where nothing differs
   * @return empty where there is too little of one
   */
  static Optional<Apart> of(Condition.Drift condition, Spread reference, Spread now, double alpha) {
    return condition.of() == Condition.DriftOf.QUANTITY
        ? of(condition.distance(), reference.numbers(), now.numbers(), alpha)
        : of(condition.distance(), reference.classes(), now.classes(), alpha);
  }

  private static Optional<Apart> of(
      Condition.Distance distance, QuantileSketch reference, QuantileSketch now, double alpha) {
    if (reference.count() < LEAST || now.count() < LEAST) {
      return Optional.empty();
    }
    if (distance == Condition.Distance.KS) {
      return Optional.of(kolmogorov(reference, now, alpha));
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

  private static Optional<Apart> of(
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
   * an eighth of it; but not where classes are rare. So what is beyond that is drawn as well.
   */
  private static Optional<Apart> classes(
      Condition.Distance distance, double[] reference, double[] now, double alpha) {
    double n = total(reference);
    double m = total(now);
    if (reference.length < 2 || n < LEAST || m < LEAST) {
      return Optional.empty();
    }
    double chance =
        PopulationStability.threshold(
            reference.length, (long) Math.floor(n), (long) Math.floor(m), alpha);
    boolean js = distance == Condition.Distance.JS;
    chance = js ? chance / 8 / Math.log(2) : chance;
    ToDoubleBiFunction<double[], double[]> measure =
        js ? Divergence::jensenShannon : PopulationStability.withDefaults()::of;
    double value = measure.applyAsDouble(reference, now);
    if (value > chance) {
      chance =
          Math.max(
              chance,
              ChanceDistance.withDefaults().threshold(measure, reference, now, ROOM * alpha));
    }
    return Optional.of(new Apart(value, chance));
  }

  private static double total(double[] counts) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }
}
