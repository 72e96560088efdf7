package dev.assay.otel.emit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How scores are told.
 *
 * @param service the {@code service.name} that they come from
 * @param scopeVersion the version of the scope {@code dev.assay}
 * @param evaluator whether to name the evaluator, its version and type in {@code
 *     gen_ai.evaluation.evaluator.*}, which OpenTelemetry has proposed but not decided
 * @param explanations whether to give reasons, which may quote what was said
 * @param project the {@code openinference.project.name} that carrier spans belong to; null for none
 * @since 0.1
 */
public record EmitOptions(
    String service,
    String scopeVersion,
    boolean evaluator,
    boolean explanations,
    @Nullable String project) {

  private static final EmitOptions DEFAULT = new EmitOptions("assay", "", true, true, null);

  /** Checks the parts. */
  public EmitOptions {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(scopeVersion, "scopeVersion");
  }

  /** From the service {@code assay}, with evaluators and explanations, without a project. */
  public static EmitOptions withDefaults() {
    return DEFAULT;
  }

  /** The same from another service and version. */
  public EmitOptions withService(String name, String version) {
    return new EmitOptions(name, version, evaluator, explanations, project);
  }

  /** The same with or without the evaluator's attributes. */
  public EmitOptions withEvaluator(boolean named) {
    return new EmitOptions(service, scopeVersion, named, explanations, project);
  }

  /** The same with or without explanations. */
  public EmitOptions withExplanations(boolean given) {
    return new EmitOptions(service, scopeVersion, evaluator, given, project);
  }

  /** The same for a project of OpenInference. */
  public EmitOptions withProject(@Nullable String name) {
    return new EmitOptions(service, scopeVersion, evaluator, explanations, name);
  }
}
