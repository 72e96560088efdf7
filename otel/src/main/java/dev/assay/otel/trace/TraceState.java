package dev.assay.otel.trace;

import dev.assay.otel.record.LogEntry;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.Opinions;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When a trace is told: once nothing came for a while, and once more if something came late.
 *
 * <p>Nothing in a trace says that it is complete. It is open while spans come; it closes after an
 * idle time, shorter once its root is there, shorter still if nothing seems to be missing, and in
 * any case after the longest time. A closed trace opens again for the first thing that comes late,
 * once; what comes after that is counted. Opinions stand by themselves: on a closed trace they are
 * not taken but read with {@link Opinions#of}.
 *
 * <p>Times are milliseconds since 1970 as the engine sees them; a clock that goes back does no
 * harm. Not thread-safe.
 *
 * @since 0.1
 */
public final class TraceState {

  private final TraceRules rules;
  private final TraceAssembly assembly;
  private Phase phase = Phase.OPEN;
  private long openedAt;
  private long changedAt;
  private long closedAt;
  private int revision;
  private long late;
  private Set<String> told = Set.of();

  /** A trace of which nothing has come yet. */
  public TraceState(String traceId, TraceRules rules, long nowMillis) {
    this.rules = Objects.requireNonNull(rules, "rules");
    this.assembly = new TraceAssembly(traceId, rules);
    this.openedAt = nowMillis;
    this.changedAt = nowMillis;
  }

  TraceState(TraceAssembly assembly, TraceRules rules, Snapshot at) {
    this.rules = rules;
    this.assembly = assembly;
    this.phase = at.phase;
    this.openedAt = at.openedAt;
    this.changedAt = at.changedAt;
    this.closedAt = at.closedAt;
    this.revision = at.revision;
    this.late = at.late;
    this.told = at.told;
  }

  /** The trace. */
  public String traceId() {
    return assembly.traceId();
  }

  /** Where the trace is in its life. */
  public Phase phase() {
    return phase;
  }

  /** How much came too late. */
  public long late() {
    return late;
  }

  /** Takes a span. */
  public Taken add(GenAiSpan span, long nowMillis) {
    if (phase == Phase.DONE) {
      late++;
      return Taken.LATE;
    }
    return taken(assembly.add(span), nowMillis);
  }

  /** Takes a log record. */
  public Taken add(LogEntry log, long nowMillis) {
    boolean closed = phase == Phase.CLOSED || phase == Phase.DONE;
    if (closed && Opinions.carriedBy(log.eventName())) {
      return Taken.OPINION;
    }
    if (phase == Phase.DONE) {
      late++;
      return Taken.LATE;
    }
    return taken(assembly.add(log), nowMillis);
  }

  private Taken taken(boolean news, long nowMillis) {
    if (!news) {
      return Taken.KNOWN;
    }
    if (phase == Phase.CLOSED) {
      phase = Phase.REOPENED;
      openedAt = nowMillis;
    }
    changedAt = Math.max(changedAt, nowMillis);
    return Taken.TAKEN;
  }

  /** Whether a span without a parent came. */
  public boolean hasRoot() {
    return assembly.hasRoot();
  }

  /** When the trace closes if nothing more comes; empty if it is closed. */
  public OptionalLong closesAt() {
    if (phase == Phase.CLOSED || phase == Phase.DONE) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        Math.min(changedAt + quietMillis(), openedAt + rules.longest().toMillis()));
  }

  private long quietMillis() {
    if (!assembly.hasRoot()) {
      return rules.rootless().toMillis();
    }
    long idle = rules.idle().toMillis();
    // What comes late comes in pieces, and there is no third telling.
    return assembly.looksComplete() && phase == Phase.OPEN
        ? Math.min(rules.complete().toMillis(), idle)
        : idle;
  }

  /** When a closed trace need not be held any longer; empty if it is open. */
  public OptionalLong forgottenAt() {
    return phase == Phase.CLOSED || phase == Phase.DONE
        ? OptionalLong.of(closedAt + rules.late().toMillis())
        : OptionalLong.empty();
  }

  /** Closes the trace if its time has come, and tells of it without content. */
  public @Nullable Closing close(long nowMillis) {
    return close(nowMillis, Detail.OPERATIONAL);
  }

  /**
   * Closes the trace if its time has come.
   *
   * @param detail in which the trace is told
   * @return what to tell, or null if the trace is closed or its time has not come
   */
  public @Nullable Closing close(long nowMillis, Detail detail) {
    OptionalLong due = closesAt();
    if (due.isEmpty() || nowMillis < due.getAsLong()) {
      return null;
    }
    return tell(nowMillis, detail);
  }

  /** Closes an open trace now, as when the engine stops, without content; null if it is closed. */
  public @Nullable Closing closeNow(long nowMillis) {
    return closeNow(nowMillis, Detail.OPERATIONAL);
  }

  /** Closes an open trace now, in this detail; null if it is closed. */
  public @Nullable Closing closeNow(long nowMillis, Detail detail) {
    return closesAt().isEmpty() ? null : tell(nowMillis, detail);
  }

  private Closing tell(long nowMillis, Detail detail) {
    AssembledTrace trace = assembly.assemble(detail);
    Set<String> ids = ids(trace);
    Set<String> withdrawn = told.isEmpty() ? Set.of() : new TreeSet<>(told);
    if (!withdrawn.isEmpty()) {
      withdrawn.removeAll(ids);
    }
    revision++;
    told = ids;
    closedAt = nowMillis;
    phase = phase == Phase.REOPENED ? Phase.DONE : Phase.CLOSED;
    return new Closing(revision, trace, withdrawn);
  }

  // Most traces tell of one interaction.
  private static Set<String> ids(AssembledTrace trace) {
    if (trace.interactions().size() == 1) {
      return Set.of(trace.interactions().get(0).id());
    }
    Set<String> ids = new TreeSet<>();
    trace.interactions().forEach(interaction -> ids.add(interaction.id()));
    return ids;
  }

  /** Puts together what is held, such as with all content for those that are evaluated. */
  public AssembledTrace assemble(Detail detail) {
    return assembly.assemble(detail);
  }

  /** Forgets what was said, once it is decided that nobody needs it. */
  public void dropContent() {
    assembly.dropContent();
  }

  TraceAssembly assembly() {
    return assembly;
  }

  Snapshot snapshot() {
    return new Snapshot(phase, openedAt, changedAt, closedAt, revision, late, told);
  }

  /** Where a trace is in its life. */
  public enum Phase {
    /** Taking what comes. */
    OPEN,
    /** Told, and held for what may come late. */
    CLOSED,
    /** Taking what comes late. */
    REOPENED,
    /** Told twice; what comes now is counted. */
    DONE
  }

  /** What became of something that came. */
  public enum Taken {
    /** It was new. */
    TAKEN,
    /** It was known, said nothing here, or was beyond the bounds. */
    KNOWN,
    /** An opinion on a trace that is told: to be read with {@link Opinions#of}. */
    OPINION,
    /** The trace is done; it was counted. */
    LATE
  }

  /**
   * What a closed trace tells.
   *
   * @param revision 1, or 2 after late data
   * @param trace in the detail asked for
   * @param withdrawn interactions told before that late data showed to be parts of others
   */
  public record Closing(int revision, AssembledTrace trace, Set<String> withdrawn) {

    /** Copies the ids. */
    public Closing {
      withdrawn = Set.copyOf(withdrawn);
    }
  }

  record Snapshot(
      Phase phase,
      long openedAt,
      long changedAt,
      long closedAt,
      int revision,
      long late,
      Set<String> told) {}
}
