package dev.assay.core.run;

import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Usage;
import dev.assay.core.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where finished results go: first to the journal, then to the listener, in the order they finish
 * and in the dataset's order. One thread at a time.
 */
final class ResultSink {

  private final RunDirectory directory;
  private final RunListener listener;
  private final @Nullable ExampleResult[] slots;
  private int delivered;
  private int done;
  private int cached;
  private Usage usage = Usage.NONE;
  private Usage judgeUsage = Usage.NONE;
  private boolean closed;

  ResultSink(RunDirectory directory, RunListener listener, int size) {
    this.directory = directory;
    this.listener = listener;
    this.slots = new ExampleResult[size];
  }

  /** Takes a result that the journal already holds. */
  synchronized void restore(int slot, ExampleResult result) {
    count(slot, result);
  }

  /** Says that the run starts, and delivers what it starts with. */
  synchronized void start() {
    listener.started(slots.length, done);
    deliver();
  }

  /**
   * Journals and delivers a result, unless the run is over.
   *
   * @param line the result as a line of the journal
   */
  synchronized void accept(Work work, ExampleResult result, byte[] line) {
    if (closed || slots[work.slot()] != null) {
      return;
    }
    directory.append(line);
    count(work.slot(), result);
    listener.finished(result);
    deliver();
  }

  /** Takes no more, and delivers what stands behind gaps. */
  synchronized List<ExampleResult> close() {
    closed = true;
    List<ExampleResult> results = new ArrayList<>(done);
    for (int slot = 0; slot < slots.length; slot++) {
      ExampleResult result = slots[slot];
      if (result != null) {
        results.add(result);
        if (slot >= delivered) {
          listener.result(result);
        }
      }
    }
    return results;
  }

  synchronized int size() {
    return slots.length;
  }

  synchronized int done() {
    return done;
  }

  synchronized int cached() {
    return cached;
  }

  /** What the target reported, added up; outputs from the cache cost nothing. */
  synchronized Usage usage() {
    return usage;
  }

  /** What making the scores cost, added up, also where the output came from the cache. */
  synchronized Usage judgeUsage() {
    return judgeUsage;
  }

  /** What was paid, to the target and for its scores; null if nobody reported a cost. */
  synchronized @Nullable Double cost() {
    return usage.plus(judgeUsage).cost();
  }

  private void count(int slot, ExampleResult result) {
    slots[slot] = result;
    done++;
    if (result.cached()) {
      cached++;
    } else {
      usage = usage.plus(result.interaction().usage());
    }
    for (EvaluatorScore score : result.scores()) {
      judgeUsage = judgeUsage.plus(usage(score.score()));
    }
  }

  // Evidence is the evaluator's own: what it calls usage may be anything.
  private static Usage usage(Score score) {
    try {
      return score.usage();
    } catch (InvalidInputException e) {
      return Usage.NONE;
    }
  }

  private void deliver() {
    while (delivered < slots.length) {
      ExampleResult result = slots[delivered];
      if (result == null) {
        return;
      }
      delivered++;
      listener.result(result);
    }
  }
}
