package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One monitor at work. What it has no use for it leaves to these defaults. */
interface Watcher {

  /** How long its buckets are; null if it has none. */
  default @Nullable Duration bucket() {
    return null;
  }

  /** Whether its buckets wait until users had time to do something. */
  default boolean deeds() {
    return false;
  }

  /** What it needs of summaries. */
  default SliceSummary.Needs needs() {
    return SliceSummary.Needs.none();
  }

  /** Whether it needs these scores. */
  default boolean wants(ScoreKey key) {
    return false;
  }

  /** Whether it needs this slice. */
  default boolean wants(Slice slice) {
    return false;
  }

  /** A part of a window as it came. */
  default void came(Window window) {}

  /** A complete bucket. */
  default void bucket(Buckets.Bucket bucket, Turn turn) {}

  /** A finding about one interaction. */
  default void finding(Finding finding, Turn turn) {}

  /** An embedded input. */
  default void input(EmbeddedInput input, Turn turn) {}

  /** Numbers about the evaluation. */
  default void health(Health health, Turn turn) {}

  /** Time went on. */
  default void tick(Turn turn) {}

  /** The present is from now on what is to be expected. */
  default void accept(String key) {}

  void write(StateWriter out);

  void read(StateReader in);
}
