package dev.assay.core.run;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run on disk: {@code run.json}, the header with the sections that upper layers add, and {@code
 * results.jsonl}, the journal.
 *
 * <p>A directory that was created or resumed is locked until it is closed; one that was only opened
 * is not.
 *
 * @since 0.1
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow in the next commits
public final class RunDirectory implements AutoCloseable {

  /** What to do with a run that is already there. */
  public enum Existing {
    /** Replace a complete run; refuse one that could be resumed. */
    REPLACE_COMPLETE,
    /** Replace any run. */
    REPLACE_ANY,
    /** Refuse any run. */
    REFUSE
  }

  private RunDirectory() {}

  /**
   * Makes the directory for a new run and locks it.
   *
   * @param sections what upper layers keep in {@code run.json}, by key
   * @throws dev.assay.core.problem.InvalidInputException if the directory holds something that is
   *     not a run, a run that {@code existing} says to keep, or one that is being written
   */
  public static RunDirectory create(
      Path path, RunHeader header, ObjectNode sections, Existing existing) {
    throw new UnsupportedOperationException(path.toString());
  }

  /**
   * Opens a run to read it, or to update its header and sections.
   *
   * @throws dev.assay.core.problem.InvalidInputException if it is not a run, or of a newer format
   */
  public static RunDirectory open(Path path) {
    throw new UnsupportedOperationException(path.toString());
  }

  /**
   * Opens a run to go on with it, and locks it. A torn last line of the journal is cut off. The
   * header becomes {@code planned} with the id and start of the run that is there.
   *
   * @throws dev.assay.core.problem.InvalidInputException if it is not a run, is being written, or
   *     differs from {@code planned} in what decides results: examples, evaluators, target version,
   *     repeats or seed
   */
  public static RunDirectory resume(Path path, RunHeader planned) {
    throw new UnsupportedOperationException(path.toString());
  }

  /** Where it is. */
  public Path path() {
    throw new UnsupportedOperationException();
  }

  /** What the run was. */
  public RunHeader header() {
    throw new UnsupportedOperationException();
  }

  /** What upper layers keep in {@code run.json}, by key; a copy. */
  public ObjectNode sections() {
    throw new UnsupportedOperationException();
  }

  /** Replaces {@code run.json} in one step. */
  public void update(RunHeader header, ObjectNode sections) {
    throw new UnsupportedOperationException();
  }

  /**
   * The results in the journal, in the dataset's order, repetition by repetition. A torn last line
   * is left out.
   *
   * @throws dev.assay.core.problem.InvalidInputException if another line cannot be read, naming it
   */
  public List<ExampleResult> results() {
    throw new UnsupportedOperationException();
  }

  /** Ends writing and unlocks. */
  @Override
  public void close() {}
}
