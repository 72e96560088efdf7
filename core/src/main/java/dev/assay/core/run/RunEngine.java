package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Executes a plan: calls the target with bounded concurrency, scores the answers, decides, and
 * journals each result before anyone hears of it.
 *
 * @since 0.1
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow in the next commits
public final class RunEngine {

  private final Clock clock;
  private final @Nullable OutputCache cache;
  private final RunListener listener;
  private final RunControl control;

  private RunEngine(
      Clock clock, @Nullable OutputCache cache, RunListener listener, RunControl control) {
    this.clock = requireNonNull(clock, "clock");
    this.cache = cache;
    this.listener = requireNonNull(listener, "listener");
    this.control = requireNonNull(control, "control");
  }

  /** An engine that takes its timestamps from {@code clock}. */
  public static RunEngine of(Clock clock) {
    return new RunEngine(clock, null, RunListener.NONE, new RunControl());
  }

  /** The same engine with a cache of target outputs, or without one. */
  public RunEngine withCache(@Nullable OutputCache cache) {
    return new RunEngine(clock, cache, listener, control);
  }

  /** The same engine, heard by {@code listener}. */
  public RunEngine withListener(RunListener listener) {
    return new RunEngine(clock, cache, listener, control);
  }

  /** The same engine, stopped by {@code control}. */
  public RunEngine withControl(RunControl control) {
    return new RunEngine(clock, cache, listener, control);
  }

  /**
   * Runs {@code plan} in {@code directory}, which was created or resumed for it. Results that the
   * journal already holds are not run again. Writes the header's end; sections stay as they are.
   *
   * @throws dev.assay.core.problem.InvalidInputException if the journal cannot be read or written
   */
  public RunOutcome run(RunPlan plan, RunDirectory directory) {
    throw new UnsupportedOperationException(plan.header().id());
  }
}
