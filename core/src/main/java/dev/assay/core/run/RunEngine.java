package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes a plan: calls the target with bounded concurrency, scores the answers, decides, and
 * journals each result before anyone hears of it.
 *
 * @since 0.1
 */
public final class RunEngine {

  private final Clock clock;
  private final @Nullable OutputCache cache;
  private final RunListener listener;
  private final RunControl control;
  private final @Nullable EarlyStop early;

  private RunEngine(
      Clock clock,
      @Nullable OutputCache cache,
      RunListener listener,
      RunControl control,
      @Nullable EarlyStop early) {
    this.clock = requireNonNull(clock, "clock");
    this.cache = cache;
    this.listener = requireNonNull(listener, "listener");
    this.control = requireNonNull(control, "control");
    this.early = early;
  }

  /** An engine that takes its timestamps from {@code clock}. */
  public static RunEngine of(Clock clock) {
    return new RunEngine(clock, null, RunListener.NONE, new RunControl(), null);
  }

  /** The same engine with a cache of target outputs, or without one. */
  public RunEngine withCache(@Nullable OutputCache cache) {
    return new RunEngine(clock, cache, listener, control, early);
  }

  /** The same engine, heard by {@code listener}. */
  public RunEngine withListener(RunListener listener) {
    return new RunEngine(clock, cache, listener, control, early);
  }

  /** The same engine, stopped by {@code control}. */
  public RunEngine withControl(RunControl control) {
    return new RunEngine(clock, cache, listener, control, early);
  }

  /**
   * The same engine, which takes examples in random order and ends as soon as {@code early} knows
   * enough; null for one that runs everything. A stop is for one run.
   */
  public RunEngine withEarlyStop(@Nullable EarlyStop early) {
    return new RunEngine(clock, cache, listener, control, early);
  }

  /**
   * Runs {@code plan} in {@code directory}, which was created or resumed for it. Results that the
   * journal already holds are not run again. Writes the header's end; sections stay as they are.
   *
   * @throws dev.assay.core.problem.InvalidInputException if the journal cannot be read or written
   */
  public RunOutcome run(RunPlan plan, RunDirectory directory) {
    directory.checkWritable();
    int size = Math.multiplyExact(plan.examples().size(), plan.options().repeats());
    ResultSink sink = new ResultSink(directory, listener, size);
    Schedule schedule = Schedule.of(plan, directory.results(), sink, early);
    RunHeader before = directory.header();
    long callsBefore = Math.max(before.targetCalls(), (long) sink.done() - sink.cached());
    RunSession session = new RunSession(plan, clock, cache, sink, schedule);
    sink.start();
    session.run(control);
    List<ExampleResult> results = sink.close();
    Throwable failure = session.failure();
    if (failure != null) {
      throw broken(failure);
    }
    RunHeader header =
        before.ended(
            clock.instant(),
            session.status(),
            session.reason(),
            callsBefore + session.calls(),
            sink.cached(),
            sink.usage(),
            sink.judgeUsage());
    directory.update(header, directory.sections());
    return new RunOutcome(header, results);
  }

  private static IllegalStateException broken(Throwable failure) {
    if (failure instanceof InvalidInputException problem) {
      throw problem;
    }
    return new IllegalStateException("run: failed (expected: to end): " + failure, failure);
  }
}
