package dev.assay.server.api;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.server.store.InteractionKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where people work on failure cases. Each deed is durable and in the audit log when its method
 * returns.
 *
 * <p>A case is a JSON object as {@link dev.assay.server.store.StoredFailureCase} holds it. Methods
 * give the changed case, or nothing where there is no case with the id, and throw {@link
 * dev.assay.core.problem.InvalidInputException} for what cannot be done with it.
 *
 * @since 0.1
 */
public interface CaseDesk {

  /** Confirms that it is a failure, with what a person knows of it. */
  Optional<ObjectNode> accept(String caseId, Acceptance acceptance, Deed deed);

  /**
   * Takes an interaction for a failure that a person found: it joins the case it is like, or begins
   * one. Where it is in a case already, nothing changes.
   *
   * @param mode how it failed
   * @return the case; empty if there is no such interaction, or nothing of it can become a case
   */
  Optional<ObjectNode> report(InteractionKey interaction, FailureMode mode, Deed deed);

  /** Says that it is no failure, or not worth an example. */
  Optional<ObjectNode> dismiss(String caseId, Deed deed);

  /** Takes a dismissal back. */
  Optional<ObjectNode> reopen(String caseId, Deed deed);

  /**
   * Says that it became an example of a dataset.
   *
   * @param exampleId the example's id
   */
  Optional<ObjectNode> exported(String caseId, String exampleId, Deed deed);

  /**
   * Puts other cases into this one.
   *
   * @param others the cases that go
   */
  Optional<ObjectNode> merge(String caseId, List<String> others, Deed deed);

  /**
   * Takes interactions out of a case into a new one.
   *
   * @return the new case
   */
  Optional<ObjectNode> split(String caseId, List<String> interactionIds, Deed deed);

  /**
   * What a person says of a failure.
   *
   * @param expected the right answer; null where the person leaves it open
   * @param rootCause what is to blame, such as {@code retrieval}
   * @param failureMode how the answer fails, where the case says it wrongly
   * @param title a better title
   * @param interactionId the failure that the example is made of, one of the case's examples; null
   *     for the most typical
   * @param input the question, where it was not kept or should read otherwise
   */
  record Acceptance(
      @Nullable JsonNode expected,
      @Nullable String rootCause,
      @Nullable FailureMode failureMode,
      @Nullable String title,
      @Nullable String interactionId,
      @Nullable String input) {}
}
