package dev.assay.core.interaction;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A call of a tool that the application made on the way to its answer.
 *
 * @param name the tool
 * @param arguments the arguments as JSON, treated as read-only
 * @param result what the tool returned, if known
 * @param error the tool's error, if it failed
 * @since 0.1
 */
public record ToolCall(
    String name, JsonNode arguments, @Nullable JsonNode result, @Nullable String error) {

  /** Checks the parts. */
  public ToolCall {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arguments, "arguments");
  }
}
