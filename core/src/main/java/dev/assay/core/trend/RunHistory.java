package dev.assay.core.trend;

import static java.util.Objects.requireNonNull;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.Outcome;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.evaluator.ValueUnit;
import dev.assay.stats.interval.Estimate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one suite in order of time.
 *
 * @param suite the suite's name
 * @param measures the pass rate and every evaluator that a run had, in the order of the latest run
 * @param steps the runs, the earliest first
 * @since 0.1
 */
public record RunHistory(String suite, List<Measure> measures, List<Step> steps) {

  /** Checks and copies the parts. */
  public RunHistory {
    requireNonNull(suite, "suite");
    measures = List.copyOf(measures);
    steps = List.copyOf(steps);
  }

  /**
   * Puts runs of one suite in order and holds each complete one against the complete one before.
   *
   * @param runs at least one, of the same suite
   * @param evaluators to look at, {@link Compared#PASS_RATE} for the pass rate; empty for all
   */
  public static RunHistory of(List<Stored> runs, List<String> evaluators) {
    return new Tracing(runs, evaluators).trace();
  }

  /**
   * A run and where it is.
   *
   * @param folder the name of its folder
   * @param scores what it came to
   */
  public record Stored(String folder, RunScores scores) {

    /** Checks the parts. */
    public Stored {
      requireNonNull(folder, "folder");
      requireNonNull(scores, "scores");
    }
  }

  /**
   * What is followed over runs.
   *
   * @param name {@code pass_rate} or the suite's name for the evaluator
   * @param higherIsBetter its direction
   * @param unit what its values are counted in, if in anything
   */
  public record Measure(String name, boolean higherIsBetter, ValueUnit unit) {

    /** Checks the parts. */
    public Measure {
      requireNonNull(name, "name");
      requireNonNull(unit, "unit");
    }

    /** Whether it is the pass rate. */
    public boolean isPassRate() {
      return name.equals(Compared.PASS_RATE);
    }
  }

  /**
   * One run.
   *
   * @param number from 1 for the earliest
   * @param folder the name of its folder
   * @param run what it was
   * @param examples how many examples it has
   * @param against the number of the run it is held against; 0 for none
   * @param incomparable why it cannot be held against the run before; null where it can, or where
   *     there is none
   * @param changes what is not as in the run before, besides results
   * @param points one per measure that it has
   */
  public record Step(
      int number,
      String folder,
      RunScores.Run run,
      int examples,
      int against,
      @Nullable String incomparable,
      List<Change> changes,
      List<Point> points) {

    /** Checks and copies the parts. */
    public Step {
      requireNonNull(folder, "folder");
      requireNonNull(run, "run");
      changes = List.copyOf(changes);
      points = List.copyOf(points);
    }

    /** The same with other points. */
    Step with(List<Point> points) {
      return new Step(number, folder, run, examples, against, incomparable, changes, points);
    }

    /** What it shows of {@code measure}, if it has it. */
    public Optional<Point> point(String measure) {
      return points.stream().filter(p -> p.measure().equals(measure)).findFirst();
    }
  }

  /**
   * Something that is not as in the run before.
   *
   * @param subject such as {@code dataset} or {@code evaluator helpfulness}
   * @param words how it changed
   */
  public record Change(String subject, String words) {

    /** Checks the parts. */
    public Change {
      requireNonNull(subject, "subject");
      requireNonNull(words, "words");
    }
  }

  /**
   * A measure in one run.
   *
   * @param measure its name
   * @param estimate its rate or mean over all examples of the run; null if none could be scored
   * @param unscored how many examples could not be scored
   * @param comparable whether it means what it meant in the run before: the same version of the
   *     evaluator, the same policy, shared examples
   * @param change against the run before, on shared examples, with its p-value adjusted over the
   *     whole history; null where nothing was compared
   */
  public record Point(
      String measure,
      @Nullable Estimate estimate,
      int unscored,
      boolean comparable,
      @Nullable Compared change) {

    /** Checks the parts. */
    public Point {
      requireNonNull(measure, "measure");
    }

    /**
     * Whether it changed by more than chance, over the whole history, and so much that it matters.
     */
    public boolean significant() {
      return worse() || (change != null && change.outcome() == Outcome.IMPROVEMENT);
    }

    /** Whether it got worse. */
    public boolean worse() {
      return change != null && change.outcome() == Outcome.REGRESSION;
    }
  }
}
