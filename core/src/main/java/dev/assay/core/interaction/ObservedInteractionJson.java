package dev.assay.core.interaction;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of an {@link ObservedInteraction}: the fields of {@link InteractionJson} and {@code
 * id, trace_id, span_id, response_id, started_at, app, environment, feature, release, user,
 * truncated} beside them.
 *
 * <p>Reading is strict, at every depth: an unknown field is refused. {@code started_at} must be
 * there. An interaction without an id gets one that is the same whenever the same is sent: by its
 * trace and span where it names both, else by everything it says.
 *
 * @since 0.1
 */
public final class ObservedInteractionJson {

  /** The fields beside those of {@link InteractionJson}. */
  public static final Set<String> OWN_FIELDS =
      Set.of(
          "id",
          "trace_id",
          "span_id",
          "response_id",
          "started_at",
          "app",
          "environment",
          "feature",
          "release",
          "user",
          "truncated");

  private static final Set<String> FIELDS = both();
  private static final int LONGEST_ID = 200;
  private static final int ID_DIGITS = 32;

  private static final Set<String> MESSAGE = Set.of("role", "text", "content");
  private static final Set<String> PASSAGE = Set.of("id", "text", "content", "score");
  private static final Set<String> TOOL_CALL =
      Set.of("name", "arguments", "result", "error", "function", "id", "type");
  private static final Set<String> FUNCTION = Set.of("name", "arguments");
  private static final Set<String> STEP =
      Set.of("kind", "name", "input", "output", "latency_ms", "error");
  private static final Set<String> USAGE =
      Set.of(
          "input_tokens",
          "output_tokens",
          "cached_tokens",
          "reasoning_tokens",
          "cost",
          "prompt_tokens",
          "completion_tokens");
  private static final Set<String> ERROR = Set.of("kind", "message");

  private ObservedInteractionJson() {}

  /**
   * Reads one.
   *
   * @throws InvalidInputException naming the first field that is wrong or not known
   */
  public static ObservedInteraction read(ObjectNode json) {
    StrictFields.check(json, "", FIELDS);
    checkInner(json);
    StrictFields fields = new StrictFields(json);
    Instant startedAt = fields.time("started_at");
    if (startedAt == null) {
      throw StrictFields.wrong("started_at", null, "when the request began");
    }
    String traceId = fields.hex("trace_id", 32);
    String spanId = fields.hex("span_id", 16);
    String id = fields.text("id", LONGEST_ID);
    return new ObservedInteraction(
        id == null || id.isEmpty() ? derived(json, traceId, spanId) : id,
        traceId,
        spanId,
        fields.name("response_id"),
        startedAt,
        fields.name("app"),
        fields.name("environment"),
        fields.name("feature"),
        fields.name("release"),
        fields.name("user"),
        fields.flag("truncated"),
        InteractionJson.read(json));
  }

  /** Writes everything that is known of {@code observed}. */
  public static ObjectNode write(ObservedInteraction observed) {
    ObjectNode json = Json.object();
    json.put("id", observed.id());
    put(json, "trace_id", observed.traceId());
    put(json, "span_id", observed.spanId());
    put(json, "response_id", observed.responseId());
    json.put("started_at", observed.startedAt().toString());
    put(json, "app", observed.app());
    put(json, "environment", observed.environment());
    put(json, "feature", observed.feature());
    put(json, "release", observed.release());
    put(json, "user", observed.user());
    if (observed.truncated()) {
      json.put("truncated", true);
    }
    json.setAll(InteractionJson.write(observed.interaction()));
    return json;
  }

  private static String derived(
      ObjectNode json, @Nullable String traceId, @Nullable String spanId) {
    ObjectNode named = json;
    if (traceId != null && spanId != null) {
      named = Json.object().put("trace_id", traceId).put("span_id", spanId);
    }
    String hash = ContentHash.of(named);
    return hash.substring(hash.length() - ID_DIGITS);
  }

  private static void checkInner(ObjectNode json) {
    each(json, "messages", MESSAGE);
    each(json, "context", PASSAGE);
    each(json, "tool_calls", TOOL_CALL);
    each(json, "steps", STEP);
    one(json.get("usage"), "usage", USAGE);
    one(json.get("error"), "error", ERROR);
    JsonNode calls = json.get("tool_calls");
    for (int i = 0; calls != null && i < calls.size(); i++) {
      one(calls.get(i).get("function"), "tool_calls[" + i + "].function", FUNCTION);
    }
    JsonNode tags = json.get("tags");
    if (tags instanceof ObjectNode object) {
      object.properties().forEach(tag -> checkTag(tag.getKey(), tag.getValue()));
    }
  }

  private static void checkTag(String name, JsonNode value) {
    boolean scalar = value.isString() || value.isNumber() || value.isBoolean();
    if (!scalar || name.length() > 200 || value.asString().length() > StrictFields.LONGEST_NAME) {
      throw StrictFields.wrong(
          "tags." + name,
          value,
          "a name of at most 200 characters and a string, number or boolean of at most "
              + StrictFields.LONGEST_NAME);
    }
  }

  private static void each(ObjectNode json, String field, Set<String> known) {
    JsonNode list = json.get(field);
    for (int i = 0; list != null && list.isArray() && i < list.size(); i++) {
      one(list.get(i), field + "[" + i + "]", known);
    }
  }

  private static void one(@Nullable JsonNode json, String path, Set<String> known) {
    if (json instanceof ObjectNode object) {
      StrictFields.check(object, path + ".", known);
    }
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static Set<String> both() {
    Set<String> both = new HashSet<>(OWN_FIELDS);
    both.addAll(InteractionJson.FIELDS);
    return Set.copyOf(both);
  }
}
