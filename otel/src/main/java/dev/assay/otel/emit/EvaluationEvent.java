package dev.assay.otel.emit;

import dev.assay.core.interaction.ExternalScore.Annotator;
import dev.assay.core.interaction.Subject;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The event {@code gen_ai.evaluation.result}. */
final class EvaluationEvent {

  private static final String NAME = "gen_ai.evaluation.result";
  private static final int INFO = 9;
  private static final int WARN = 13;

  private EvaluationEvent() {}

  static LogEntry of(EmittedScore emitted, Origin origin, EmitOptions options) {
    Told told = Told.of(emitted, options);
    Subject subject = emitted.subject();
    return new LogEntry(
        origin,
        subject.traceId(),
        subject.traceId() == null ? null : subject.spanId(),
        NAME,
        Told.nanos(emitted.at()),
        told.failure() == null ? INFO : WARN,
        null,
        attributes(emitted, told, options));
  }

  private static Attributes attributes(EmittedScore emitted, Told told, EmitOptions options) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("gen_ai.evaluation.name", emitted.name());
    put(values, "gen_ai.evaluation.score.value", told.value());
    put(values, "gen_ai.evaluation.score.label", told.label());
    put(values, "gen_ai.evaluation.explanation", told.explanation());
    put(values, "error.type", told.failure());
    put(values, "gen_ai.response.id", emitted.subject().responseId());
    put(values, "gen_ai.conversation.id", emitted.subject().conversation());
    if (options.evaluator()) {
      values.put("gen_ai.evaluation.evaluator.id", emitted.evaluator());
      values.put("gen_ai.evaluation.evaluator.version", emitted.version());
      put(values, "gen_ai.evaluation.evaluator.type", type(emitted.annotator()));
      put(values, "assay.interaction.id", emitted.subject().interactionId());
    }
    return new Attributes(values, 0);
  }

  private static @Nullable String type(Annotator annotator) {
    return switch (annotator) {
      case HUMAN -> "human";
      case LLM -> "llm_judge";
      case CODE -> "deterministic";
      case UNKNOWN -> null;
    };
  }

  private static void put(
      Map<String, @Nullable Object> values, String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value);
    }
  }
}
