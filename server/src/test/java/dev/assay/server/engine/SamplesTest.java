package dev.assay.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.json.Json;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.trace.AssembledTrace;
import dev.assay.otel.trace.Detail;
import dev.assay.otel.trace.TraceAssembly;
import dev.assay.otel.trace.TraceRules;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.otel.wire.OtlpEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every sample export, sent over HTTP, gives the interactions that the mapping says. */
@Timeout(300)
class SamplesTest {

  // After every time in them.
  private static final Instant NOW = Instant.ofEpochSecond(1_788_000_100L);

  // Those that belong to one trace stand in one line.
  private static final List<List<String>> SAMPLES =
      List.of(
          List.of(
              "01-semconv-spans",
              "20a-emit-evaluation-result-log",
              "20b-emit-evaluation-failure-log",
              "21-emit-openinference-carrier-span",
              "22-user-feedback-log"),
          List.of("02-semconv-structured-attr"),
          List.of("03-semconv-operation-details-log"),
          List.of("04b-otel-java-agent-logs", "04a-otel-java-agent-span"),
          List.of("05a-spring-ai-spans", "05b-spring-ai-content-logs"),
          List.of("05c-spring-ai-observation-filter"),
          List.of("06-langchain4j-observation"),
          List.of("07-quarkus-langchain4j"),
          List.of("08-openllmetry-legacy"),
          List.of("09-openinference"),
          List.of("10a-vercel-legacy"),
          List.of("10b-vercel-v7-genai"),
          List.of("11-langfuse-sdk"),
          List.of("12-google-adk-java"));

  @TempDir private static Path folder;
  private static final Map<Case, List<HttpResponse<String>>> ANSWERS = new HashMap<>();
  private static ServedEngine served;

  /** Samples of one trace, and how they are sent. */
  record Case(List<String> samples, Encoding encoding) {

    String trace() {
      return String.format(
          "%031x%d", SAMPLES.indexOf(samples) + 1, encoding == Encoding.JSON ? 1 : 0);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(Encoding.values())
        .flatMap(encoding -> SAMPLES.stream().map(each -> new Case(each, encoding)));
  }

  @BeforeAll
  static void open() throws Exception {
    served =
        ServedEngine.open(
            folder, ServedEngine.QUICK + "redaction: {detectors: off, users: keep}\n", NOW);
    // All of them at once, so that they are told and stored together.
    for (Case each : cases().toList()) {
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (String sample : each.samples()) {
        answers.add(send(each, sample));
      }
      ANSWERS.put(each, answers);
    }
    served.settle();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sample_sentOverHttp_givesItsInteractions(Case given) throws Exception {
    AssembledTrace expected = assembled(given);
    for (HttpResponse<String> answer : ANSWERS.get(given)) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).isIn("{}", "");
    }
    if (expected.interactions().isEmpty()) {
      assertThat(served.get("/api/v1/traces/" + given.trace()).statusCode()).isEqualTo(404);
      return;
    }
    served.await("/api/v1/traces/" + given.trace(), json -> true);
    JsonNode told = served.json("/api/v1/traces/" + given.trace()).path("interactions");
    assertThat(told).hasSameSizeAs(expected.interactions());
    for (ObservedInteraction each : expected.interactions()) {
      JsonNode detail = served.json("/api/v1/interactions/" + each.id());
      same(detail, each);
      assertThat(detail.path("signals")).hasSameSizeAs(expected.signals());
      assertThat(detail.path("external_scores")).hasSameSizeAs(expected.scores());
      for (String sample : given.samples()) {
        for (JsonNode span : expectation(sample)) {
          said(detail, span);
        }
      }
    }
  }

  private static void same(JsonNode detail, ObservedInteraction expected) {
    JsonNode said = read(Json.write(InteractionJson.write(expected.interaction())));
    if (said.has("messages") || said.has("output") || said.has("context")) {
      assertThat(detail.path("content")).isEqualTo(said);
    } else {
      assertThat(detail.path("has_content").asBoolean()).isFalse();
    }
    assertThat(detail.path("latency_ms")).isEqualTo(said.path("latency_ms"));
    assertThat(detail.path("started_at").asString()).isEqualTo(expected.startedAt().toString());
    assertThat(detail.path("app").asString(null)).isEqualTo(expected.app());
    assertThat(detail.path("feature").asString(null)).isEqualTo(expected.feature());
    assertThat(detail.path("user_hash").asString(null)).isEqualTo(expected.user());
    assertThat(detail.path("response_id").asString(null)).isEqualTo(expected.responseId());
    assertThat(detail.path("model").asString(null)).isEqualTo(expected.interaction().model());
    assertThat(detail.path("prompt_template").asString(null))
        .isEqualTo(expected.interaction().promptTemplate());
  }

  // What the mapping's own expectations say of the model's span holds for its interaction.
  private static void said(JsonNode detail, JsonNode span) {
    if (!span.path("kind").asString("").equals("LLM")) {
      return;
    }
    if (!span.path("output_text").asString("").isEmpty()) {
      assertThat(detail.path("content").path("output").asString(null))
          .isEqualTo(span.path("output_text").asString());
    }
    if (span.has("tokens")) {
      assertThat(detail.path("input_tokens").asLong())
          .isEqualTo(span.path("tokens").path("in").asLong());
      assertThat(detail.path("output_tokens").asLong())
          .isEqualTo(span.path("tokens").path("out").asLong());
    }
    if (span.has("conversation")) {
      assertThat(detail.path("conversation").asString(null))
          .isEqualTo(span.path("conversation").asString());
    }
    if (span.has("prompt")) {
      assertThat(detail.path("prompt_version").asString(null))
          .isEqualTo(span.path("prompt").path(1).asString());
    }
    assertThat(detail.path("environment").asString("default"))
        .isEqualTo(span.path("env").asString());
  }

  private static JsonNode expectation(String sample) throws IOException {
    return read(new String(bytes("samples-expected"), UTF_8)).path(sample);
  }

  private static AssembledTrace assembled(Case given) throws IOException {
    TraceAssembly assembly = new TraceAssembly(given.trace(), TraceRules.DEFAULT);
    for (String sample : given.samples()) {
      String json = json(given, sample);
      spans(json).forEach(span -> assembly.add(SpanReader.withDefaults().read(span)));
      logs(json).forEach(assembly::add);
    }
    return assembly.assemble(Detail.FULL);
  }

  private static HttpResponse<String> send(Case given, String sample) throws Exception {
    String json = json(given, sample);
    boolean spans = json.contains("resourceSpans");
    String path = spans ? "/v1/traces" : "/v1/logs";
    if (given.encoding() == Encoding.JSON) {
      return served.post(path, json);
    }
    byte[] body =
        spans
            ? OtlpEncoder.traces(spans(json), Encoding.PROTOBUF)
            : OtlpEncoder.logs(logs(json), Encoding.PROTOBUF);
    return served.post(path, Encoding.PROTOBUF.mediaType(), body);
  }

  private static List<SpanRecord> spans(String json) {
    return json.contains("resourceSpans")
        ? OtlpDecoder.withDefaults().traces(json.getBytes(UTF_8), Encoding.JSON, NOW).records()
        : List.of();
  }

  private static List<LogEntry> logs(String json) {
    return json.contains("resourceLogs")
        ? OtlpDecoder.withDefaults().logs(json.getBytes(UTF_8), Encoding.JSON, NOW).records()
        : List.of();
  }

  // All samples claim to be one trace; here each has its own.
  private static String json(Case given, String sample) throws IOException {
    return new String(bytes(sample), UTF_8)
        .replaceAll(
            "\"traceId\"(\\s*):(\\s*)\"[0-9a-fA-F]{32}\"", "\"traceId\":\"" + given.trace() + "\"");
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = SamplesTest.class.getResourceAsStream("/otlp/" + name + ".json")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static JsonNode read(String json) {
    return Json.parse(json, "json", 1);
  }
}
