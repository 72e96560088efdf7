package dev.assay.core.target;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Message;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a target is asked.
 *
 * @param exampleId the example
 * @param input its input as JSON; read-only
 * @param messages its input as messages
 * @param metadata its metadata; read-only
 * @param repeat which repetition this is, from 0
 * @param seed a seed of this example and repetition, for targets that can use one
 * @param timeout how long the caller waits
 * @param traceparent the W3C Trace Context that the target's spans should continue, where somebody
 *     listens for them
 * @since 0.1
 */
public record TargetRequest(
    String exampleId,
    JsonNode input,
    List<Message> messages,
    ObjectNode metadata,
    int repeat,
    long seed,
    Duration timeout,
    @Nullable String traceparent) {

  /** Checks the parts. */
  public TargetRequest {
    requireNonNull(exampleId, "exampleId");
    requireNonNull(input, "input");
    messages = List.copyOf(messages);
    requireNonNull(metadata, "metadata");
    requireNonNull(timeout, "timeout");
  }

  /** A request whose spans nobody listens for. */
  public TargetRequest(
      String exampleId,
      JsonNode input,
      List<Message> messages,
      ObjectNode metadata,
      int repeat,
      long seed,
      Duration timeout) {
    this(exampleId, input, messages, metadata, repeat, seed, timeout, null);
  }

  /** The same with a trace that its spans should continue. */
  public TargetRequest withTraceparent(String context) {
    return new TargetRequest(exampleId, input, messages, metadata, repeat, seed, timeout, context);
  }
}
