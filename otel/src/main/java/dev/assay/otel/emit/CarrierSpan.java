package dev.assay.otel.emit;

import dev.assay.core.interaction.ExternalScore.Annotator;
import dev.assay.core.interaction.Subject;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OpenInference's way to send a score after the fact: a span of its own that links to the judged.
 */
final class CarrierSpan {

  private static final int INTERNAL = 1;
  private static final int ERROR = 2;

  private CarrierSpan() {}

  static Optional<SpanRecord> of(EmittedScore emitted, Origin origin, EmitOptions options) {
    Subject subject = emitted.subject();
    boolean ofSpan = ofSpan(subject);
    if (!tells(subject)) {
      return Optional.empty();
    }
    Told told = Told.of(emitted, options);
    String id = digest(emitted);
    long end = Told.nanos(emitted.at());
    return Optional.of(
        new SpanRecord(
            origin,
            id.substring(0, 32),
            id.substring(32, 48),
            null,
            emitted.name() + " evaluation",
            INTERNAL,
            end - emitted.took().toNanos(),
            end,
            told.failure() == null ? 0 : ERROR,
            told.failure() == null ? "" : told.failure(),
            attributes(emitted, told, options, ofSpan),
            List.of(),
            links(subject, ofSpan),
            0));
  }

  /** Whether there is a span for what is about {@code subject}. */
  static boolean tells(Subject subject) {
    return ofSpan(subject) || subject.conversation() != null;
  }

  private static boolean ofSpan(Subject subject) {
    return subject.traceId() != null && subject.spanId() != null;
  }

  private static List<SpanRecord.Link> links(Subject subject, boolean ofSpan) {
    String trace = subject.traceId();
    String span = subject.spanId();
    return ofSpan && trace != null && span != null
        ? List.of(new SpanRecord.Link(trace, span, Attributes.NONE))
        : List.of();
  }

  private static Attributes attributes(
      EmittedScore emitted, Told told, EmitOptions options, boolean ofSpan) {
    String prefix = (ofSpan ? "" : "session.") + "evaluations.0.evaluation.";
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("openinference.span.kind", "EVALUATOR");
    if (!ofSpan) {
      values.put("session.id", emitted.subject().conversation());
    }
    values.put(prefix + "name", emitted.name());
    put(values, prefix + "score", told.value());
    put(values, prefix + "label", told.label());
    // One of score, label and explanation is required.
    String why = told.explanation();
    put(values, prefix + "explanation", told.failure() != null && why == null ? "unscored" : why);
    put(values, "error.type", told.failure());
    put(values, prefix + "annotator_kind", kind(emitted.annotator()));
    if (options.evaluator()) {
      values.put(prefix + "identifier", emitted.evaluator() + "@" + emitted.version());
    }
    return new Attributes(values, 0);
  }

  private static @Nullable String kind(Annotator annotator) {
    return annotator == Annotator.UNKNOWN ? null : annotator.name();
  }

  private static void put(
      Map<String, @Nullable Object> values, String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value);
    }
  }

  private static String digest(EmittedScore emitted) {
    String what =
        String.join(
            "\n",
            emitted.name(),
            emitted.evaluator(),
            emitted.version(),
            emitted.subject().toString(),
            emitted.at().toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
