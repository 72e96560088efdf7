package dev.assay.server.store.export;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
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
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.StoredExternalScore;
import dev.assay.server.store.StoredSignal;
import dev.assay.server.store.StoredWindow;
import java.util.Base64;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows as JSON, in the columns of {@link ExportTable}; what is not known is left out. The API gives
 * the same.
 *
 * @since 0.1
 */
public final class ExportRow {

  private final ObjectNode json = Json.object();

  private ExportRow() {}

  /** An interaction, with what was said if that is kept. */
  public static ObjectNode interaction(InteractionRow row, @Nullable Interaction content) {
    Links links = row.links();
    Dimensions sliced = row.dimensions();
    ExportRow out =
        new ExportRow()
            .put("id", row.key().id())
            .put("started_at", row.key().startedAt())
            .put("trace_id", links.traceId())
            .put("span_id", links.spanId())
            .put("response_id", links.responseId())
            .put("conversation", links.conversation())
            .put("user_hash", links.userHash())
            .put("app", sliced.app())
            .put("environment", sliced.environment())
            .put("feature", sliced.feature())
            .put("release", sliced.release())
            .put("prompt_template", sliced.promptTemplate())
            .put("prompt_version", sliced.promptVersion())
            .put("model", sliced.model());
    ObjectNode tags = out.json.putObject("tags");
    new TreeMap<>(sliced.tags()).forEach(tags::put);
    out.put(row.operation())
        .put("failure_mode", row.outcome().failureMode())
        .put("completion", row.outcome().completion().name().toLowerCase(Locale.ROOT));
    ArrayNode decisions = out.json.putArray("decisions");
    for (Decision decision : row.decisions()) {
      decisions
          .addObject()
          .put("evaluator", decision.evaluator())
          .put("probability", decision.probability())
          .put("selected", decision.selected())
          .put("reason", decision.reason());
    }
    if (content != null) {
      out.json.set("content", InteractionJson.write(content));
    }
    return out.json;
  }

  /** A window: its summary is the binary form of {@code SliceSummary}, in base64. */
  static ObjectNode window(StoredWindow window) {
    return new ExportRow()
        .put("level", window.level().name().toLowerCase(Locale.ROOT))
        .put("start_at", window.start())
        .put("slice", window.slice())
        .put("summary", Base64.getEncoder().encodeToString(window.bytes()))
        .json;
  }

  private ExportRow put(Operation went) {
    Usage usage = went.usage();
    return put("latency_ms", went.latencyMillis())
        .put("ttft_ms", went.ttftMillis())
        .put("input_tokens", usage.inputTokens())
        .put("output_tokens", usage.outputTokens())
        .put("cached_tokens", usage.cachedTokens())
        .put("reasoning_tokens", usage.reasoningTokens())
        .put("cost", usage.cost())
        .put("cache_hit", went.cacheHit())
        .put("finish_reason", went.finishReason())
        .put("error_kind", went.errorKind())
        .put("truncated", went.truncated());
  }

  /** What an evaluator made of one. */
  public static ObjectNode evaluation(Evaluation row) {
    return new ExportRow()
        .put("interaction_id", row.interaction().id())
        .put("started_at", row.interaction().startedAt())
        .put("evaluator", row.evaluator())
        .put("version", row.version())
        .put("value", row.value())
        .put("passed", row.passed())
        .put("label", row.label())
        .put("failure_mode", row.failureMode())
        .put("explanation", row.explanation())
        .put("unscored", row.unscored())
        .put("cost", row.cost())
        .put("probability", row.probability())
        .put("evaluated_at", row.at())
        .json;
  }

  /** What an evaluation showed. */
  static ObjectNode evidence(EvaluationEvidence row) {
    ExportRow out =
        new ExportRow()
            .put("interaction_id", row.interaction().id())
            .put("started_at", row.interaction().startedAt())
            .put("evaluator", row.evaluator())
            .put("version", row.version());
    out.json.set("evidence", row.evidence());
    return out.json;
  }

  /** What a user did. */
  public static ObjectNode signal(StoredSignal row) {
    Signal signal = row.signal();
    return new ExportRow()
        .put("id", signal.id())
        .put("kind", signal.kind().name().toLowerCase(Locale.ROOT))
        .put("at", signal.at())
        .put("source", signal.source())
        .put("comment", signal.comment())
        .put(row.interaction())
        .put(signal.subject())
        .json;
  }

  /** A score from outside. */
  public static ObjectNode externalScore(StoredExternalScore row) {
    ExternalScore score = row.score();
    return new ExportRow()
        .put("id", score.id())
        .put("name", score.name())
        .put("annotator", score.annotator().name().toLowerCase(Locale.ROOT))
        .put("value", score.value())
        .put("label", score.label())
        .put("explanation", score.explanation())
        .put("error", score.error())
        .put("at", score.at())
        .put(row.interaction())
        .put(score.subject())
        .json;
  }

  /** What a person made of one. */
  public static ObjectNode label(Label row) {
    return new ExportRow()
        .put("id", row.id())
        .put(row.interaction())
        .put("evaluator", row.evaluator())
        .put("annotator", row.annotator())
        .put("value", row.value())
        .put("passed", row.passed())
        .put("failure_mode", row.failureMode())
        .put("expected", row.expected())
        .put("comment", row.comment())
        .put("at", row.at())
        .json;
  }

  /** A set of pairs, as the store keeps it. */
  static ObjectNode pairSet(Document row) {
    ExportRow out = new ExportRow().put("id", row.id()).put("updated_at", row.updatedAt());
    out.json.set("pairs", Json.parse(row.json(), row.id(), 1));
    return out.json;
  }

  /** What a person said of a pair. */
  static ObjectNode pairLabel(PairLabel row) {
    return new ExportRow()
        .put("id", row.id())
        .put("set_id", row.set())
        .put("pair", row.pair())
        .put("annotator", row.annotator())
        .put("choice", row.choice().name().toLowerCase(Locale.ROOT))
        .put("shown_first", row.first().name().toLowerCase(Locale.ROOT))
        .put("settles", row.settles())
        .put("comment", row.comment())
        .put("at", row.at())
        .json;
  }

  private ExportRow put(@Nullable InteractionKey about) {
    return about == null
        ? this
        : put("interaction_id", about.id()).put("interaction_started_at", about.startedAt());
  }

  private ExportRow put(Subject subject) {
    ObjectNode outer = json.putObject("subject");
    ExportRow inner =
        new ExportRow()
            .put("interaction_id", subject.interactionId())
            .put("trace_id", subject.traceId())
            .put("span_id", subject.spanId())
            .put("response_id", subject.responseId())
            .put("conversation", subject.conversation());
    outer.setAll(inner.json);
    return this;
  }

  private ExportRow put(String name, @Nullable FailureMode mode) {
    return put(name, mode == null ? null : mode.key());
  }

  private ExportRow put(String name, @Nullable Object value) {
    if (value instanceof Double number) {
      json.put(name, number);
    } else if (value instanceof Long number) {
      json.put(name, number);
    } else if (value instanceof Boolean flag) {
      json.put(name, flag);
    } else if (value != null) {
      json.put(name, value.toString());
    }
    return this;
  }
}
