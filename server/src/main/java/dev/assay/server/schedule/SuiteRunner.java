package dev.assay.server.schedule;

import dev.assay.core.run.RunControl;

/**
 * Runs a schedule's suite to its end.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SuiteRunner {

  /**
   * Runs it, in the caller's thread.
   *
   * @param control stops it early
   */
  RunOutcome run(Schedule schedule, RunControl control);
}
