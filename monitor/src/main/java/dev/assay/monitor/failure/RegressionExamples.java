package dev.assay.monitor.failure;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes an example of a case that a person confirmed, so that the failure cannot come back unseen.
 *
 * @since 0.1
 */
public final class RegressionExamples {

  private RegressionExamples() {}

  /**
   * The regression example of a case. Its id is the case's, so that exporting it again replaces it;
   * what it links to is the failed interaction.
   *
   * @param content the failed interaction with all that was said, if it is still kept; else what
   *     the case kept of it is used
   * @param redact takes personal data out of every text
   * @throws InvalidInputException if nobody confirmed the case, or what the user said is not known
   */
  public static Example of(
      FailureCase failed, @Nullable Interaction content, UnaryOperator<String> redact) {
    Confirmation confirmation = failed.confirmation();
    if (confirmation == null) {
      throw new InvalidInputException(
          Problem.of("failure case " + failed.id(), failed.status().key(), "one that is accepted")
              .next("assay failures accept " + failed.id()));
    }
    ObjectNode metadata = Json.object();
    metadata.put("root_cause", redact.apply(confirmation.rootCause()));
    FailureMode mode = failed.confirmedMode();
    put(metadata, "failure_mode", mode == null ? null : mode.key());
    put(metadata, "app", failed.app());
    put(metadata, "feature", failed.feature());
    ObjectNode provenance = Json.object().put("source", "production");
    String interaction = confirmation.interactionId();
    provenance.put("failure", interaction == null ? failed.id() : interaction);
    provenance.put("failure_case", failed.id());
    provenance.put("confirmed_by", confirmation.by());
    provenance.put("first_seen", failed.firstSeen().toString());
    return Example.builder(
            "regression-" + failed.id(), Partition.REGRESSION, input(failed, content, redact))
        .expected(redact.apply(confirmation.expectedOutput()))
        .metadata(metadata)
        .createdAt(confirmation.at().toString())
        .provenance(provenance)
        .build();
  }

  private static JsonNode input(
      FailureCase failed, @Nullable Interaction content, UnaryOperator<String> redact) {
    Confirmation confirmation = failed.confirmation();
    if (confirmation != null && confirmation.input() != null) {
      return Inputs.text(redact.apply(confirmation.input()));
    }
    if (content != null) {
      JsonNode said = Inputs.of(content, redact);
      if (said != null) {
        return said;
      }
    }
    List<FailureExample> examples = failed.examples();
    for (FailureExample example : examples) {
      boolean chosen =
          confirmation != null && example.interactionId().equals(confirmation.interactionId());
      if (chosen && example.input() != null && !example.input().isBlank()) {
        return Inputs.text(redact.apply(example.input()));
      }
    }
    throw new InvalidInputException(
        Problem.of("failure case " + failed.id(), "what the user said was not kept", "an input")
            .next("accept it again with the input"));
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
