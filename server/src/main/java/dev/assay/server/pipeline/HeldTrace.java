package dev.assay.server.pipeline;

import dev.assay.otel.record.PackedSpan;
import dev.assay.otel.trace.Detail;
import dev.assay.otel.trace.TraceState;
import dev.assay.server.journal.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trace, and where in the journal its first part lies. The one span of a trace is held as it came
 * until more is to be known of it, and again after it was told: most traces have one, and what was
 * read of it would be most of what this process has in memory.
 */
final class HeldTrace {

  final String traceId;
  final Instant began;
  Begun from;
  // Null while its only span is held unread.
  @Nullable TraceState state;
  // Null once more than one thing came.
  @Nullable PackedSpan only;
  boolean open = true;
  boolean hasContent;
  boolean maybeStored;
  int parts;
  int toldParts;
  int toldWeight;
  long characters;
  boolean fresh;
  boolean toldBefore;
  boolean hadRoot;
  // Whether all that was ever told of it is held here.
  boolean whole = true;
  // While it is open once more: where it began, if the journal is still kept from there on.
  @Nullable Begun first;
  long wakesAt = Long.MAX_VALUE;
  long closedAt;

  HeldTrace(String traceId, Begun from, Instant began) {
    this.traceId = traceId;
    this.from = from;
    this.began = began;
  }

  /** In how much detail there is something to tell of it. */
  Detail detail() {
    return hasContent ? Detail.FULL : Detail.OPERATIONAL;
  }

  /** Forgets what was said, once it is told. */
  void dropContent() {
    if (hasContent && state != null) {
      state.dropContent();
    }
  }

  /** The traces that begin at one place in the journal: a frame holds many. */
  static final class Begun {

    final Position first;
    final Instant received;
    int open;
    // Traces that are open once more: what was told of them is in the row, but after a crash they
    // are read from here again, so that what came late finds the rest.
    int reopened;
    boolean over;
    long toldAt;

    Begun(Position first, Instant received) {
      this.first = first;
      this.received = received;
    }
  }
}
