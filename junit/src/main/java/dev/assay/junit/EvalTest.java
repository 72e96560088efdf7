package dev.assay.junit;

import dev.assay.core.dataset.Partition;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a suite: one test per example, and a last one for the gate.
 *
 * <p>An example's test fails with the verdict's reason if the example failed, and is aborted, with
 * its reason, if it could not be scored: whether that is too much is for the gate to say. The
 * gate's test fails unless the gate passes; inconclusive is not a pass. The whole suite runs before
 * the first test, as the command line runs it, and leaves the same run directory behind.
 *
 * <p>The annotated method is called for each example that passed, and may take its {@link
 * dev.assay.core.run.ExampleResult} to check more; of several repetitions it gets the first. It is
 * not called for the gate.
 *
 * <pre>{@code
 * @EvalTest(suite = "src/test/resources/support/suite.yaml")
 * void answersWell() {}
 * }</pre>
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@ExtendWith(EvalTestExtension.class)
public @interface EvalTest {

  /** The suite file: a path from the working directory, or else a resource on the class path. */
  String suite();

  /** Only examples of these partitions; all unless given. */
  Partition[] partitions() default {};

  /** Only examples with at least one of these tags; all unless given. */
  String[] tags() default {};

  /** Only these examples; all unless given. */
  String[] ids() default {};

  /** At most this many examples; 0 for no limit. */
  int limit() default 0;

  /** Values of the suite to replace, as with {@code --set}: {@code concurrency=2}. */
  String[] set() default {};

  /** The run directory; a new one under {@code target/assay/runs} unless given. */
  String output() default "";

  /** Whether the target's answers are cached between runs, under {@code target/assay/cache}. */
  boolean cache() default false;
}
