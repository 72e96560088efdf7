package dev.assay.server.store.duckdb;

/**
 * How much of the machine the database takes.
 *
 * @param memoryMegabytes its memory at most, at least 64
 * @param threads how many threads a query may use, at least 1
 * @param checkpointMegabytes how much its own log may hold before it is written into the file, at
 *     least 1: more makes commits steadier and a start after a crash longer
 * @since 0.1
 */
public record DuckDbSettings(int memoryMegabytes, int threads, int checkpointMegabytes) {

  /** 128 MB, two threads, a log of 64 MB. */
  public static final DuckDbSettings DEFAULT = new DuckDbSettings(128, 2, 64);

  /** Checks the ranges. */
  public DuckDbSettings {
    check(memoryMegabytes >= 64, "memoryMegabytes", memoryMegabytes, "at least 64");
    check(threads >= 1, "threads", threads, "at least 1");
    check(checkpointMegabytes >= 1, "checkpointMegabytes", checkpointMegabytes, "at least 1");
  }

  private static void check(boolean right, String name, int value, String expected) {
    if (!right) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
