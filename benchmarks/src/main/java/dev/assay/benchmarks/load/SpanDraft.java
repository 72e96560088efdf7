package dev.assay.benchmarks.load;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws the spans of a batch, as OpenTelemetry's conventions have them, with markers for ids. */
final class SpanDraft {

  private static final int PII_EVERY = 100;
  private static final int ERROR_EVERY = 64;
  private static final List<String> FEATURES =
      List.of("refunds", "billing", "account", "product", "search");
  private static final List<String> MODELS = List.of("gpt-4o", "gpt-4o-mini");
  private static final String[] VOCABULARY =
      ("you can the a refund of plan is for days within month payment to account and your in we after"
              + " invoice page settings open choose members billing email on request with this any be"
              + " annual monthly limit workspace team business until end period how do does it take cancel"
              + " change card bank where find please owner admin will not have been paid back that")
          .split(" ");

  private final Shape shape;
  private final int spanBytes;
  private final SplittableRandom random;
  private final Origin origin =
      new Origin(
          Attributes.of(
              "service.name", "load-bot",
              "service.version", "1.4.2",
              "deployment.environment.name", "production"),
          "dev.assay.load",
          "0.1.0",
          "https://opentelemetry.io/schemas/1.41.0");

  SpanDraft(Shape shape, int spanBytes, long seed) {
    this.shape = shape;
    this.spanBytes = spanBytes;
    this.random = new SplittableRandom(seed);
  }

  /** The spans of {@code traces} traces, which begin within {@code micros}. */
  List<SpanRecord> traces(int traces, long micros) {
    List<SpanRecord> spans = new ArrayList<>();
    for (int trace = 0; trace < traces; trace++) {
      long start = random.nextLong(Math.max(1, micros));
      if (shape == Shape.CHAT) {
        spans.add(chat(trace, trace, null, start, true));
        continue;
      }
      int root = spans.size();
      spans.add(
          span(
              trace,
              root,
              null,
              "POST /ask",
              2,
              start,
              start + 2_500_000,
              0,
              rootAttributes(trace)));
      spans.add(
          span(
              trace, root + 1, root, "retrieval", 3, start + 1_000, start + 60_000, 0, passages()));
      spans.add(chat(trace, root + 2, root, start + 70_000, false));
    }
    return spans;
  }

  private SpanRecord chat(
      int trace, int index, @Nullable Integer parent, long start, boolean alone) {
    boolean failed = trace % ERROR_EVERY == ERROR_EVERY - 1;
    long end = start + 200_000 + random.nextLong(2_000_000);
    Map<String, @Nullable Object> values = chatAttributes(trace, index, alone, failed);
    String name = "chat " + values.get("gen_ai.request.model");
    SpanRecord empty = span(trace, index, parent, name, 3, start, end, failed ? 2 : 0, values);
    // Two bytes for the length of a longer text, as many for the span's own.
    int missing = spanBytes - spanLength(empty) - 4;
    values.put(
        failed ? "app.note" : "gen_ai.output.messages",
        message("assistant", text(Math.max(1, missing))));
    return span(trace, index, parent, name, 3, start, end, failed ? 2 : 0, values);
  }

  // What one span adds to a request that has one already.
  private static int spanLength(SpanRecord span) {
    return OtlpEncoder.traces(List.of(span, span), Encoding.PROTOBUF).length
        - OtlpEncoder.traces(List.of(span), Encoding.PROTOBUF).length;
  }

  private SpanRecord span(
      int trace,
      int index,
      @Nullable Integer parent,
      String name,
      int kind,
      long start,
      long end,
      int status,
      Map<String, @Nullable Object> values) {
    return new SpanRecord(
        origin,
        Markers.trace(trace),
        Markers.span(index),
        parent == null ? null : Markers.span(parent),
        name,
        kind,
        Markers.time(start),
        Markers.time(end),
        status,
        status == 2 ? "the model did not answer" : "",
        new Attributes(values, 0),
        List.of(),
        List.of(),
        0);
  }

  private static Map<String, @Nullable Object> rootAttributes(int trace) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("http.request.method", "POST");
    values.put("http.route", "/ask");
    values.put("http.response.status_code", 200L);
    values.put("gen_ai.conversation.id", "conv-" + Markers.conversation(trace));
    values.put("user.id", "u-" + Markers.user(trace));
    values.put("app.feature", feature(trace));
    return values;
  }

  private Map<String, @Nullable Object> passages() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("openinference.span.kind", "RETRIEVER");
    for (int i = 0; i < 3; i++) {
      String document = "retrieval.documents." + i + ".document.";
      values.put(document + "id", "page-" + random.nextInt(200));
      values.put(document + "content", text(300));
      values.put(document + "score", random.nextDouble());
    }
    return values;
  }

  private Map<String, @Nullable Object> chatAttributes(
      int trace, int index, boolean alone, boolean failed) {
    String model = MODELS.get(random.nextInt(MODELS.size()));
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("gen_ai.operation.name", "chat");
    values.put("gen_ai.provider.name", "openai");
    values.put("gen_ai.request.model", model);
    values.put("gen_ai.response.model", model + "-2024-08-06");
    values.put("gen_ai.response.id", "chatcmpl-" + Markers.span(index));
    values.put("gen_ai.request.temperature", 0.2);
    values.put("gen_ai.usage.input_tokens", 100 + random.nextLong(2_000));
    values.put("gen_ai.prompt.name", feature(trace) + "-answer");
    values.put("gen_ai.prompt.version", "7");
    if (alone) {
      values.put("gen_ai.conversation.id", "conv-" + Markers.conversation(trace));
      values.put("user.id", "u-" + Markers.user(trace));
      values.put("app.feature", feature(trace));
    }
    if (failed) {
      values.put("error.type", "timeout");
    } else {
      values.put("gen_ai.response.finish_reasons", List.of("stop"));
      values.put("gen_ai.response.time_to_first_chunk", 0.05 + random.nextDouble());
      values.put("gen_ai.usage.output_tokens", 20 + random.nextLong(400));
    }
    String question = "How do I " + text(110) + "?";
    if (trace % PII_EVERY == 0) {
      question += " Write to jane.doe" + trace + "@example.com or call +1 202 555 0143.";
    }
    values.put("gen_ai.input.messages", message("user", question));
    return values;
  }

  private static String feature(int trace) {
    return FEATURES.get(trace % FEATURES.size());
  }

  private static String message(String role, String text) {
    return "[{\"role\":\""
        + role
        + "\",\"parts\":[{\"type\":\"text\",\"content\":\""
        + text
        + "\"}]}]";
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder(length + 16);
    while (text.length() < length) {
      text.append(VOCABULARY[random.nextInt(VOCABULARY.length)]).append(' ');
    }
    text.setLength(length);
    text.setCharAt(length - 1, '.');
    return text.toString();
  }
}
