package dev.assay.core.suite;

import static java.util.Objects.requireNonNull;

import dev.assay.core.target.Target;
import dev.assay.core.target.TargetSpec;

/**
 * What a suite evaluates.
 *
 * @since 0.1
 */
public sealed interface SuiteTarget {

  /**
   * A target to be opened.
   *
   * @param spec its kind and configuration
   */
  record Configured(TargetSpec spec) implements SuiteTarget {

    /** Checks the part. */
    public Configured {
      requireNonNull(spec, "spec");
    }
  }

  /**
   * A target given in Java. Its answers are not cached, for nothing tells when its code changes.
   *
   * @param target the target; whoever gave it closes it
   */
  record Given(Target target) implements SuiteTarget {

    /** Checks the part. */
    public Given {
      requireNonNull(target, "target");
    }
  }
}
