package dev.assay.core.problem;

import java.util.List;

/**
 * Thrown where something works only with a setting that is not there: no model is named, or its key
 * is missing. What was marked optional is then left out and reported as not configured; otherwise
 * it is a mistake like any other.
 *
 * @since 0.1
 */
public final class NotConfiguredException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  /** Reports what is missing. */
  public NotConfiguredException(Problem problem) {
    super(problem);
  }

  /** Reports all that is missing. */
  public NotConfiguredException(List<Problem> problems) {
    super(problems);
  }
}
