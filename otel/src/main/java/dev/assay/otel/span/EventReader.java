package dev.assay.otel.span;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.SpanRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a span's events say: content, errors, the first token, scores. */
final class EventReader {

  /** An event or log record with the attributes of the whole operation. */
  static final String DETAILS = "gen_ai.client.inference.operation.details";

  /** An event or log record with a score. */
  static final String SCORE = "gen_ai.evaluation.result";

  /** A choice of the model. */
  static final String CHOICE = "gen_ai.choice";

  /** An event or log record that stands for an error. */
  static final Set<String> EXCEPTIONS = Set.of("exception", "gen_ai.client.operation.exception");

  private static final Set<String> MESSAGES =
      Set.of(
          "gen_ai.system.message",
          "gen_ai.user.message",
          "gen_ai.assistant.message",
          "gen_ai.tool.message");

  private static final Set<String> FIRST_TOKENS =
      Set.of(
          "First Token Stream Event",
          "ai.stream.firstChunk",
          "gen_ai.content.completion.chunk",
          "llm.content.completion.chunk");

  private static final int MOST = 10_000;

  private final Bag bag;
  private final List<Object> messages = new ArrayList<>();
  private final List<Object> choices = new ArrayList<>();
  private final List<Object> documents = new ArrayList<>();
  private final List<ExternalScore> scores = new ArrayList<>();
  private final List<Signal> signals = new ArrayList<>();
  private boolean dropped;
  private @Nullable Attributes exception;
  private @Nullable Long firstTokenNanos;

  EventReader(Bag bag) {
    this.bag = bag;
  }

  /** Reads a span's events into the bag. */
  void read(SpanRecord span) {
    int read = 0;
    for (SpanRecord.Event event : span.events()) {
      if (++read > MOST) {
        break;
      }
      Attributes attributes = event.attributes();
      String name = event.name();
      if (name.equals(SCORE)) {
        Subject subject = Subject.ofTrace(span.traceId(), span.spanId());
        String at = span.spanId() + "/" + read;
        Opinions.read(attributes, subject, event.timeNanos(), at, scores, signals);
      } else {
        take(name, attributes, attributes.values(), event.timeNanos(), 1);
      }
    }
    offerLists(1);
  }

  /** Takes one event or log record. */
  void take(
      String name, Attributes attributes, @Nullable Object body, long timeNanos, int carrier) {
    dropped |= attributes.incomplete();
    if (FIRST_TOKENS.contains(name)) {
      firstTokenNanos = firstTokenNanos == null ? timeNanos : Math.min(firstTokenNanos, timeNanos);
      bag.putAll(attributes, carrier);
    } else if (EXCEPTIONS.contains(name)) {
      exception = exception == null ? attributes : exception;
    } else if (name.startsWith("gen_ai.")) {
      content(name, attributes, body, carrier);
    } else if (name.equals("db.query.result")) {
      documents.add(entry(name, attributes.values()));
    } else if (name.equals("db.vector.content.query.response")) {
      Object found = List.of(entry(name, attributes.values()));
      bag.offer(Field.DOCUMENTS, Field.Keys.RESPONSE_EVENT, found, carrier);
    }
  }

  private void content(String name, Attributes attributes, @Nullable Object body, int carrier) {
    switch (name) {
      case DETAILS -> bag.putAll(attributes, carrier);
      case CHOICE -> {
        if (says(body)) {
          choices.add(entry(name, body));
        }
      }
      case "gen_ai.content.prompt" ->
          offer(
              Field.MODEL_INPUT, Field.Keys.PROMPT_EVENT, attributes.get("gen_ai.prompt"), carrier);
      case "gen_ai.content.completion" ->
          offer(
              Field.MODEL_OUTPUT,
              Field.Keys.COMPLETION_EVENT,
              attributes.get("gen_ai.completion"),
              carrier);
      default -> {
        if (MESSAGES.contains(name) && says(body)) {
          messages.add(entry(name, body));
        }
      }
    }
  }

  private void offer(Field field, String source, @Nullable Object value, int carrier) {
    if (value != null) {
      bag.offer(field, source, value, carrier);
    }
  }

  /** Offers what was collected over several events or records. */
  void offerLists(int carrier) {
    if (!messages.isEmpty()) {
      bag.offer(Field.MODEL_INPUT, Field.Keys.MESSAGE_EVENTS, messages, carrier);
    }
    if (!choices.isEmpty()) {
      choices.sort((a, b) -> Long.compare(index(a), index(b)));
      bag.offer(Field.MODEL_OUTPUT, Field.Keys.CHOICE_EVENTS, choices, carrier);
    }
    if (!documents.isEmpty()) {
      bag.offer(Field.DOCUMENTS, Field.Keys.RESULT_EVENTS, documents, carrier);
    }
  }

  // With content switched off the records come all the same, without it: they are no messages.
  private static boolean says(@Nullable Object body) {
    if (body instanceof String text) {
      return !text.isBlank();
    }
    if (!(body instanceof Map<?, ?> map)) {
      return false;
    }
    boolean here =
        said(map.get("content")) || said(map.get("tool_calls")) || said(map.get("toolCalls"));
    Object message = map.get("message");
    return here || (message != null && (message instanceof String || says(message)));
  }

  private static boolean said(@Nullable Object value) {
    if (value instanceof String text) {
      return !text.isBlank();
    }
    return value instanceof List<?> list ? !list.isEmpty() : value != null;
  }

  private static long index(Object choice) {
    Object body = choice instanceof Map<?, ?> entry ? entry.get("body") : null;
    Object index = body instanceof Map<?, ?> map ? map.get("index") : null;
    Double number = Usable.number(index);
    return number == null ? 0 : Math.round(number);
  }

  private static Map<String, @Nullable Object> entry(String name, @Nullable Object body) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put("body", body);
    return entry;
  }

  /** Whether something of an event or record was cut or left out on the way. */
  boolean dropped() {
    return dropped;
  }

  /** The first error recorded, if any. */
  @Nullable Attributes exception() {
    return exception;
  }

  /** When the first token came. */
  @Nullable Long firstTokenNanos() {
    return firstTokenNanos;
  }

  /** Scores found in events. */
  List<ExternalScore> scores() {
    return scores;
  }

  /** Users' deeds found in events. */
  List<Signal> signals() {
    return signals;
  }
}
