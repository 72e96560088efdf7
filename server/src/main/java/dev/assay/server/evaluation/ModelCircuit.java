package dev.assay.server.evaluation;

import dev.assay.core.model.ModelException.Kind;
import dev.assay.server.evaluation.EvaluationCounts.Circuit;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a chat model is asked: not for a while after it failed several times in a row, and then
 * by one unit at a time. A model that asks to slow down, or takes the key for a wrong one, is left
 * alone after the first failure. Source: M. Nygard, "Release It!" (2007), chapter 5.
 *
 * <p>Times are those of the caller's {@link System#nanoTime}. Not for several threads at once.
 */
final class ModelCircuit {

  private static final Set<Kind> AT_ONCE = EnumSet.of(Kind.RATE_LIMITED, Kind.UNAUTHORISED);

  private final EvaluationSettings settings;
  private final Waits waits;
  private int failures;
  private int openings;
  private int running;
  private boolean open;
  private boolean probing;
  private long openUntil;
  private @Nullable Kind last;

  ModelCircuit(EvaluationSettings settings, Waits waits) {
    this.settings = settings;
    this.waits = waits;
  }

  boolean admits(long ticks) {
    return running < settings.concurrencyPerModel() && (!open || (!probing && ticks >= openUntil));
  }

  /** Lets a unit ask; true if it is to show whether the model answers again. */
  boolean take() {
    running++;
    probing = open;
    return open;
  }

  /** A unit that was let in does not ask after all, or what it heard says nothing. */
  void nothing(boolean probe) {
    running--;
    probing &= !probe;
  }

  void answered() {
    running--;
    failures = 0;
    openings = 0;
    open = false;
    probing = false;
  }

  void failed(Kind kind, boolean probe, long ticks) {
    running--;
    probing &= !probe;
    failures++;
    last = kind;
    boolean opens = !open && (failures >= settings.failuresToOpen() || AT_ONCE.contains(kind));
    if (probe || opens) {
      open = true;
      openings++;
      openUntil = ticks + waits.after(openings, settings.openFor(), settings.openAtMost());
    }
  }

  /** When it is asked again; nothing if it is asked now. */
  @Nullable Long retryAt() {
    return open ? (Long) openUntil : null;
  }

  Circuit state(long ticks) {
    return !open
        ? Circuit.CLOSED
        : probing || ticks >= openUntil ? Circuit.HALF_OPEN : Circuit.OPEN;
  }

  int failures() {
    return failures;
  }

  int running() {
    return running;
  }

  @Nullable String lastFailure() {
    return last == null ? null : last.key();
  }
}
