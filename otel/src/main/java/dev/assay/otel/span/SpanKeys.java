package dev.assay.otel.span;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What attributes of every dialect are for, by their keys: which ones say how an operation went,
 * which ones who used it, and which ones what was said.
 *
 * <p>Only what is known to be operational is called so; whatever is not known may be content.
 *
 * @since 0.1
 */
public final class SpanKeys {

  /** The word that instrumentations leave in the place of content that was hidden. */
  public static final String HIDDEN = Usable.HIDDEN;

  /**
   * A key whose value {@link #HIDDEN} says that content was taken out, where it stands nowhere
   * else.
   */
  public static final String MARKER = "assay.content";

  private static final Map<String, Use> USES = new HashMap<>();

  // Beginnings of keys under which nothing but the circumstances of an operation is said.
  private static final List<String> OPERATIONAL =
      List.of(
          "gen_ai.request.",
          "gen_ai.usage.",
          "gen_ai.response.",
          "gen_ai.evaluation.score.",
          "gen_ai.evaluation.evaluator.",
          "gen_ai.server.",
          "gen_ai.client.",
          "llm.token_count.",
          "llm.cost.",
          "llm.usage.",
          "ai.usage.",
          "service.",
          "telemetry.",
          "deployment.",
          "k8s.",
          "cloud.",
          "container.",
          "os.",
          "rpc.",
          "process.runtime.");

  private static final List<String> LABELS =
      List.of(
          "traceloop.association.properties.",
          "langfuse.trace.metadata.",
          "langfuse.observation.metadata.",
          "ai.telemetry.metadata.");

  private static final List<String> OPINIONS = List.of("evaluations", "annotations");

  static {
    for (Field field : Field.values()) {
      Use use = use(field);
      for (String source : field.sources()) {
        String key = source.endsWith(".{i}") ? source.substring(0, source.length() - 4) : source;
        if (!source.startsWith("@")) {
          // What may be content in one span is content.
          USES.merge(key, use, (one, other) -> one == Use.CONTENT ? one : other);
        }
      }
    }
    for (String key :
        List.of(
            "langfuse.observation.type",
            "openinference.span.kind",
            "gen_ai.operation.name",
            "llm.request.type",
            "traceloop.span.kind",
            "spring.ai.kind",
            "spring.ai.model.request.tool.names",
            "db.operation.name",
            "db.system",
            "db.system.name",
            "gen_ai.retrieval.top_k",
            "gen_ai.tool.type",
            "gen_ai.agent.id",
            "gen_ai.data_source.id",
            "gen_ai.output.type",
            "gen_ai.evaluation.name",
            "assay.signal.kind",
            "assay.interaction.id",
            "exception.type",
            "exception.escaped",
            "event.name",
            "http.response.status_code",
            "http.status_code",
            MARKER)) {
      USES.put(key, Use.OPERATION);
    }
  }

  private SpanKeys() {}

  /** What an attribute is for. */
  public enum Use {
    /** Ids, names, numbers and words that say what an operation was and how it went. */
    OPERATION,
    /** Who used the application. */
    USER,
    /** Free labels of the application's own, by which traffic may be sliced. */
    LABEL,
    /** A JSON object of labels, which may name the user and the feature. */
    METADATA,
    /** What was said, found, called with, or answered; and whatever else may hold it. */
    CONTENT
  }

  private static Use use(Field field) {
    return switch (field) {
      case USER -> Use.USER;
      case TAGS, PROMPT_TEMPLATE -> Use.LABEL;
      case METADATA, LANGFUSE_PROMPT -> Use.METADATA;
      case USAGE_DETAILS, COST_DETAILS -> Use.OPERATION;
      case LEVEL_MESSAGE -> Use.CONTENT;
      default -> field.usable() == Usable.CONTENT ? Use.CONTENT : Use.OPERATION;
    };
  }

  /** What the attribute {@code key} of a span, event, log record or resource is for. */
  public static Use use(String key) {
    Use known = USES.get(key);
    if (known != null) {
      return known;
    }
    if (startsWithOneOf(key, OPERATIONAL)) {
      return Use.OPERATION;
    }
    if (startsWithOneOf(key, LABELS)) {
      return Use.LABEL;
    }
    IndexedKey indexed = IndexedKey.of(key);
    boolean opinion = indexed != null && OPINIONS.contains(lastWord(indexed.prefix()));
    return opinion && !key.endsWith("explanation") ? Use.LABEL : Use.CONTENT;
  }

  /** Whether a key by its mere presence says what a span is, so that its value alone may go. */
  public static boolean tellsKind(String key) {
    return key.equals("gen_ai.retrieval.query.text") || key.equals("gen_ai.retrieval.documents");
  }

  /** The application that sent a record, if it says so. */
  public static @Nullable String app(Origin origin) {
    return text(origin.resource(), "service.name");
  }

  /** The environment that a record comes from, if it says so. */
  public static @Nullable String environment(Origin origin, Attributes attributes) {
    for (String key : Field.ENVIRONMENT.sources()) {
      String own = text(attributes, key);
      String text = own == null ? text(origin.resource(), key) : own;
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The feature that a record itself names; often only one span of a trace does. */
  public static @Nullable String feature(Attributes attributes) {
    for (String key : Field.FEATURE.sources()) {
      String text = text(attributes, key);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable String text(Attributes attributes, String key) {
    Object value = attributes.get(key);
    return value == null ? null : Usable.text(value, 256);
  }

  private static boolean startsWithOneOf(String key, List<String> beginnings) {
    for (String beginning : beginnings) {
      if (key.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  private static String lastWord(String prefix) {
    return prefix.substring(prefix.lastIndexOf('.') + 1);
  }
}
