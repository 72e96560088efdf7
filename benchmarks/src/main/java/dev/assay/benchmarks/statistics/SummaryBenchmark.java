package dev.assay.benchmarks.statistics;

import dev.assay.stats.summary.MomentsSummary;
import dev.assay.stats.summary.QuantileSketch;
import dev.assay.stats.summary.TopK;
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

/** Summaries fed with heavy-tailed latencies and merged, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SummaryBenchmark {

  private static final int VALUES = 1 << 16;
  private static final int SKETCHES = 1000;
  private static final int EACH = 1000;

  private double[] values = new double[0];
  private String[] keys = new String[0];
  private QuantileSketch[] parts = new QuantileSketch[0];
  private QuantileSketch sketch = QuantileSketch.withDefaults();
  private MomentsSummary.Accumulator moments = new MomentsSummary.Accumulator();
  private TopK top = TopK.withCapacity(1000);
  private int at;

  /** Draws latencies and keys, and fills the sketches to merge. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(5);
    values = random.doubles(VALUES).map(u -> 20 * Math.pow(1 - u, -0.7)).toArray();
    keys = new String[VALUES];
    for (int i = 0; i < VALUES; i++) {
      keys[i] = "key-" + (int) values[i];
    }
    parts = new QuantileSketch[SKETCHES];
    for (int i = 0; i < SKETCHES; i++) {
      parts[i] = QuantileSketch.withDefaults();
      for (int j = 0; j < EACH; j++) {
        parts[i].add(values[random.nextInt(VALUES)]);
      }
    }
  }

  /** One value into a sketch. */
  @Benchmark
  public void sketchUpdate() {
    sketch.add(values[at++ & (VALUES - 1)]);
  }

  /** One value into moments. */
  @Benchmark
  public void momentsUpdate() {
    moments.add(values[at++ & (VALUES - 1)]);
  }

  /** One key into the frequent ones. */
  @Benchmark
  public void topUpdate() {
    top.add(keys[at++ & (VALUES - 1)]);
  }

  /** 1,000 sketches of 1,000 values each into one. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public QuantileSketch sketchMerge() {
    QuantileSketch whole = QuantileSketch.withDefaults();
    for (QuantileSketch part : parts) {
      whole.merge(part);
    }
    return whole;
  }
}
