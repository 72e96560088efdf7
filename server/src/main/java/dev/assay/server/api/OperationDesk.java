package dev.assay.server.api;

import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.WorkItem;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where those who run the server look after evaluation and deliveries. Each deed is durable and in
 * the audit log when its method returns.
 *
 * @since 0.1
 */
public interface OperationDesk {

  /**
   * The evaluators of the configuration, those that lack a model or a key included, each with at
   * least a {@code name}, an {@code evaluator} and {@code configured}.
   */
  List<ObjectNode> evaluators();

  /**
   * Has units of work that were given up tried again, as if they were new.
   *
   * @param which of them
   * @param what is said in the audit log
   * @return how many
   */
  int retry(Predicate<WorkItem> which, String what, Deed deed);

  /**
   * Queues an evaluation that a person asks for. Its score stands beside the others, and is in no
   * estimate unless the interaction was drawn for this evaluator anyway.
   *
   * @param evaluator one of {@link #evaluators}
   * @return whether it was queued; not if it has scored it already, or waits to
   * @throws dev.assay.core.problem.InvalidInputException if there is no such evaluator, or it is
   *     not configured, or what was said is not kept
   */
  boolean ask(InteractionKey interaction, String evaluator, Deed deed);

  /**
   * Sends a test to a channel and waits for what comes of it.
   *
   * @return {@code channel}, {@code delivered} and {@code detail}; empty if there is no such
   *     channel
   */
  Optional<ObjectNode> test(String channel, Deed deed);
}
