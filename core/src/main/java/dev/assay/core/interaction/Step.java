package dev.assay.core.interaction;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a chain or agent: a retrieval, a model call, a tool call, a guardrail.
 *
 * @param kind what sort of step, such as {@code retrieval}, {@code llm}, {@code tool}
 * @param name its name within the application
 * @param input what went in, if known
 * @param output what came out, if known
 * @param latencyMillis how long it took, if known
 * @param error how it failed, if it did
 * @since 0.1
 */
public record Step(
    String kind,
    String name,
    @Nullable String input,
    @Nullable String output,
    @Nullable Double latencyMillis,
    @Nullable String error) {

  /** Checks the parts. */
  public Step {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
  }
}
