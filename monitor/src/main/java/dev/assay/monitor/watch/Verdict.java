package dev.assay.monitor.watch;

import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a look at a series came to. */
record Verdict(
    Standing standing,
    Instant since,
    @Nullable Estimate before,
    @Nullable Estimate now,
    @Nullable Estimate change,
    long looks) {

  enum Standing {
    /** Nothing speaks for a change. */
    QUIET,
    /** Something does, not enough. */
    SUSPECTED,
    /** It changed. */
    CHANGED,
    /** It changed, and still is. */
    STILL,
    /** It is back. */
    BACK
  }
}
