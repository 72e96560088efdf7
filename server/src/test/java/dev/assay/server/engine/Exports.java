package dev.assay.server.engine;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** OTLP exports in JSON, as a test needs them. */
final class Exports {

  private Exports() {}

  /** An export of these spans. */
  static String of(List<String> spans) {
    return "{\"resourceSpans\":[{\"resource\":{\"attributes\":["
        + attribute("service.name", "shop")
        + "]},\"scopeSpans\":[{\"spans\":["
        + String.join(",", spans)
        + "]}]}]}";
  }

  /** So many traces of one call each, numbered from {@code first}. */
  static String calls(int first, int many, Instant end) {
    return of(
        IntStream.range(first, first + many)
            .mapToObj(i -> call(i, "conv-" + i, "Where is order " + i + "?", "On its way.", end))
            .collect(Collectors.toList()));
  }

  /** A trace of one call. */
  static String call(int i, String conversation, String question, String answer, Instant end) {
    long nanos = end.toEpochMilli() * 1_000_000;
    return """
    {"traceId":"%s","spanId":"%016x","name":"chat","kind":3,
     "startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[%s]}\
    """
        .formatted(
            trace(i),
            i + 1,
            nanos - 250_000_000,
            nanos,
            String.join(
                ",",
                attribute("gen_ai.operation.name", "chat"),
                attribute("gen_ai.request.model", "m"),
                attribute("gen_ai.conversation.id", conversation),
                attribute("app.feature", i % 2 == 0 ? "orders" : "refunds"),
                attribute("gen_ai.input.messages", message("user", question)),
                attribute("gen_ai.output.messages", message("assistant", answer)),
                "{\"key\":\"gen_ai.usage.input_tokens\",\"value\":{\"intValue\":\"" + i + "\"}}"));
  }

  static String trace(int i) {
    return String.format("%032x", i + 1);
  }

  private static String message(String role, String text) {
    return "[{\\\"role\\\":\\\"%s\\\",\\\"parts\\\":[{\\\"type\\\":\\\"text\\\",\\\"content\\\":\\\"%s\\\"}]}]"
        .formatted(role, text);
  }

  private static String attribute(String key, String value) {
    return "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value);
  }
}
