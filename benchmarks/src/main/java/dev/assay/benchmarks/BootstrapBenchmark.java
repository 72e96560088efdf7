package dev.assay.benchmarks;

import dev.assay.stats.bootstrap.Bootstrap;
import dev.assay.stats.effect.CliffsDelta;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.power.PairedProportionPower;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 10,000 values: BCa with 10,000 resamples, Cliff's delta, and what a gate says before a run. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class BootstrapBenchmark {

  private static final int VALUES = 10_000;
  private static final Bootstrap BCA =
      Bootstrap.withDefaults().with(Bootstrap.Method.BCA).withResamples(10_000);

  private double[] first = {};
  private double[] second = {};
  private int[] groupOf = {};

  /** Skewed values, in groups of five. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(7);
    first = random.doubles(VALUES).map(u -> -Math.log1p(-u)).toArray();
    second = random.doubles(VALUES).map(u -> -1.1 * Math.log1p(-u)).toArray();
    groupOf = new int[VALUES];
    for (int i = 0; i < VALUES; i++) {
      groupOf[i] = i / 5;
    }
  }

  /** A mean. */
  @Benchmark
  public Optional<Estimate> bcaOfMean() {
    return BCA.ofMean(first);
  }

  /** A mean difference of pairs in groups. */
  @Benchmark
  public Optional<Estimate> bcaOfPairsInGroups() {
    return BCA.ofPairsInGroups(first, second, groupOf);
  }

  /** All pairs of 10,000 and 10,000. */
  @Benchmark
  public Optional<Estimate> cliffsDelta() {
    return CliffsDelta.withDefaults().of(first, second);
  }

  /** The least drop that the exact McNemar test finds with 10,000 pairs. */
  @Benchmark
  public OptionalDouble minimumDetectableDrop() {
    return PairedProportionPower.withDefaults().minimumDetectableEffect(VALUES, 0.9, 0.1);
  }
}
