package dev.assay.server.pipeline;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.ObservedInteractionJson;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.SignalJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.otel.record.PackedBatch;
import dev.assay.otel.record.TextPool;
import dev.assay.server.collector.Arrival;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A frame of the journal, of whichever kind: records of OTLP, or what was sent to the API.
 *
 * @param receivedAt by this server's clock
 * @param records empty unless it is of their kind
 * @param interactions sent whole
 * @param signals of users
 * @param unreadable items among them that cannot be read, as they stand there
 */
record JournalEntry(
    Instant receivedAt,
    PackedBatch records,
    List<ObservedInteraction> interactions,
    List<Signal> signals,
    List<String> unreadable) {

  // Arrival has the first.
  private static final byte RECORDS = 1;
  private static final byte INTERACTIONS = 2;
  private static final byte SIGNALS = 3;
  private static final int HEAD_BYTES = 1 + Long.BYTES;

  static byte[] ofInteractions(Instant receivedAt, List<ObservedInteraction> interactions) {
    ArrayNode json = Json.array();
    interactions.forEach(each -> json.add(ObservedInteractionJson.write(each)));
    return frame(INTERACTIONS, receivedAt, json);
  }

  static byte[] ofSignals(Instant receivedAt, List<Signal> signals) {
    ArrayNode json = Json.array();
    signals.forEach(each -> json.add(SignalJson.write(each)));
    return frame(SIGNALS, receivedAt, json);
  }

  private static byte[] frame(byte kind, Instant receivedAt, ArrayNode json) {
    byte[] body = Json.writeUtf8(json);
    return ByteBuffer.allocate(HEAD_BYTES + body.length)
        .put(kind)
        .putLong(receivedAt.toEpochMilli())
        .put(body)
        .array();
  }

  /**
   * Reads a frame.
   *
   * @param pool where texts are that came before
   * @throws IllegalArgumentException if it is none, or was written by a later Assay
   */
  static JournalEntry read(byte[] frame, TextPool pool) {
    if (frame.length < HEAD_BYTES) {
      throw new IllegalArgumentException("frame: " + frame.length + " bytes (expected: a frame)");
    }
    return switch (frame[0]) {
      case RECORDS ->
          new JournalEntry(at(frame), Arrival.open(frame, pool), List.of(), List.of(), List.of());
      case INTERACTIONS -> {
        List<ObservedInteraction> read = new ArrayList<>();
        List<String> unreadable = each(frame, json -> read.add(ObservedInteractionJson.read(json)));
        yield new JournalEntry(at(frame), PackedBatch.EMPTY, read, List.of(), unreadable);
      }
      case SIGNALS -> {
        List<Signal> read = new ArrayList<>();
        List<String> unreadable = each(frame, json -> read.add(SignalJson.read(json, at(frame))));
        yield new JournalEntry(at(frame), PackedBatch.EMPTY, List.of(), read, unreadable);
      }
      default ->
          throw new IllegalArgumentException(
              "frame: kind " + frame[0] + " (expected: 1 to 3); written by a later Assay");
    };
  }

  /** The same, received now at the latest: the clock may have been set back since. */
  JournalEntry notAfter(Instant now) {
    return receivedAt.isAfter(now)
        ? new JournalEntry(now, records, interactions, signals, unreadable)
        : this;
  }

  private static List<String> each(byte[] frame, Consumer<ObjectNode> read) {
    List<String> unreadable = new ArrayList<>();
    for (JsonNode each : json(frame)) {
      try {
        read.accept(object(each));
      } catch (InvalidInputException | IllegalArgumentException e) {
        unreadable.add(Json.write(each));
      }
    }
    return unreadable;
  }

  private static ObjectNode object(JsonNode each) {
    return each instanceof ObjectNode object ? object : Json.object();
  }

  private static Instant at(byte[] frame) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(frame, 1, Long.BYTES).getLong());
  }

  private static JsonNode json(byte[] frame) {
    byte[] body = Arrays.copyOfRange(frame, HEAD_BYTES, frame.length);
    return Json.parse(Json.decode(body, "frame"), "frame", 1);
  }
}
