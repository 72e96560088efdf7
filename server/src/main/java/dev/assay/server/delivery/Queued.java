package dev.assay.server.delivery;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.store.Document;
import dev.assay.server.store.DocumentKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notice that a channel has still to tell, as it lies in the store.
 *
 * @param channel the channel
 * @param notice what to tell
 * @param queuedAt since when; also the order
 * @param dueAt not before when it is sent
 * @param attempts how often it was tried
 * @param message the message it became part of; null before the first attempt
 * @param told whether it has been told, and stays to be told again until it is over
 */
record Queued(
    String channel,
    Notice notice,
    Instant queuedAt,
    Instant dueAt,
    int attempts,
    @Nullable String message,
    boolean told) {

  static final String COLLECTION = "deliveries";

  String id() {
    return channel + "/" + notice.id();
  }

  DocumentKey key() {
    return new DocumentKey(COLLECTION, id());
  }

  Queued in(String message) {
    return new Queued(channel, notice, queuedAt, dueAt, attempts, message, told);
  }

  Queued tried(int attempts, Instant dueAt) {
    return new Queued(channel, notice, queuedAt, dueAt, attempts, message, told);
  }

  Queued toldUntilOver(Instant dueAt) {
    return new Queued(channel, notice, queuedAt, dueAt, 0, message, true);
  }

  boolean firing() {
    return notice.state() == Notice.State.FIRING;
  }

  Document document(Instant now) {
    ObjectNode json =
        Json.object()
            .put("channel", channel)
            .put("queued_at", queuedAt.toString())
            .put("due_at", dueAt.toString())
            .put("attempts", attempts)
            .put("message", message)
            .put("told", told);
    json.set("notice", notice.toJson());
    return new Document(COLLECTION, id(), now, Json.write(json));
  }

  /** What a document says; empty if it cannot be read. */
  static Optional<Queued> of(Document document) {
    try {
      JsonNode json = Json.parse(document.json(), document.id(), 1);
      return Optional.of(
          new Queued(
              json.path("channel").stringValue(),
              Notice.ofJson(json.path("notice")),
              Instant.parse(json.path("queued_at").stringValue()),
              Instant.parse(json.path("due_at").stringValue()),
              json.path("attempts").intValue(),
              json.path("message").isString() ? json.path("message").stringValue() : null,
              json.path("told").booleanValue()));
    } catch (InvalidInputException
        | JacksonException
        | DateTimeException
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
