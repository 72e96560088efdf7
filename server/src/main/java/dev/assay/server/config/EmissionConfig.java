package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told scores, and which.
 *
 * @param receiver takes them over OTLP and HTTP
 * @param form how they are told
 * @param project the {@code openinference.project.name} of carrier spans; null for none
 * @param evaluators the names of those whose scores are told
 * @param explanations whether the reasons are told, which may quote what was said
 * @since 0.1
 */
public record EmissionConfig(
    OtlpEndpoint receiver,
    EmissionForm form,
    @Nullable String project,
    Set<String> evaluators,
    boolean explanations) {

  /** Checks and copies the parts. */
  public EmissionConfig {
    requireNonNull(receiver, "receiver");
    requireNonNull(form, "form");
    evaluators = Set.copyOf(evaluators);
  }
}
