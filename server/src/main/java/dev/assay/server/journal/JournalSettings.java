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
 * @param mostBytes how large all segments together may grow while nobody lets go of them, such as
 *     when the store refuses for hours; at least two segments
 * @param freeBytes how much room the disk must have left for anything to be taken, 0 or more: what
 *     is on it already, the store first of all, needs some to go on
 * @since 0.1
 */
public record JournalSettings(
    Duration linger,
    long segmentBytes,
    int frameBytes,
    long pendingBytes,
    long mostBytes,
    long freeBytes) {

  private static final long MOST_BYTES = 20L << 30;
  private static final long FREE_BYTES = 512L << 20;

  /**
   * No linger, segments of 64 MiB, frames of up to 64 MiB, 128 MiB waiting, 20 GiB in all, 512 MiB
   * left on the disk.
   */
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
    check(mostBytes >= 2 * segmentBytes, "mostBytes", mostBytes, "at least 2 * segmentBytes");
    check(freeBytes >= 0, "freeBytes", freeBytes, "0 or more");
  }

  /** With at most 20 GiB in all, and 512 MiB left on the disk. */
  public JournalSettings(Duration linger, long segmentBytes, int frameBytes, long pendingBytes) {
    this(linger, segmentBytes, frameBytes, pendingBytes, MOST_BYTES, FREE_BYTES);
  }

  /** The same with other bounds of what is kept. */
  public JournalSettings withBounds(long most, long free) {
    return new JournalSettings(linger, segmentBytes, frameBytes, pendingBytes, most, free);
  }

  private static void check(boolean right, String name, Object value, String expected) {
    if (!right) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
