package dev.assay.core.comparison;

import dev.assay.core.evaluator.ValueUnit;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.PairedDifference;
import dev.assay.stats.interval.QuantileInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares what answers took and cost. */
final class Amounts {

  private static final int LEAST = 2;

  private Amounts() {}

  static List<Amount> of(RunScores base, RunScores candidate, List<Pairs.Pair> pairs) {
    List<Amount> amounts = new ArrayList<>();
    double[] before = latencies(base);
    double[] now = latencies(candidate);
    quantile("latency p50", 0.5, before, now, amounts);
    quantile("latency p95", 0.95, before, now, amounts);
    quantile("latency p99", 0.99, before, now, amounts);
    mean(
        "tokens per answer",
        ValueUnit.TOKENS,
        ExampleScores::tokens,
        base,
        candidate,
        pairs,
        amounts);
    mean("cost per answer", ValueUnit.MONEY, ExampleScores::cost, base, candidate, pairs, amounts);
    return amounts;
  }

  private static double[] latencies(RunScores scores) {
    return scores.examples().stream()
        .flatMap(example -> example.latencies().stream())
        .mapToDouble(Double::doubleValue)
        .filter(v -> v >= 0 && Double.isFinite(v))
        .toArray();
  }

  private static void quantile(
      String name, double probability, double[] before, double[] now, List<Amount> amounts) {
    if (before.length < LEAST && now.length < LEAST) {
      return;
    }
    Estimate base = quantile(before, probability);
    Estimate candidate = quantile(now, probability);
    Estimate difference = base == null || candidate == null ? null : difference(base, candidate);
    amounts.add(new Amount(name, ValueUnit.MILLIS, base, candidate, difference));
  }

  private static @Nullable Estimate quantile(double[] values, double probability) {
    return values.length < LEAST
        ? null
        : QuantileInterval.withDefaults().withBounds(0, Double.MAX_VALUE).of(values, probability);
  }

  // The method of variance estimates recovery: G. Y. Zou, A. Donner, "Construction of confidence
  // limits about effect measures", Statistics in Medicine 27 (2008).
  private static Estimate difference(Estimate base, Estimate candidate) {
    double value = candidate.value() - base.value();
    double down = Math.hypot(candidate.value() - candidate.low(), base.high() - base.value());
    double up = Math.hypot(candidate.high() - candidate.value(), base.value() - base.low());
    Interval interval = new Interval(value - down, value + up, base.level());
    return new Estimate(value, interval, Math.min(base.n(), candidate.n()));
  }

  private static void mean(
      String name,
      ValueUnit unit,
      Function<ExampleScores, @Nullable Double> part,
      RunScores base,
      RunScores candidate,
      List<Pairs.Pair> pairs,
      List<Amount> amounts) {
    Estimate before = mean(values(base, part));
    Estimate now = mean(values(candidate, part));
    if (before == null && now == null) {
      return;
    }
    List<Pairs.Pair> known =
        pairs.stream()
            .filter(p -> part.apply(p.base()) != null && part.apply(p.candidate()) != null)
            .toList();
    double[] first = known.stream().mapToDouble(p -> number(part.apply(p.candidate()))).toArray();
    double[] second = known.stream().mapToDouble(p -> number(part.apply(p.base()))).toArray();
    Estimate difference =
        first.length < LEAST
            ? null
            : PairedDifference.withDefaults().of(first, second).orElse(null);
    amounts.add(new Amount(name, unit, before, now, difference));
  }

  private static double[] values(RunScores scores, Function<ExampleScores, @Nullable Double> part) {
    return scores.examples().stream()
        .map(part)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .toArray();
  }

  private static @Nullable Estimate mean(double[] values) {
    return values.length < LEAST ? null : MeanInterval.withDefaults().of(values).orElse(null);
  }

  private static double number(@Nullable Double value) {
    return value == null ? 0 : value;
  }
}
