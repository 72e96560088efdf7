package dev.assay.otel.span;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.span.GenAiMessage.Part;
import dev.assay.otel.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every sample span gives what the mapping says it gives, and nothing besides. */
class SamplesTest {

  // The mapping's names for where content came from.
  private static final Map<String, String> SOURCES =
      Map.ofEntries(
          Map.entry("gen_ai.input.messages", "gen_ai.input.messages/span"),
          Map.entry("gen_ai.output.messages", "gen_ai.output.messages/span"),
          Map.entry("gen_ai.prompt.{i}", "gen_ai.prompt.N"),
          Map.entry("gen_ai.completion.{i}", "gen_ai.completion.N"),
          Map.entry("llm.input_messages.{i}", "llm.input_messages"),
          Map.entry("llm.output_messages.{i}", "llm.output_messages"),
          Map.entry("@gen_ai.*.message", "gen_ai.*.message"),
          Map.entry("@gen_ai.choice", "gen_ai.choice"),
          Map.entry("@ai.response", "ai.response.*"),
          Map.entry("gcp.vertex.agent.llm_request", "adk.llm_request"),
          Map.entry("gcp.vertex.agent.llm_response", "adk.llm_response"),
          Map.entry("@spring.prompt", "spring-log"),
          Map.entry("@spring.completion", "spring-log"));

  private static final Map<String, String> LOGS =
      Map.of(
          "04a-otel-java-agent-span", "04b-otel-java-agent-logs",
          "05a-spring-ai-spans", "05b-spring-ai-content-logs");

  // What the mapping's own prototype left out although its tables give it.
  private static final Set<String> NOT_LISTED = Set.of("operation", "cost", "streaming");

  static Stream<String> samples() {
    return Samples.json("samples-expected").propertyNames().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void read_sample_givesWhatTheMappingSays(String sample) {
    ArrayNode actual = Json.array();
    for (SpanRecord span : Samples.spans(sample)) {
      actual.add(described(SpanReader.withDefaults().read(span, logs(sample, span))));
    }
    JsonNode expected = Samples.json("samples-expected").get(sample);
    for (int i = 0; i < expected.size(); i++) {
      ObjectNode want = ((ObjectNode) expected.get(i)).deepCopy();
      ObjectNode got = (ObjectNode) actual.get(i);
      NOT_LISTED.stream().filter(name -> !want.has(name)).forEach(got::remove);
      // The prototype kept the number; the table says to store a text.
      if (want.path("prompt").path(1).isNumber()) {
        ((ArrayNode) want.get("prompt")).set(1, want.path("prompt").path(1).asString());
      }
      assertThat(Json.parse(Json.write(got), "got", 1)).isEqualTo(want);
    }
    assertThat(actual).hasSameSizeAs(expected);
  }

  private static List<LogEntry> logs(String sample, SpanRecord span) {
    String logs = LOGS.get(sample);
    return logs == null
        ? List.of()
        : Samples.logs(logs).stream().filter(log -> span.spanId().equals(log.spanId())).toList();
  }

  private static ObjectNode described(GenAiSpan span) {
    ObjectNode json = Json.object();
    json.put("span_id", span.spanId());
    put(json, "parent", span.parentSpanId());
    json.put("name", span.name()).put("kind", span.kind().name());
    put(json, "operation", span.operation());
    put(json, "provider", span.provider());
    put(json, "request_model", span.requestModel());
    put(json, "response_model", span.responseModel());
    put(json, "response_id", span.responseId());
    content(json, span);
    tokens(json, span.tokens());
    if (span.ttftMillis() != null) {
      json.put("ttft_ms", span.ttftMillis());
    }
    list(json, "finish", span.finishReasons());
    if (span.prompt().known()) {
      json.putArray("prompt").add(span.prompt().name()).add(span.prompt().version());
    }
    put(json, "conversation", span.conversation());
    put(json, "user", span.user());
    json.put("env", span.environment() == null ? "default" : span.environment());
    list(json, "tags", span.tags());
    put(json, "feature", span.feature());
    return json;
  }

  private static void content(ObjectNode json, GenAiSpan span) {
    boolean messages = span.kind() == GenAiKind.LLM || span.kind().frames();
    if (span.input() != null) {
      json.put(
          "input_src",
          messages
              ? SOURCES.getOrDefault(span.input().source(), span.input().source())
              : "generic");
      ArrayNode input = json.putArray("input");
      for (GenAiMessage message :
          messages ? span.inputMessages().messages() : List.<GenAiMessage>of()) {
        input.addArray().add(message.role()).add(message.text());
      }
      if (!messages) {
        input.addArray().add("unknown").add(String.valueOf(span.input().value()));
      }
    }
    if (span.output() != null) {
      json.put(
          "output_src",
          messages
              ? SOURCES.getOrDefault(span.output().source(), span.output().source())
              : "generic");
      put(
          json,
          "output_text",
          messages ? span.outputText() : String.valueOf(span.output().value()));
    }
    for (Part call : messages ? span.toolCalls() : List.<Part>of()) {
      ObjectNode item = json.withArray("tool_calls").addObject();
      item.put("id", call.id()).put("name", call.name()).set("arguments", call.json());
    }
    if (span.kind() == GenAiKind.TOOL) {
      json.putObject("tool").put("name", span.toolName()).put("id", span.toolCallId());
    }
    for (Document document : span.documentList()) {
      ObjectNode item = json.withArray("docs").addObject();
      item.put("id", document.id())
          .put("content", document.content())
          .put("score", document.score());
    }
  }

  private static void tokens(ObjectNode json, Tokens tokens) {
    if (tokens.reported()) {
      ObjectNode counts = json.putObject("tokens");
      put(counts, "in", tokens.input());
      put(counts, "out", tokens.output());
      put(counts, "cache_read", tokens.cacheRead());
      put(counts, "reasoning", tokens.reasoning());
    }
  }

  private static void list(ObjectNode json, String name, List<String> values) {
    if (!values.isEmpty()) {
      new ArrayList<>(values).forEach(json.putArray(name)::add);
    }
  }

  private static void put(ObjectNode json, String name, Object value) {
    if (value != null) {
      json.putPOJO(name, value);
    }
  }
}
