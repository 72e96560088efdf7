package dev.assay.server.api;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.monitor.failure.Confirmation;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.failure.FailureCaseJson;
import dev.assay.monitor.failure.RegressionExamples;
import dev.assay.server.store.InteractionDetail;
import dev.assay.server.store.Store;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The regression examples of failure cases, redacted.
 *
 * @since 0.1
 */
public final class CaseExamples {

  private final Store store;
  private final UnaryOperator<String> redact;

  /**
   * Of the cases of a store.
   *
   * @param redact takes personal data out of a text
   */
  public CaseExamples(Store store, UnaryOperator<String> redact) {
    this.store = requireNonNull(store, "store");
    this.redact = requireNonNull(redact, "redact");
  }

  /**
   * The example of a case, with what is kept of the failed interaction; empty if there is no such
   * case.
   *
   * @throws dev.assay.core.problem.InvalidInputException if nobody confirmed the case, or what the
   *     user said is not known
   */
  public Optional<Example> of(String caseId) {
    return store
        .records()
        .failureCase(caseId)
        .map(found -> of(FailureCaseJson.read(Json.parse(found.json(), "failure case", 1))));
  }

  private Example of(FailureCase failed) {
    Confirmation confirmation = failed.confirmation();
    String interaction = confirmation == null ? null : confirmation.interactionId();
    Interaction content =
        interaction == null
            ? null
            : store
                .interactions()
                .detail(interaction, null)
                .map(InteractionDetail::content)
                .orElse(null);
    return RegressionExamples.of(failed, content, redact);
  }
}
