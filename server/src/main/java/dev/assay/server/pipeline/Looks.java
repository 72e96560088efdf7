package dev.assay.server.pipeline;

import dev.assay.server.pipeline.Evaluators.Assessment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Has the cheap evaluators look at interactions, a few at a time and in other threads: what is said
 * of the first is there while the next are looked at. For one thread.
 */
final class Looks {

  // Enough at once to keep the threads busy, few enough to look up from in between.
  private static final int TOGETHER = 16;
  private static final int LEAST_TO_JUDGE_BY = 100;

  /** What was said of each, in their order, and how long that took. */
  private record Said(List<List<Assessment>> each, long nanos) {}

  /** Interactions that are being looked at. */
  final class Look {

    private final List<Arrived> arrived;
    private final Future<Said> said;

    private Look(List<Arrived> arrived, Future<Said> said) {
      this.arrived = arrived;
      this.said = said;
    }

    /** Those that are looked at. */
    List<Arrived> arrived() {
      return arrived;
    }

    /** What was said of each, in their order; waits for it. */
    List<List<Assessment>> said() {
      try {
        Said done = said.get();
        nanos += done.nanos();
        looked += arrived.size();
        return done.each();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PipelineStoppedException("interrupted", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("an evaluator broke its word not to throw", e);
      }
    }
  }

  private final ExecutorService threads;
  private final int most;
  private final Function<Arrived, List<Assessment>> evaluators;
  private long looked;
  private long nanos;

  /**
   * Prepares.
   *
   * @param threads that look
   * @param most how many of these there are
   * @param evaluators what they say of one; called by several threads, never throws
   */
  Looks(ExecutorService threads, int most, Function<Arrived, List<Assessment>> evaluators) {
    this.threads = threads;
    this.most = most;
    this.evaluators = evaluators;
  }

  /** Begins to look at all of these. */
  List<Look> at(List<Arrived> arrived) {
    List<Look> looks = new ArrayList<>();
    for (int from = 0; from < arrived.size(); from += TOGETHER) {
      List<Arrived> some = arrived.subList(from, Math.min(arrived.size(), from + TOGETHER));
      looks.add(new Look(some, threads.submit(() -> look(some))));
    }
    return Collections.unmodifiableList(looks);
  }

  private Said look(List<Arrived> some) {
    long began = System.nanoTime();
    List<List<Assessment>> each = some.stream().map(evaluators).toList();
    return new Said(each, System.nanoTime() - began);
  }

  /**
   * Interactions a second that could be looked at, by those since this was last asked; NaN where
   * they are too few to tell.
   */
  double capacity() {
    if (looked < LEAST_TO_JUDGE_BY || nanos == 0) {
      return Double.NaN;
    }
    double perSecond = most * looked * 1e9 / nanos;
    looked = 0;
    nanos = 0;
    return perSecond;
  }
}
