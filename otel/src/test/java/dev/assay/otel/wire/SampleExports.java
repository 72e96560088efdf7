package dev.assay.otel.wire;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The sample exports of every dialect. */
final class SampleExports {

  /** After every time in them. */
  static final Instant NOW = Instant.ofEpochSecond(1_788_000_100L);

  static final List<String> TRACES =
      List.of(
          "01-semconv-spans",
          "02-semconv-structured-attr",
          "04a-otel-java-agent-span",
          "05a-spring-ai-spans",
          "05c-spring-ai-observation-filter",
          "06-langchain4j-observation",
          "07-quarkus-langchain4j",
          "08-openllmetry-legacy",
          "09-openinference",
          "10a-vercel-legacy",
          "10b-vercel-v7-genai",
          "11-langfuse-sdk",
          "12-google-adk-java",
          "21-emit-openinference-carrier-span");

  static final List<String> LOGS =
      List.of(
          "03-semconv-operation-details-log",
          "04b-otel-java-agent-logs",
          "05b-spring-ai-content-logs",
          "20a-emit-evaluation-result-log",
          "20b-emit-evaluation-failure-log",
          "22-user-feedback-log");

  private SampleExports() {}

  static List<String> traces() {
    return TRACES;
  }

  static List<String> logs() {
    return LOGS;
  }

  static byte[] read(String name) {
    try (InputStream in = SampleExports.class.getResourceAsStream("/otlp/" + name + ".json")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
