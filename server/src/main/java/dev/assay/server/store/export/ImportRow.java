package dev.assay.server.store.export;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Content;
import dev.assay.server.store.Decision;
import dev.assay.server.store.Dimensions;
import dev.assay.server.store.Document;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.EvaluationEvidence;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Label;
import dev.assay.server.store.Links;
import dev.assay.server.store.Operation;
import dev.assay.server.store.Outcome;
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.StoredExternalScore;
import dev.assay.server.store.StoredSignal;
import dev.assay.server.store.StoredWindow;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows as {@link ExportRow} writes them, read again: strictly, for they are to be the same. */
final class ImportRow {

  private static final String ID = "id";
  private static final String STARTED_AT = "started_at";
  private static final String INTERACTION = "interaction_id";
  private static final Set<String> SUBJECT =
      Set.of(INTERACTION, "trace_id", "span_id", "response_id", "conversation");
  private static final Set<String> DECISION =
      Set.of("evaluator", "probability", "selected", "reason");

  private static final Set<String> PAIR_SET =
      Set.of(
          "at",
          "author",
          "suite",
          "base",
          "candidate",
          "judge",
          "pool",
          "items",
          "opened",
          "archived");
  private static final Set<String> PAIR = Set.of("example", "hash");

  private final ObjectNode json;

  private ImportRow(ObjectNode json, @Nullable Set<String> known) {
    this.json = json;
    if (known == null) {
      return;
    }
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            Problem.of("field", name, "a known field").next(Nearest.advice(name, known)));
      }
    }
  }

  /**
   * Puts a row into a batch.
   *
   * @throws InvalidInputException if a field is unknown, missing or wrong
   * @throws IllegalArgumentException if the fields contradict each other
   */
  static void put(ExportTable table, ObjectNode json, Batch.Builder batch) {
    ImportRow row = new ImportRow(json, table.columns().keySet());
    switch (table) {
      case INTERACTIONS -> row.interaction(batch);
      case EVALUATIONS -> batch.put(row.evaluation());
      case EVIDENCE -> batch.put(row.evidence());
      case SIGNALS -> batch.put(row.signal());
      case EXTERNAL_SCORES -> batch.put(row.externalScore());
      case LABELS -> batch.put(row.label());
      case PAIR_SETS -> batch.put(row.pairSet());
      case PAIR_LABELS -> batch.put(row.pairLabel());
      case WINDOWS -> batch.put(row.window());
    }
  }

  private void interaction(Batch.Builder batch) {
    InteractionKey key = new InteractionKey(needed(ID), time(STARTED_AT));
    batch.put(
        new InteractionRow(
            key,
            new Links(
                text("trace_id"),
                text("span_id"),
                text("response_id"),
                text("conversation"),
                text("user_hash")),
            dimensions(),
            operation(),
            new Outcome(failureMode(), oneOf("completion", Outcome.Completion.values())),
            decisions()));
    if (json.has("content")) {
      batch.put(new Content(key, InteractionJson.read(object("content", json.get("content")))));
    }
  }

  private Dimensions dimensions() {
    Map<String, String> tags = new TreeMap<>();
    if (json.has("tags")) {
      for (Map.Entry<String, JsonNode> tag : object("tags", json.get("tags")).properties()) {
        tags.put(tag.getKey(), string("tags", tag.getValue()));
      }
    }
    return new Dimensions(
        text("app"),
        text("environment"),
        text("feature"),
        text("release"),
        text("prompt_template"),
        text("prompt_version"),
        text("model"),
        tags);
  }

  private Operation operation() {
    return new Operation(
        number("latency_ms"),
        number("ttft_ms"),
        new Usage(
            whole("input_tokens"),
            whole("output_tokens"),
            whole("cached_tokens"),
            whole("reasoning_tokens"),
            number("cost")),
        flag("cache_hit"),
        text("finish_reason"),
        text("error_kind"),
        Boolean.TRUE.equals(flag("truncated")));
  }

  private List<Decision> decisions() {
    List<Decision> decisions = new ArrayList<>();
    JsonNode all = json.get("decisions");
    if (all == null) {
      return decisions;
    }
    if (!all.isArray()) {
      throw wrong("decisions", all, "a list");
    }
    for (JsonNode each : all) {
      ImportRow decision = new ImportRow(object("decisions", each), DECISION);
      decisions.add(
          new Decision(
              decision.needed("evaluator"),
              decision.given("probability", decision.number("probability")),
              decision.given("selected", decision.flag("selected")),
              decision.needed("reason")));
    }
    return decisions;
  }

  private Evaluation evaluation() {
    return new Evaluation(
        new InteractionKey(needed(INTERACTION), time(STARTED_AT)),
        needed("evaluator"),
        needed("version"),
        number("value"),
        flag("passed"),
        text("label"),
        failureMode(),
        text("explanation"),
        text("unscored"),
        number("cost"),
        given("probability", number("probability")),
        time("evaluated_at"));
  }

  private EvaluationEvidence evidence() {
    return EvaluationEvidence.bounded(
        new InteractionKey(needed(INTERACTION), time(STARTED_AT)),
        needed("evaluator"),
        needed("version"),
        object("evidence", json.get("evidence")));
  }

  private StoredSignal signal() {
    return new StoredSignal(
        new Signal(
            needed(ID),
            oneOf("kind", Signal.Kind.values()),
            subject(),
            time("at"),
            needed("source"),
            text("comment")),
        about());
  }

  private StoredExternalScore externalScore() {
    return new StoredExternalScore(
        new ExternalScore(
            needed(ID),
            needed("name"),
            subject(),
            oneOf("annotator", ExternalScore.Annotator.values()),
            number("value"),
            text("label"),
            text("explanation"),
            text("error"),
            time("at")),
        about());
  }

  private Label label() {
    return new Label(
        needed(ID),
        given(INTERACTION, about()),
        text("evaluator"),
        needed("annotator"),
        number("value"),
        flag("passed"),
        failureMode(),
        text("expected"),
        text("comment"),
        time("at"));
  }

  private Document pairSet() {
    ObjectNode pairs = object("pairs", json.get("pairs"));
    ImportRow set = new ImportRow(pairs, PAIR_SET);
    for (String name : List.of("author", "suite", "base", "candidate")) {
      set.needed(name);
    }
    // What cannot be read is told now, and not by a page later.
    set.time("at");
    if (set.text("archived") != null) {
      set.time("archived");
    }
    ImportRow opened = new ImportRow(object("opened", pairs.get("opened")), null);
    opened.json.propertyNames().forEach(opened::time);
    JsonNode items = pairs.get("items");
    if (items == null || !items.isArray()) {
      throw wrong("items", items, "a list");
    }
    for (JsonNode item : items) {
      ImportRow each = new ImportRow(object("items", item), PAIR);
      each.needed("example");
      each.needed("hash");
    }
    String text = new String(Json.writeUtf8(pairs), StandardCharsets.UTF_8);
    return new Document(PairLabel.SETS, needed(ID), time("updated_at"), text);
  }

  private PairLabel pairLabel() {
    return new PairLabel(
        needed(ID),
        needed("set_id"),
        needed("pair"),
        needed("annotator"),
        oneOf("choice", PairLabel.Choice.values()),
        oneOf("shown_first", PairLabel.Side.values()),
        given("settles", flag("settles")),
        text("comment"),
        time("at"));
  }

  private StoredWindow window() {
    StoredWindow.Level level = oneOf("level", StoredWindow.Level.values());
    Instant start = time("start_at");
    Slice slice = Slice.ofKey(needed("slice"));
    String summary = needed("summary");
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(summary);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of("summary", summary.length() + " characters", "base64"), e);
    }
    // What cannot be read is told now, and not by a page later.
    SliceSummary.fromBytes(bytes);
    return new StoredWindow(level, start, slice.key(), bytes);
  }

  private @Nullable InteractionKey about() {
    String id = text(INTERACTION);
    return id == null ? null : new InteractionKey(id, time("interaction_started_at"));
  }

  private Subject subject() {
    ImportRow row = new ImportRow(object("subject", json.get("subject")), SUBJECT);
    return new Subject(
        row.text(INTERACTION),
        row.text("trace_id"),
        row.text("span_id"),
        row.text("response_id"),
        row.text("conversation"));
  }

  private @Nullable FailureMode failureMode() {
    String key = text("failure_mode");
    if (key == null) {
      return null;
    }
    return FailureMode.ofKey(key)
        .orElseThrow(
            () ->
                wrong(
                    "failure_mode",
                    json.get("failure_mode"),
                    "one of "
                        + String.join(
                            ", ",
                            Arrays.stream(FailureMode.values()).map(FailureMode::key).toList())));
  }

  private <E extends Enum<E>> E oneOf(String name, E[] values) {
    String given = needed(name);
    List<String> names = new ArrayList<>();
    for (E value : values) {
      names.add(value.name().toLowerCase(Locale.ROOT));
      if (names.get(names.size() - 1).equals(given)) {
        return value;
      }
    }
    throw wrong(name, json.get(name), "one of " + String.join(", ", names));
  }

  private Instant time(String name) {
    String text = needed(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidInputException(
          Problem.of(name, text, "a time such as 2026-11-01T09:30:00Z"), e);
    }
  }

  private String needed(String name) {
    return given(name, text(name));
  }

  private <T> T given(String name, @Nullable T value) {
    if (value == null) {
      throw wrong(name, null, "a value");
    }
    return value;
  }

  private @Nullable String text(String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : string(name, value);
  }

  private @Nullable Boolean flag(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong(name, value, "true or false");
    }
    return value.booleanValue();
  }

  private @Nullable Double number(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    double number = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw wrong(name, value, "a finite number");
    }
    return number;
  }

  private @Nullable Long whole(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, value, "a whole number");
    }
    return value.longValue();
  }

  private static String string(String name, JsonNode value) {
    if (!value.isString()) {
      throw wrong(name, value, "a string");
    }
    return value.stringValue();
  }

  private static ObjectNode object(String name, @Nullable JsonNode value) {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw wrong(name, value, "an object");
  }

  private static InvalidInputException wrong(
      String name, @Nullable JsonNode value, String expected) {
    return new InvalidInputException(
        Problem.of(name, value == null ? "missing" : value.toString(), expected));
  }
}
