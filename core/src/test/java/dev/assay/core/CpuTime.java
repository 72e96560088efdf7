package dev.assay.core;

import java.lang.management.ManagementFactory;

/** What a test's own thread computed: time that a busy machine does not lengthen. */
public final class CpuTime {

  private CpuTime() {}

  /** Nanoseconds that this thread spent so far. */
  public static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
