package dev.assay.benchmarks.otlp;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Made-up spans of chats, as OpenTelemetry's conventions have them, of some 1.2 KB in protobuf. */
final class ChatSpans {

  private static final long START = 1_788_000_000_000_000_000L;
  private static final int QUESTION_WORDS = 20;
  private static final int ANSWER_WORDS = 60;

  private ChatSpans() {}

  static List<SpanRecord> draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Origin origin =
        new Origin(
            Attributes.of(
                "service.name", "support-bot",
                "service.version", "1.4.2",
                "deployment.environment.name", "production"),
            "my.genai.instrumentation",
            "0.1.0",
            "https://opentelemetry.io/schemas/1.41.0");
    List<SpanRecord> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spans.add(span(origin, random));
    }
    return spans;
  }

  private static SpanRecord span(Origin origin, SplittableRandom random) {
    long start = START + random.nextLong(1_000_000_000L);
    return new SpanRecord(
        origin,
        hex(random) + hex(random),
        hex(random),
        hex(random),
        "chat gpt-4o",
        3,
        start,
        start + random.nextLong(3_000_000_000L),
        0,
        "",
        new Attributes(attributes(random), 0),
        List.of(),
        List.of(),
        0);
  }

  private static Map<String, @Nullable Object> attributes(SplittableRandom random) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("gen_ai.operation.name", "chat");
    values.put("gen_ai.provider.name", "openai");
    values.put("gen_ai.request.model", "gpt-4o");
    values.put("gen_ai.response.model", "gpt-4o-2024-08-06");
    values.put("gen_ai.response.id", "chatcmpl-" + hex(random));
    values.put("gen_ai.request.temperature", 0.2);
    values.put("gen_ai.request.stream", true);
    values.put("gen_ai.response.finish_reasons", List.of("stop"));
    values.put("gen_ai.response.time_to_first_chunk", random.nextDouble());
    values.put("gen_ai.usage.input_tokens", random.nextLong(2_000));
    values.put("gen_ai.usage.output_tokens", random.nextLong(500));
    values.put("gen_ai.conversation.id", "conv-" + random.nextInt(10_000));
    values.put("gen_ai.prompt.name", "refund-answer");
    values.put("gen_ai.prompt.version", "7");
    values.put("user.id", "u-" + random.nextInt(10_000));
    values.put("gen_ai.input.messages", message("user", words(random, QUESTION_WORDS)));
    values.put("gen_ai.output.messages", message("assistant", words(random, ANSWER_WORDS)));
    return values;
  }

  private static String message(String role, String text) {
    return "[{\"role\":\""
        + role
        + "\",\"parts\":[{\"type\":\"text\",\"content\":\""
        + text
        + "\"}]}]";
  }

  private static String words(SplittableRandom random, int count) {
    return random
        .ints(count, 0, 1 << 20)
        .mapToObj(word -> Integer.toString(word + 36, 36))
        .collect(Collectors.joining(" "));
  }

  private static String hex(SplittableRandom random) {
    return String.format(Locale.ROOT, "%016x", random.nextLong() | 1);
  }
}
