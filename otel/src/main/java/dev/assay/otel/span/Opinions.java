package dev.assay.otel.span;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.ExternalScore.Annotator;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What others made of an answer: {@code gen_ai.evaluation.result} and {@code assay.signal} events,
 * and OpenInference's annotations.
 *
 * <p>A thumb of a person is a {@link Signal}; every other evaluation is an {@link ExternalScore},
 * and one that failed a score that carries its error. The same event gives the same id however
 * often it is sent.
 *
 * @param scores others' evaluations
 * @param signals users' deeds
 * @since 0.1
 */
public record Opinions(List<ExternalScore> scores, List<Signal> signals) {

  /**
   * The event of a user's deed, with {@code assay.signal.kind} and {@code assay.signal.comment}.
   */
  public static final String SIGNAL = "assay.signal";

  private static final Set<String> FEEDBACK =
      Set.of("user_feedback", "user-feedback", "feedback", "thumbs", "thumb");

  private static final Map<String, Signal.Kind> LABELS =
      Map.ofEntries(
          Map.entry("thumbs_up", Signal.Kind.THUMBS_UP),
          Map.entry("thumbs-up", Signal.Kind.THUMBS_UP),
          Map.entry("up", Signal.Kind.THUMBS_UP),
          Map.entry("positive", Signal.Kind.THUMBS_UP),
          Map.entry("like", Signal.Kind.THUMBS_UP),
          Map.entry("good", Signal.Kind.THUMBS_UP),
          Map.entry("thumbs_down", Signal.Kind.THUMBS_DOWN),
          Map.entry("thumbs-down", Signal.Kind.THUMBS_DOWN),
          Map.entry("down", Signal.Kind.THUMBS_DOWN),
          Map.entry("negative", Signal.Kind.THUMBS_DOWN),
          Map.entry("dislike", Signal.Kind.THUMBS_DOWN),
          Map.entry("bad", Signal.Kind.THUMBS_DOWN),
          Map.entry("copy", Signal.Kind.COPY),
          Map.entry("rephrase", Signal.Kind.REPHRASE),
          Map.entry("retry", Signal.Kind.RETRY),
          Map.entry("regenerate", Signal.Kind.RETRY),
          Map.entry("report", Signal.Kind.REPORT),
          Map.entry("abandon", Signal.Kind.ABANDON),
          Map.entry("escalate", Signal.Kind.ESCALATE),
          Map.entry("resolved", Signal.Kind.RESOLVED));

  private static final Map<String, Annotator> ANNOTATORS =
      Map.of(
          "human", Annotator.HUMAN,
          "llm", Annotator.LLM,
          "llm_judge", Annotator.LLM,
          "code", Annotator.CODE,
          "deterministic", Annotator.CODE);

  // The singular names the scope's attributes: evaluations.0.evaluation.name.
  private static final List<Family> FAMILIES =
      List.of(
          new Family("evaluations", "evaluation", false, false),
          new Family("annotations", "annotation", false, false),
          new Family("trace.evaluations", "evaluation", true, false),
          new Family("trace.annotations", "annotation", true, false),
          new Family("session.evaluations", "evaluation", false, true),
          new Family("session.annotations", "annotation", false, true));

  private static final int LONGEST_WORD = 1024;

  /** Copies the lists. */
  public Opinions {
    scores = List.copyOf(scores);
    signals = List.copyOf(signals);
  }

  /** Whether a log record of this name may carry an opinion. */
  public static boolean carriedBy(String eventName) {
    return eventName.equals(EventReader.SCORE) || eventName.equals(SIGNAL);
  }

  /** What a log record says; nothing if it names no subject or no evaluation. */
  public static Opinions of(LogEntry entry) {
    List<ExternalScore> scores = new ArrayList<>();
    List<Signal> signals = new ArrayList<>();
    Subject subject = subject(entry.attributes(), entry.traceId(), entry.spanId());
    if (subject != null) {
      String at = String.valueOf(entry.spanId());
      if (entry.eventName().equals(EventReader.SCORE)) {
        read(entry.attributes(), subject, entry.timeNanos(), at, scores, signals);
      } else if (entry.eventName().equals(SIGNAL)) {
        signal(entry.attributes(), subject, entry.timeNanos(), at, signals);
      }
    }
    return new Opinions(scores, signals);
  }

  private static @Nullable Subject subject(
      Attributes attributes, @Nullable String traceId, @Nullable String spanId) {
    String interaction = text(attributes, "assay.interaction.id");
    String response = text(attributes, "gen_ai.response.id");
    String conversation = text(attributes, "gen_ai.conversation.id");
    if (conversation == null) {
      conversation = text(attributes, "session.id");
    }
    boolean any =
        interaction != null || traceId != null || response != null || conversation != null;
    return any ? new Subject(interaction, traceId, spanId, response, conversation) : null;
  }

  static void read(
      Attributes attributes,
      Subject subject,
      long timeNanos,
      String at,
      List<ExternalScore> scores,
      List<Signal> signals) {
    String evaluator =
        text(attributes, "gen_ai.evaluation.evaluator.id")
            + "@"
            + text(attributes, "gen_ai.evaluation.evaluator.version");
    add(
        new Raw(
            text(attributes, "gen_ai.evaluation.name"),
            Usable.number(attributes.get("gen_ai.evaluation.score.value")),
            text(attributes, "gen_ai.evaluation.score.label"),
            attributes.text("gen_ai.evaluation.explanation"),
            text(attributes, "gen_ai.evaluation.evaluator.type"),
            evaluator,
            text(attributes, "error.type")),
        subject,
        timeNanos,
        at,
        scores,
        signals);
  }

  static void signal(
      Attributes attributes, Subject subject, long timeNanos, String at, List<Signal> signals) {
    String kind = text(attributes, "assay.signal.kind");
    Signal.Kind known = kind == null ? null : LABELS.get(kind.toLowerCase(Locale.ROOT));
    if (known != null) {
      String comment = attributes.text("assay.signal.comment");
      String id = id(subject, timeNanos, at, known.name(), comment);
      signals.add(new Signal(id, known, subject, time(timeNanos), "user", comment));
    }
  }

  /**
   * Reads OpenInference's annotations; on an evaluator's own span they are about the one linked.
   */
  static void annotations(SpanRecord span, List<ExternalScore> scores, List<Signal> signals) {
    boolean any = false;
    for (Map.Entry<String, @Nullable Object> entry : span.attributes().values().entrySet()) {
      any |= entry.getKey().contains(".evaluation.") || entry.getKey().contains(".annotation.");
    }
    if (any) {
      FAMILIES.forEach(family -> family.read(span, scores, signals));
    }
  }

  private static void add(
      Raw raw,
      Subject subject,
      long timeNanos,
      String at,
      List<ExternalScore> scores,
      List<Signal> signals) {
    String name = raw.name;
    boolean empty =
        raw.value == null && raw.label == null && raw.explanation == null && raw.error == null;
    if (name == null || empty) {
      return;
    }
    String words = raw.name + "/" + raw.evaluator + "/" + raw.value + "/" + raw.label;
    String id = id(subject, timeNanos, at, words, raw.error);
    Signal.Kind thumb = raw.thumb();
    if (thumb != null) {
      signals.add(new Signal(id, thumb, subject, time(timeNanos), "user", raw.explanation));
      return;
    }
    String type = raw.annotator == null ? "" : raw.annotator.toLowerCase(Locale.ROOT);
    Annotator annotator = ANNOTATORS.getOrDefault(type, Annotator.UNKNOWN);
    // An evaluation that failed has no score, whatever else it says.
    boolean failed = raw.error != null;
    scores.add(
        new ExternalScore(
            id,
            name,
            subject,
            annotator,
            failed ? null : raw.value,
            failed ? null : raw.label,
            raw.explanation,
            raw.error,
            time(timeNanos)));
  }

  private static String id(
      Subject subject, long timeNanos, String at, String words, @Nullable String more) {
    ObjectNode id = Json.object();
    id.put("subject", subject.toString()).put("time", timeNanos).put("at", at);
    id.put("words", words).put("more", String.valueOf(more));
    String hash = ContentHash.of(id);
    return hash.substring(hash.length() - 32);
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  private static @Nullable String text(Attributes attributes, String key) {
    Object value = attributes.get(key);
    return value == null ? null : Usable.text(value, LONGEST_WORD);
  }

  /** An evaluation as sent. */
  private record Raw(
      @Nullable String name,
      @Nullable Double value,
      @Nullable String label,
      @Nullable String explanation,
      @Nullable String annotator,
      String evaluator,
      @Nullable String error) {

    // A person's yes or no. Other numbers, such as stars, are scores in a scale of their own.
    Signal.@Nullable Kind thumb() {
      boolean person = annotator == null || annotator.equalsIgnoreCase("human");
      boolean feedback = name != null && FEEDBACK.contains(name.toLowerCase(Locale.ROOT));
      if (!person || !feedback || error != null) {
        return null;
      }
      Signal.Kind labelled = label == null ? null : LABELS.get(label.toLowerCase(Locale.ROOT));
      if (labelled != null || value == null) {
        return labelled;
      }
      if (value == 1) {
        return Signal.Kind.THUMBS_UP;
      }
      return value == 0 || value == -1 ? Signal.Kind.THUMBS_DOWN : null;
    }
  }

  /** Flattened attributes such as {@code trace.evaluations.0.evaluation.name}. */
  private record Family(String prefix, String inner, boolean trace, boolean session) {

    void read(SpanRecord span, List<ExternalScore> scores, List<Signal> signals) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Map.Entry<String, @Nullable Object> entry : span.attributes().values().entrySet()) {
        IndexedKey key = IndexedKey.of(entry.getKey());
        if (key != null && key.prefix().equals(prefix) && entry.getValue() != null) {
          values.put(key.index() + "." + key.rest(), entry.getValue());
        }
      }
      Subject subject = values.isEmpty() ? null : about(span);
      if (subject == null) {
        return;
      }
      int index = 0;
      for (JsonNode item : Trees.unflattened(values)) {
        String at = span.spanId() + "/" + prefix + "/" + index++;
        add(raw(Parts.unwrapped(item, inner)), subject, span.endNanos(), at, scores, signals);
      }
    }

    private @Nullable Subject about(SpanRecord span) {
      if (session) {
        String conversation = text(span.attributes(), "session.id");
        return conversation == null ? null : Subject.ofConversation(conversation);
      }
      SpanRecord.Link link = span.links().isEmpty() ? null : span.links().get(0);
      String traceId = link == null ? span.traceId() : link.traceId();
      String spanId = link == null ? span.spanId() : link.spanId();
      return Subject.ofTrace(traceId, trace ? null : spanId);
    }

    private static Raw raw(JsonNode item) {
      JsonNode score = item.get("score");
      Object value =
          score == null || score.isString()
              ? score == null ? null : score.stringValue()
              : (Object) score.asDouble(Double.NaN);
      JsonNode why = item.get("explanation");
      return new Raw(
          Parts.string(item, "name"),
          Usable.number(value),
          Parts.string(item, "label"),
          why != null && why.isString() ? why.stringValue() : null,
          Parts.string(item, "annotator_kind"),
          String.valueOf(Parts.string(item, "identifier")),
          null);
    }
  }
}
