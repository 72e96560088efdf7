package dev.assay.core.target;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.problem.Problem;
import java.util.Optional;

/**
 * The system under evaluation. Called from several threads at once, never more than the run's
 * concurrency.
 *
 * @since 0.1
 */
public interface Target extends AutoCloseable {

  /**
   * Answers one input. The interaction needs an output; messages and, unless the target measured it
   * better, latency are filled in by the caller.
   *
   * @throws TargetException if there is no answer
   * @throws InterruptedException if the time for this example is over; stop as soon as possible
   */
  Interaction call(TargetRequest request) throws TargetException, InterruptedException;

  /**
   * What decides the answers besides class and configuration, such as a hash of a knowledge base.
   * Cached outputs are kept apart by it.
   */
  default String fingerprint() {
    return "";
  }

  /**
   * Whether a call takes as long as a user would wait. If not, as with answers recorded before, the
   * latency is what the answer says, and unknown if it says nothing.
   */
  default boolean live() {
    return true;
  }

  /**
   * What keeps it from being asked this, known without asking: such as a template that takes what
   * the example does not have. A run where this holds for every example does not begin. Empty for
   * most targets.
   */
  default Optional<Problem> obstacle(TargetRequest request) {
    return Optional.empty();
  }

  /** Releases what the target holds, such as a process. */
  @Override
  default void close() {}
}
