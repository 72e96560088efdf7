package dev.assay.otel.trace;

import java.time.Duration;

/**
 * When a trace is complete, and how much of it is held.
 *
 * @param complete how long nothing may come before a trace closes that looks complete: its root is
 *     there, and so are all parents and what answers its calls of other services
 * @param idle the same for any trace whose root is there; holds for complete ones where it is less
 * @param rootless the same while the root is missing
 * @param longest after which a trace closes in any case
 * @param late how long a closed trace is held, to open once more for what comes late
 * @param mostSpans held per trace, spans of models, tools and agents before others, earlier before
 *     later; the rest is counted
 * @param mostLogs held per trace, in order of arrival; the rest is counted
 * @param mostCharacters of content held per trace, of spans and of records each; spans beyond it
 *     are held without theirs, records beyond it are counted
 * @since 0.1
 */
public record TraceRules(
    Duration complete,
    Duration idle,
    Duration rootless,
    Duration longest,
    Duration late,
    int mostSpans,
    int mostLogs,
    long mostCharacters) {

  /** 1 s, 10 s, 30 s, 10 minutes, 10 minutes; 2,000 spans, 4,000 records, 20 million characters. */
  public static final TraceRules DEFAULT =
      new TraceRules(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          2_000,
          4_000,
          20_000_000);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a time is negative or a bound below 1
   */
  public TraceRules {
    check("complete", complete);
    check("idle", idle);
    check("rootless", rootless);
    check("longest", longest);
    check("late", late);
    if (mostSpans < 1 || mostLogs < 1 || mostCharacters < 1) {
      throw new IllegalArgumentException(
          "bounds: "
              + mostSpans
              + ", "
              + mostLogs
              + ", "
              + mostCharacters
              + " (expected: 1 or more)");
    }
  }

  private static void check(String name, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(name + ": " + time + " (expected: not negative)");
    }
  }
}
