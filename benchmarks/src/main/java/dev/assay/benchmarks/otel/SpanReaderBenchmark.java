package dev.assay.benchmarks.otel;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.trace.AssembledTrace;
import dev.assay.otel.trace.Detail;
import dev.assay.otel.trace.TraceAssembly;
import dev.assay.otel.trace.TraceRules;
import dev.assay.otel.trace.TraceState;
import dev.assay.otel.trace.TraceStateJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Spans of about 1.2 KB read, and a trace of six put together, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SpanReaderBenchmark {

  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final String WORDS = "Refunds are accepted within 30 days of delivery. ".repeat(8);

  private final SpanReader reader = SpanReader.withDefaults();
  private List<SpanRecord> records = List.of();
  private List<GenAiSpan> spans = List.of();
  private byte[] written = new byte[0];

  /** Makes the spans: a request, an agent, a retrieval, two models and a tool. */
  @Setup
  public void make() {
    records =
        List.of(
            span(1, 0, "http.route", "/ask", "http.request.method", "POST", "url.scheme", "https"),
            span(2, 1, "gen_ai.operation.name", "invoke_agent", "gen_ai.agent.name", "support"),
            span(3, 2, retrieval()),
            span(4, 2, conventions()),
            span(5, 2, "gen_ai.operation.name", "execute_tool", "gen_ai.tool.name", "order"),
            span(6, 2, openInference()));
    spans = records.stream().map(reader::read).toList();
    written = checkpoint();
  }

  /** The conventions' span of a model, 22 attributes. */
  @Benchmark
  public GenAiSpan readConventions() {
    return reader.read(records.get(3));
  }

  /** OpenInference's span of a model, flattened. */
  @Benchmark
  public GenAiSpan readOpenInference() {
    return reader.read(records.get(5));
  }

  /** A span of an HTTP request. */
  @Benchmark
  public GenAiSpan readRequest() {
    return reader.read(records.get(0));
  }

  /** What was said, parsed. */
  @Benchmark
  public @Nullable String parseOutput() {
    return spans.get(3).outputText();
  }

  /** Six spans read, collected and put together without content. */
  @Benchmark
  public AssembledTrace traceOperational() {
    return trace(Detail.OPERATIONAL);
  }

  /** Six spans read, collected and put together with content. */
  @Benchmark
  public AssembledTrace traceFull() {
    return trace(Detail.FULL);
  }

  /** A trace of six spans written for a checkpoint. */
  @Benchmark
  public byte[] checkpoint() {
    TraceState state = new TraceState(TRACE, TraceRules.DEFAULT, 0);
    spans.forEach(span -> state.add(span, 1));
    return TraceStateJson.write(state);
  }

  /** The same read back. */
  @Benchmark
  public TraceState restore() {
    return TraceStateJson.read(written, TraceRules.DEFAULT);
  }

  private AssembledTrace trace(Detail detail) {
    TraceAssembly assembly = new TraceAssembly(TRACE, TraceRules.DEFAULT);
    for (SpanRecord span : records) {
      assembly.add(reader.read(span));
    }
    return assembly.assemble(detail);
  }

  private static Object[] retrieval() {
    return new Object[] {
      "gen_ai.operation.name",
      "retrieval",
      "gen_ai.retrieval.query.text",
      "refunds",
      "gen_ai.retrieval.documents",
      "[{\"id\":\"a\",\"score\":0.9,\"content\":\"" + WORDS + "\"}]"
    };
  }

  private static Object[] conventions() {
    List<Object> pairs = common();
    pairs.addAll(
        List.of(
            "gen_ai.operation.name",
            "chat",
            "gen_ai.provider.name",
            "openai",
            "gen_ai.request.model",
            "gpt-4o",
            "gen_ai.response.model",
            "gpt-4o-2024-08-06",
            "gen_ai.response.id",
            "chatcmpl-1",
            "gen_ai.request.temperature",
            0.1));
    pairs.addAll(
        List.of(
            "gen_ai.request.stream",
            true,
            "gen_ai.response.finish_reasons",
            List.of("stop"),
            "gen_ai.response.time_to_first_chunk",
            0.42,
            "gen_ai.usage.input_tokens",
            120L,
            "gen_ai.usage.output_tokens",
            18L,
            "gen_ai.usage.cache_read.input_tokens",
            64L));
    pairs.addAll(
        List.of(
            "gen_ai.conversation.id",
            "conv-42",
            "gen_ai.prompt.name",
            "refund-answer",
            "gen_ai.prompt.version",
            "7",
            "gen_ai.input.messages",
            messages("user"),
            "gen_ai.output.messages",
            messages("assistant")));
    return pairs.toArray();
  }

  private static Object[] openInference() {
    List<Object> pairs = common();
    pairs.addAll(
        List.of(
            "openinference.span.kind",
            "LLM",
            "llm.provider",
            "openai",
            "llm.model_name",
            "gpt-4o",
            "llm.token_count.prompt",
            120L,
            "llm.token_count.completion",
            18L));
    for (int i = 0; i < 4; i++) {
      pairs.addAll(
          List.of(
              "llm.input_messages." + i + ".message.role",
              "user",
              "llm.input_messages." + i + ".message.content",
              WORDS.substring(0, 200)));
    }
    pairs.addAll(
        List.of(
            "llm.output_messages.0.message.role",
            "assistant",
            "llm.output_messages.0.message.content",
            WORDS));
    return pairs.toArray();
  }

  private static List<Object> common() {
    return new ArrayList<>(
        List.of(
            "user.id",
            "u-9",
            "server.address",
            "api.example.com",
            "server.port",
            443L,
            "thread.id",
            7L,
            "thread.name",
            "worker-7"));
  }

  private static String messages(String role) {
    return "[{\"role\":\""
        + role
        + "\",\"parts\":[{\"type\":\"text\",\"content\":\""
        + WORDS
        + "\"}]}]";
  }

  private static SpanRecord span(int id, int parent, Object... pairs) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    long start = 1_788_000_000_000_000_000L + id * 1_000_000L;
    Attributes resource =
        Attributes.of("service.name", "support-bot", "deployment.environment.name", "production");
    return new SpanRecord(
        new Origin(resource, "my.instrumentation", "1", ""),
        TRACE,
        "000000000000000" + id,
        parent == 0 ? null : "000000000000000" + parent,
        "span " + id,
        id == 1 ? 2 : 1,
        start,
        start + 500_000_000L / id,
        0,
        "",
        new Attributes(values, 0),
        List.of(),
        List.of(),
        0);
  }
}
