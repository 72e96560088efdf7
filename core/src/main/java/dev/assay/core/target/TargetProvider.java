package dev.assay.core.target;

/**
 * Opens targets of one kind; found with {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface TargetProvider {

  /** The kind, such as {@code http}. */
  String kind();

  /**
   * Checks the configuration and opens the target.
   *
   * @throws dev.assay.core.problem.InvalidInputException if it cannot work: an unknown key, a class
   *     that does not load, a file that is missing
   */
  OpenTarget open(TargetSpec spec, TargetContext context);
}
