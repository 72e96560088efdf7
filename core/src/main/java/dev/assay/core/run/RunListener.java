package dev.assay.core.run;

/**
 * Hears how a run goes. Called from one thread at a time; must not block for long.
 *
 * @since 0.1
 */
public interface RunListener {

  /** Hears nothing. */
  RunListener NONE = new RunListener() {};

  /** The run starts with {@code total} results to come, {@code resumed} of them already there. */
  default void started(int total, int resumed) {}

  /**
   * The next result, in the dataset's order whatever order they finished in: example by example,
   * repetition by repetition.
   */
  default void result(ExampleResult result) {}

  /** A result was finished and journalled, in the order of finishing: for progress. */
  default void finished(ExampleResult result) {}
}
