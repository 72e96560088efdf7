package dev.assay.benchmarks.otlp;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/**
 * CPU time of reading one span, as the kernel counts it for the thread: unlike JMH's wall time it
 * holds on a machine that does other things besides.
 */
public final class DecodeCpu {

  private static final int WARM_UP = 40;
  private static final int ROUNDS = 61;
  private static final int REQUESTS = 60;

  private DecodeCpu() {}

  private interface Decoding {
    Object run() throws IOException;
  }

  /** Prints the median and the tenth and ninetieth percentile of the rounds, in nanoseconds. */
  public static void main(String[] args) throws IOException {
    OtlpDecodeBenchmark benchmark = new OtlpDecodeBenchmark();
    benchmark.write();
    print("protobuf", benchmark::protobuf);
    print("protobuf, gzip", benchmark::gzipProtobuf);
    print("JSON", benchmark::json);
    print("generated classes", benchmark::generatedClasses);
  }

  private static void print(String name, Decoding decoding) throws IOException {
    double[] nanos = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double taken = round(decoding);
      if (round >= 0) {
        nanos[round] = taken;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-18s %6.0f ns (%.0f to %.0f)%n",
        name,
        nanos[ROUNDS / 2],
        nanos[ROUNDS / 10],
        nanos[ROUNDS * 9 / 10]);
  }

  private static double round(Decoding decoding) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < REQUESTS; i++) {
      if (decoding.run() == null) {
        throw new IllegalStateException("nothing decoded");
      }
    }
    return (threads.getCurrentThreadCpuTime() - start)
        / (double) REQUESTS
        / OtlpDecodeBenchmark.SPANS;
  }
}
