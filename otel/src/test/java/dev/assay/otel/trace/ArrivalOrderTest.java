package dev.assay.otel.trace;

import static dev.assay.otel.testing.SpanMaker.TRACE;
import static dev.assay.otel.testing.SpanMaker.chat;
import static dev.assay.otel.testing.SpanMaker.log;
import static dev.assay.otel.testing.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.testing.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out does not depend on the order or the batches in which it came. */
class ArrivalOrderTest {

  private static final String[] SAMPLES = {
    "01-semconv-spans",
    "02-semconv-structured-attr",
    "03-semconv-operation-details-log",
    "04a-otel-java-agent-span",
    "04b-otel-java-agent-logs",
    "05a-spring-ai-spans",
    "05b-spring-ai-content-logs",
    "05c-spring-ai-observation-filter",
    "06-langchain4j-observation",
    "07-quarkus-langchain4j",
    "08-openllmetry-legacy",
    "09-openinference",
    "10a-vercel-legacy",
    "10b-vercel-v7-genai",
    "11-langfuse-sdk",
    "12-google-adk-java",
    "20a-emit-evaluation-result-log",
    "22-user-feedback-log"
  };

  static Stream<List<Object>> traces() {
    return Stream.of(samples(), agent(), random(1), random(2), random(3), random(4));
  }

  // All samples claim to be one trace: taken together they are a rich one.
  private static List<Object> samples() {
    List<Object> all = new ArrayList<>();
    for (String sample : SAMPLES) {
      all.addAll(Samples.spans(sample));
      all.addAll(Samples.logs(sample));
    }
    return read(all);
  }

  private static List<Object> agent() {
    return read(
        List.of(
            span(1).server().set("http.route", "/ask").set("session.id", "s").at(0, 9000).make(),
            span(2).parent(1).set("gen_ai.operation.name", "invoke_agent").at(10, 8000).make(),
            chat(3).parent(2).set("gen_ai.response.id", "r1").tokens(5, 5).at(20, 1000).make(),
            chat(4).parent(3).said("q", "x").set("gen_ai.response.id", "r1").at(30, 990).make(),
            span(5).parent(2).set("gen_ai.tool.name", "t").at(1000, 1100).make(),
            span(6)
                .parent(2)
                .set("gen_ai.retrieval.documents", "[\"a\",\"b\"]")
                .at(1200, 1300)
                .make(),
            chat(7).parent(2).tokens(6, 7).at(2000, 3000).make(),
            log(7, "gen_ai.system.message", 2001, Map.of("content", "be good")),
            log(7, "gen_ai.user.message", 2002, Map.of("content", "one")),
            log(7, "gen_ai.assistant.message", 2003, Map.of("content", "two")),
            log(7, "gen_ai.user.message", 2004, Map.of("content", "three")),
            log(
                7,
                "gen_ai.choice",
                3000,
                Map.of("index", 1L, "message", Map.of("content", "other"))),
            log(
                7,
                "gen_ai.choice",
                3001,
                Map.of("index", 0L, "message", Map.of("content", "four")))));
  }

  private static List<Object> random(int seed) {
    Random random = new Random(seed);
    String[] operations = {"chat", "invoke_agent", "execute_tool", "retrieval", "embeddings", ""};
    List<Object> spans = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      var maker = random.nextInt(4) == 0 ? chat(i) : span(i);
      String operation = operations[random.nextInt(operations.length)];
      if (!operation.isEmpty()) {
        maker.set("gen_ai.operation.name", operation);
      }
      if (random.nextInt(8) > 0) {
        maker.parent(1 + random.nextInt(66));
      }
      int start = random.nextInt(500);
      maker.at(start, start + random.nextInt(500)).said("in " + i, "out " + i).tokens(i, i);
      spans.add(maker.make());
    }
    return read(spans);
  }

  private static List<Object> read(List<?> records) {
    List<Object> all = new ArrayList<>();
    for (Object one : records) {
      all.add(one instanceof SpanRecord record ? SpanReader.withDefaults().read(record) : one);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("traces")
  void assemble_anyOrderAnyBatchesAnyRepeats_givesTheSame(List<Object> records) {
    AssembledTrace expected = assembled(List.of(records));
    assertThat(expected.interactions()).isNotEmpty();
    Random random = new Random(20260821);
    for (int round = 0; round < 50; round++) {
      List<Object> shuffled = new ArrayList<>(records);
      for (int i = random.nextInt(5); i > 0; i--) {
        shuffled.add(records.get(random.nextInt(records.size())));
      }
      Collections.shuffle(shuffled, random);
      List<List<Object>> batches = new ArrayList<>();
      for (int from = 0; from < shuffled.size(); ) {
        int to = Math.min(shuffled.size(), from + 1 + random.nextInt(7));
        batches.add(shuffled.subList(from, to));
        from = to;
      }
      assertThat(assembled(batches)).isEqualTo(expected);
    }
  }

  @Test
  void spanSentInSeveralVersions_givesTheFullestWhateverTheOrder() {
    List<Object> versions =
        read(
            List.of(
                chat(1).said("q", "half").at(0, 500).make(),
                chat(1).said("q", "the whole answer").at(0, 900).make(),
                chat(1).at(0, 900).make(),
                chat(1).said("q", "another answer").at(0, 900).make()));
    Random random = new Random(5);
    for (int round = 0; round < 24; round++) {
      Collections.shuffle(versions, random);
      AssembledTrace trace = assembled(List.of(versions));
      assertThat(trace.interactions().get(0).interaction().output()).isEqualTo("the whole answer");
    }
  }

  // Each batch in an assembly of its own, then merged.
  private static AssembledTrace assembled(List<List<Object>> batches) {
    TraceAssembly whole = new TraceAssembly(TRACE, TraceRules.DEFAULT);
    for (List<Object> batch : batches) {
      TraceAssembly part = new TraceAssembly(TRACE, TraceRules.DEFAULT);
      batch.forEach(one -> add(part, one));
      whole.merge(part);
    }
    return whole.assemble(Detail.FULL);
  }

  @ParameterizedTest
  @MethodSource("traces")
  void bound_onSpans_keepsTheSameWhateverTheOrder(List<Object> records) {
    TraceRules tight =
        new TraceRules(
            TraceRules.DEFAULT.complete(),
            TraceRules.DEFAULT.idle(),
            TraceRules.DEFAULT.rootless(),
            TraceRules.DEFAULT.longest(),
            TraceRules.DEFAULT.late(),
            5,
            4_000,
            1_000_000);
    Random random = new Random(7);
    AssembledTrace expected = null;
    for (int round = 0; round < 20; round++) {
      List<Object> shuffled = new ArrayList<>(records);
      Collections.shuffle(shuffled, random);
      TraceAssembly assembly = new TraceAssembly(TRACE, tight);
      shuffled.forEach(one -> add(assembly, one));
      AssembledTrace trace = assembly.assemble(Detail.FULL);
      expected = expected == null ? trace : expected;
      assertThat(trace).isEqualTo(expected);
      assertThat(trace.counts().spans()).isLessThanOrEqualTo(5);
    }
  }

  private static void add(TraceAssembly assembly, Object one) {
    if (one instanceof GenAiSpan span) {
      assembly.add(span);
    } else {
      assembly.add((LogEntry) one);
    }
  }
}
