package dev.assay.otel.span;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.Signal;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a span of any dialect, field by field, each from the first of its sources that says
 * something.
 *
 * <p>Reads in one pass over the attributes, without parsing content; a few microseconds a span.
 * Never fails on what it reads. Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class SpanReader {

  // As much as the decoder lets through, which cuts so that JSON stays JSON.
  private static final int LONGEST_CONTENT = 1 << 20;
  private static final String ASSOCIATION = "traceloop.association.properties.";

  private static final SpanReader DEFAULT = new SpanReader(Set.of(), LONGEST_CONTENT);

  private final Set<String> tagKeys;
  private final int longestContent;

  private SpanReader(Set<String> tagKeys, int longestContent) {
    this.tagKeys = Set.copyOf(tagKeys);
    this.longestContent = longestContent;
  }

  /** Takes no metadata as tags, and cuts content at 1,048,576 characters. */
  public static SpanReader withDefaults() {
    return DEFAULT;
  }

  /** Takes these entries of {@code metadata} and of Traceloop's association properties as tags. */
  public SpanReader withTagKeys(Set<String> keys) {
    return new SpanReader(keys, longestContent);
  }

  /** Cuts each attribute's content at so many characters. */
  public SpanReader withLongestContent(int characters) {
    if (characters < 1) {
      throw new IllegalArgumentException(
          "longestContent: " + characters + " (expected: 1 or more)");
    }
    return new SpanReader(tagKeys, characters);
  }

  /** Reads a span by itself. */
  public GenAiSpan read(SpanRecord span) {
    Attributes attributes = span.attributes();
    String scope = span.origin().scope();
    Bag bag = new Bag(scope, longestContent);
    bag.putAll(attributes, 0);
    EventReader events = new EventReader(bag);
    events.read(span);
    List<ExternalScore> scores = new ArrayList<>(events.scores());
    List<Signal> signals = new ArrayList<>(events.signals());
    Opinions.annotations(span, scores, signals);
    return new Reading(span, KindRules.kind(attributes, bag), bag, events).span(scores, signals);
  }

  /** Reads a span together with the log records that belong to it, in order of time. */
  public GenAiSpan read(SpanRecord span, List<LogEntry> logs) {
    return join(read(span), logs);
  }

  /** Whether a log record belongs to a span and says something of it that {@link #join} reads. */
  public static boolean carries(LogEntry log) {
    String name = log.eventName();
    return (name.startsWith("gen_ai.") && !name.equals(EventReader.SCORE))
        || EventReader.EXCEPTIONS.contains(name)
        || SpringLog.carriedBy(log.origin().scope());
  }

  /**
   * Adds to a span what its log records say: content where theirs goes before the span's own, and
   * other fields where the span left them open.
   *
   * @param span read before
   * @param logs of this span, in order of time
   */
  public GenAiSpan join(GenAiSpan span, List<LogEntry> logs) {
    if (logs.isEmpty()) {
      return span;
    }
    Bag bag = new Bag(span.scope(), longestContent);
    EventReader events = new EventReader(bag);
    Attributes details = Attributes.NONE;
    for (LogEntry log : logs) {
      if (log.eventName().equals(EventReader.DETAILS)) {
        details = log.attributes();
      }
      if (!SpringLog.offer(log, bag)) {
        events.take(log.eventName(), log.attributes(), log.body(), log.timeNanos(), 2);
      }
    }
    events.offerLists(2);
    SpanRecord said = asSpan(span, logs.get(0), details);
    GenAiKind kind = span.kind() == GenAiKind.OTHER ? KindRules.kind(details, bag) : span.kind();
    return span.or(new Reading(said, kind, bag, events).span(List.of(), List.of()));
  }

  private static SpanRecord asSpan(GenAiSpan span, LogEntry log, Attributes attributes) {
    return new SpanRecord(
        log.origin(),
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.name(),
        span.protocolKind(),
        span.startNanos(),
        span.endNanos(),
        0,
        "",
        attributes,
        List.of(),
        List.of(),
        0);
  }

  /** One span being read. */
  private final class Reading {

    private final SpanRecord span;
    private final GenAiKind kind;
    private final Attributes attributes;
    private final Bag bag;
    private final EventReader events;
    private final @Nullable JsonNode metadata;

    Reading(SpanRecord span, GenAiKind kind, Bag bag, EventReader events) {
      this.span = span;
      this.kind = kind;
      this.attributes = span.attributes();
      this.bag = bag;
      this.events = events;
      Object value = bag.value(Field.METADATA);
      this.metadata = value == null ? null : Trees.read(value);
    }

    GenAiSpan span(List<ExternalScore> scores, List<Signal> signals) {
      Contents contents = Contents.of(kind, bag);
      String provider = provider();
      Double ttft = ttft();
      boolean dropped = attributes.incomplete() || span.dropped() > 0 || events.dropped();
      return new GenAiSpan(
          span.traceId(),
          span.spanId(),
          span.parentSpanId(),
          span.name(),
          span.kind(),
          span.startNanos(),
          span.endNanos(),
          span.origin().scope(),
          resource("service.name"),
          kind,
          bag.text(Field.OPERATION),
          provider,
          bag.text(Field.FRAMEWORK),
          bag.text(Field.REQUEST_MODEL),
          responseModel(),
          bag.text(Field.RESPONSE_ID),
          contents.input(),
          contents.output(),
          contents.documents(),
          bag.text(Field.TOOL_NAME),
          bag.text(Field.TOOL_CALL_ID),
          TokenRules.tokens(bag, provider, springAi()),
          TokenRules.cost(bag),
          ttft,
          streaming(ttft),
          bag.words(Field.FINISH_REASONS),
          error(),
          PromptRules.prompt(bag, attributes),
          bag.text(Field.CONVERSATION),
          or(bag.text(Field.USER), fromMetadata("user_id")),
          environment(),
          or(bag.text(Field.RELEASE), release()),
          or(bag.text(Field.FEATURE), fromMetadata("feature")),
          route(),
          tags(),
          scores,
          signals,
          bag.hidden(),
          dropped || bag.hidden() || bag.cut());
    }

    private @Nullable String provider() {
      String provider = bag.text(Field.PROVIDER);
      if (provider == null && kind != GenAiKind.LLM) {
        return bag.text(Field.FRAMEWORK);
      }
      return provider == null ? null : Folds.provider(provider);
    }

    private @Nullable String responseModel() {
      String model = bag.text(Field.RESPONSE_MODEL);
      boolean either = kind == GenAiKind.LLM || !bag.has(Field.REQUEST_MODEL_DECLARED);
      return model != null || !either ? model : bag.text(Field.EITHER_MODEL);
    }

    private boolean springAi() {
      return span.origin().scope().equals("org.springframework.boot")
          || attributes.get("spring.ai.kind") != null
          || attributes.get("spring.ai.model.request.tool.names") != null;
    }

    private @Nullable Double ttft() {
      Double seconds = bag.amount(Field.TTFT_SECONDS);
      if (seconds != null) {
        return seconds * 1000;
      }
      if (bag.has(Field.TTFT_MILLIS)) {
        return bag.amount(Field.TTFT_MILLIS);
      }
      Double since = sinceStart(completionStart());
      since = since != null ? since : sinceStart(events.firstTokenNanos());
      return since != null ? since : bag.amount(Field.TTFT_SERVER);
    }

    private @Nullable Double sinceStart(@Nullable Long nanos) {
      return nanos == null || nanos < span.startNanos()
          ? null
          : (Double) ((nanos - span.startNanos()) / 1e6);
    }

    // Some senders quote the quoted time once more.
    private @Nullable Long completionStart() {
      String text = bag.text(Field.COMPLETION_START);
      if (text == null) {
        return null;
      }
      try {
        Instant time = Instant.parse(text.replace("\"", "").replace("\\", "").strip());
        return Math.addExact(
            Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
      } catch (DateTimeException | ArithmeticException e) {
        return null;
      }
    }

    private @Nullable Boolean streaming(@Nullable Double ttft) {
      Boolean said = bag.flag(Field.STREAMING);
      if (said != null) {
        return said;
      }
      String operation = attributes.text("ai.operationId");
      boolean stream =
          operation != null && (operation.contains("stream") || operation.contains("Stream"));
      return (stream || ttft != null) ? Boolean.TRUE : null;
    }

    private @Nullable SpanError error() {
      String type = bag.text(Field.ERROR_TYPE);
      // A span that says it went well handled what it recorded.
      Attributes exception = span.status() == 1 ? null : events.exception();
      if (type == null && exception != null) {
        type = or(exception.text("exception.type"), SpanError.OTHER);
      }
      boolean failed =
          span.status() == 2
              || "ERROR".equals(bag.text(Field.OUTCOME))
              || "ERROR".equals(bag.text(Field.LEVEL));
      if (type == null && !failed) {
        return null;
      }
      String message = span.statusMessage().isBlank() ? null : span.statusMessage();
      message = or(message, exception == null ? null : exception.text("exception.message"));
      message = or(message, bag.text(Field.LEVEL_MESSAGE));
      return new SpanError(type == null ? SpanError.OTHER : type, message);
    }

    private @Nullable String environment() {
      for (String key : Field.ENVIRONMENT.sources()) {
        Object own = attributes.get(key);
        String text = own == null ? null : Usable.text(own, 256);
        text = or(text, resource(key));
        if (text != null) {
          return text;
        }
      }
      return null;
    }

    private @Nullable String release() {
      String release = or(resource("langfuse.release"), resource("service.version"));
      return or(release, or(bag.text(Field.RELEASE_LAST), resource("langfuse.version")));
    }

    private @Nullable String route() {
      String route = bag.text(Field.ROUTE);
      String method = bag.text(Field.METHOD);
      return route == null || method == null ? route : method + " " + route;
    }

    private List<String> tags() {
      List<String> sent = bag.words(Field.TAGS);
      if (tagKeys.isEmpty()) {
        return sent;
      }
      Set<String> tags = new LinkedHashSet<>(sent);
      for (String key : tagKeys.stream().sorted().toList()) {
        String value = fromMetadata(key);
        Object association = attributes.get(ASSOCIATION + key);
        value = or(value, association == null ? null : Usable.text(association, 256));
        if (value != null) {
          tags.add(key + ":" + value);
        }
      }
      return List.copyOf(tags);
    }

    private @Nullable String fromMetadata(String name) {
      return metadata == null || !metadata.isObject() ? null : Parts.string(metadata, name);
    }

    private @Nullable String resource(String key) {
      Object value = span.origin().resource().get(key);
      return value == null ? null : Usable.text(value, 256);
    }
  }

  /** What went in, came out and was found, from the fields that a kind of span has. */
  private record Contents(
      @Nullable Content input, @Nullable Content output, @Nullable Content documents) {

    private static final Map<GenAiKind, Field> INPUTS =
        Map.of(
            GenAiKind.LLM, Field.MODEL_INPUT,
            GenAiKind.RETRIEVER, Field.RETRIEVER_INPUT,
            GenAiKind.RERANKER, Field.RETRIEVER_INPUT,
            GenAiKind.TOOL, Field.TOOL_INPUT);

    private static final Map<GenAiKind, Field> OUTPUTS =
        Map.of(GenAiKind.LLM, Field.MODEL_OUTPUT, GenAiKind.TOOL, Field.TOOL_OUTPUT);

    static Contents of(GenAiKind kind, Bag bag) {
      vercel(bag);
      Content input = bag.content(INPUTS.getOrDefault(kind, Field.FRAME_INPUT));
      Content output = bag.content(OUTPUTS.getOrDefault(kind, Field.FRAME_OUTPUT));
      Content documents = bag.content(Field.DOCUMENTS);
      if (kind == GenAiKind.RETRIEVER || kind == GenAiKind.RERANKER) {
        documents = documents != null ? documents : bag.content(Field.RETRIEVER_OUTPUT);
        output = null;
      }
      boolean call = kind == GenAiKind.LLM || kind.frames();
      if (input != null && call) {
        input = input.withSystem(bag.value(Field.SYSTEM));
      }
      return new Contents(input, output, documents);
    }

    private static void vercel(Bag bag) {
      Object text = bag.value(Field.VERCEL_TEXT);
      Object calls = bag.value(Field.VERCEL_TOOL_CALLS);
      Object object = bag.value(Field.VERCEL_OBJECT);
      Object said = text != null ? text : calls == null ? object : null;
      if (said == null && calls == null) {
        return;
      }
      Map<String, @Nullable Object> message = new LinkedHashMap<>();
      message.put("role", "assistant");
      message.put("content", said);
      message.put("toolCalls", calls);
      bag.offer(Field.MODEL_OUTPUT, Field.Keys.VERCEL_ANSWER, message, 0);
      bag.offer(Field.FRAME_OUTPUT, Field.Keys.VERCEL_ANSWER, message, 0);
    }
  }

  private static @Nullable String or(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }
}
