package dev.assay.server.journal;

import java.time.Duration;

/**
 * How a journal trades delay for throughput and disk.
 *
 * @param linger how long a commit waits for others to share it, at most 1 s; zero commits at once
 *     what gathered during the commit before
 * @param segmentBytes a segment's size from which the next begins, at least 4,096
 * @param frameBytes the longest frame, at least 1
 * @param pendingBytes how much may wait for a commit, at least {@code frameBytes}
 * @since 0.1
 */
public record JournalSettings(
    Duration linger, long segmentBytes, int frameBytes, long pendingBytes) {

  /** No linger, segments of 64 MiB, frames of up to 64 MiB, 128 MiB waiting. */
  public static final JournalSettings DEFAULT =
      new JournalSettings(Duration.ZERO, 64L << 20, 64 << 20, 128L << 20);

  /** Checks the ranges. */
  public JournalSettings {
    check(
        !linger.isNegative() && linger.compareTo(Duration.ofSeconds(1)) <= 0,
        "linger",
        linger,
        "from 0 to 1 s");
    check(segmentBytes >= 4096, "segmentBytes", segmentBytes, "at least 4096");
    check(frameBytes >= 1, "frameBytes", frameBytes, "at least 1");
    check(pendingBytes >= frameBytes, "pendingBytes", pendingBytes, "at least frameBytes");
  }

  private static void check(boolean right, String name, Object value, String expected) {
    if (!right) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
