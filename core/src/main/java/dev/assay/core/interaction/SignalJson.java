package dev.assay.core.interaction;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a {@link Signal}: {@code id, kind, interaction_id, trace_id, span_id,
 * response_id, conversation, at, source, comment}.
 *
 * <p>Reading is strict: an unknown field is refused. The kind and one of the ids it can be about
 * must be there. A signal without an id gets one by everything it says, the same whenever the same
 * is sent; without a time, it is taken to happen as it is read; without a source, {@code user} says
 * so.
 *
 * @since 0.1
 */
public final class SignalJson {

  /** The fields that are read. */
  public static final Set<String> FIELDS =
      Set.of(
          "id",
          "kind",
          "interaction_id",
          "trace_id",
          "span_id",
          "response_id",
          "conversation",
          "at",
          "source",
          "comment");

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_COMMENT = 10_000;
  private static final int ID_DIGITS = 32;
  private static final List<String> KINDS =
      Arrays.stream(Signal.Kind.values()).map(SignalJson::key).toList();

  private SignalJson() {}

  /** A kind as JSON spells it, such as {@code thumbs_up}. */
  public static String key(Signal.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind with this name.
   *
   * @throws InvalidInputException if there is none
   */
  public static Signal.Kind kind(String key) {
    for (Signal.Kind kind : Signal.Kind.values()) {
      if (key(kind).equals(key)) {
        return kind;
      }
    }
    throw new InvalidInputException(
        Problem.of("kind", key, "one of " + String.join(", ", KINDS))
            .next(Nearest.advice(key, KINDS)));
  }

  /**
   * Reads one.
   *
   * @param now when it happened, unless it says
   * @throws InvalidInputException naming the first field that is wrong or not known
   */
  public static Signal read(ObjectNode json, Instant now) {
    StrictFields.check(json, "", FIELDS);
    StrictFields fields = new StrictFields(json);
    String kind = fields.name("kind");
    if (kind == null) {
      throw StrictFields.wrong("kind", null, "one of " + String.join(", ", KINDS));
    }
    String id = fields.text("id", LONGEST_ID);
    Instant at = fields.time("at");
    String source = fields.name("source");
    return new Signal(
        id == null || id.isEmpty() ? derived(json) : id,
        kind(kind),
        subject(fields),
        at == null ? now : at,
        source == null ? "user" : source,
        fields.text("comment", LONGEST_COMMENT));
  }

  /** Writes everything that is known of {@code signal}. */
  public static ObjectNode write(Signal signal) {
    ObjectNode json = Json.object().put("id", signal.id()).put("kind", key(signal.kind()));
    Subject subject = signal.subject();
    put(json, "interaction_id", subject.interactionId());
    put(json, "trace_id", subject.traceId());
    put(json, "span_id", subject.spanId());
    put(json, "response_id", subject.responseId());
    put(json, "conversation", subject.conversation());
    json.put("at", signal.at().toString()).put("source", signal.source());
    put(json, "comment", signal.comment());
    return json;
  }

  private static Subject subject(StrictFields fields) {
    String interaction = fields.name("interaction_id");
    String trace = fields.hex("trace_id", 32);
    String span = fields.hex("span_id", 16);
    String response = fields.name("response_id");
    String conversation = fields.name("conversation");
    if (interaction == null && trace == null && response == null && conversation == null) {
      throw StrictFields.wrong(
          "interaction_id, trace_id, response_id, conversation",
          null,
          "at least one of them: what the signal is about");
    }
    return new Subject(interaction, trace, span, response, conversation);
  }

  private static String derived(ObjectNode json) {
    String hash = ContentHash.of(json);
    return hash.substring(hash.length() - ID_DIGITS);
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
