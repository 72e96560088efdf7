package dev.assay.benchmarks.statistics;

import dev.assay.stats.hypothesis.PermutationTest;
import dev.assay.stats.hypothesis.SignFlipTest;
import dev.assay.stats.hypothesis.TestResult;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Permutation tests of scores from 0 to 1, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PermutationBenchmark {

  private static final int FLIPS = 100_000;
  private static final int PERMUTATIONS = 10_000;
  private static final int COUNTED = 30;

  /** How many pairs, or values on each side. */
  @Param({"1000", "10000"})
  public int pairs;

  private double[] first = new double[0];
  private double[] second = new double[0];
  private double[] few = new double[0];

  /** Draws scores, the first somewhat better. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(3);
    first = random.doubles(pairs, 0.02, 1).toArray();
    second = random.doubles(pairs, 0, 0.98).toArray();
    few = random.doubles(COUNTED).toArray();
  }

  /** 100,000 random flips. */
  @Benchmark
  public TestResult signFlips() {
    return SignFlipTest.withDefaults().withFlips(FLIPS).test(first, second);
  }

  /** All flips of 30 pairs, 2^30. */
  @Benchmark
  public TestResult allSignFlips() {
    return SignFlipTest.withDefaults().test(few, new double[COUNTED]);
  }

  /** 10,000 random permutations. */
  @Benchmark
  public TestResult permutations() {
    return PermutationTest.withDefaults().withPermutations(PERMUTATIONS).test(first, second);
  }
}
