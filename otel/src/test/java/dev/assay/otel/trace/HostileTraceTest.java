package dev.assay.otel.trace;

import static dev.assay.otel.testing.SpanMaker.TRACE;
import static dev.assay.otel.testing.SpanMaker.chat;
import static dev.assay.otel.testing.SpanMaker.log;
import static dev.assay.otel.testing.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.testing.SpanMaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a sender may do by mistake or on purpose: bounded, harmless, and nothing else lost. */
@Timeout(60)
class HostileTraceTest {

  private final TraceAssembly assembly = new TraceAssembly(TRACE, TraceRules.DEFAULT);

  private void add(SpanMaker... spans) {
    for (SpanMaker span : spans) {
      assembly.add(SpanReader.withDefaults().read(span.make()));
    }
  }

  private AssembledTrace all() {
    return assembly.assemble(Detail.FULL);
  }

  @Test
  void ownParent_isNoParent() {
    add(chat(1).parent(1).said("q", "a"));
    assertThat(all().interactions()).hasSize(1);
  }

  @Test
  void circleOfParents_isCutAboveTheEarliest() {
    add(
        chat(1).parent(3).said("q", "a").at(10, 90),
        span(2).parent(1).set("gen_ai.operation.name", "invoke_agent").at(0, 100),
        span(3).parent(2).at(20, 80));
    assertThat(all().interactions()).hasSize(1);
    assertThat(all().interactions().get(0).interaction().output()).isEqualTo("a");
  }

  @Test
  void aHundredThousandSpans_areHeldToTheBound() {
    for (int i = 0; i < 100_000; i++) {
      add(chat(i + 1).parent((i * 7919) % 100_000 + 1).said("q", "a").at(i, i + 50));
    }
    AssembledTrace trace = all();
    assertThat(trace.counts().spans()).isEqualTo(2_000);
    assertThat(trace.counts().spansDropped()).isEqualTo(98_000);
    assertThat(trace.interactions()).isNotEmpty();
  }

  @Test
  void chainOfTwoThousandParents_isNoTrouble() {
    for (int i = 1; i < 2_000; i++) {
      add(span(i + 1).parent(i).set("openinference.span.kind", "CHAIN").at(i, 5_000 - i));
    }
    add(span(1).set("openinference.span.kind", "CHAIN").said("q", "a").at(0, 5_000));
    assertThat(all().interactions()).hasSize(1);
    assertThat(all().interactions().get(0).interaction().steps()).hasSize(1_999);
  }

  @Test
  void thousandModelsAndThousandRetrievals_areDividedInGoodTime() {
    for (int i = 1; i <= 1_000; i++) {
      add(
          span(10_000 + i)
              .parent(1)
              .set("gen_ai.operation.name", "invoke_agent")
              .at(i * 10L, i * 10L + 5),
          span(20_000 + i)
              .parent(1)
              .set("gen_ai.retrieval.documents", "[\"d\"]")
              .at(i * 10L - 4, i * 10L - 2));
    }
    assertThat(all().interactions()).hasSize(1_000);
  }

  @Test
  void content_beyondTheBound_isCountedAndTheNumbersKept() {
    TraceRules small =
        new TraceRules(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            100,
            100,
            2_000);
    TraceAssembly bounded = new TraceAssembly(TRACE, small);
    for (int i = 1; i <= 10; i++) {
      var maker = chat(i).set("gen_ai.completion", "x".repeat(700)).tokens(1, 1).at(i, i + 1);
      bounded.add(SpanReader.withDefaults().read(maker.make()));
    }
    AssembledTrace trace = bounded.assemble(Detail.FULL);
    assertThat(trace.counts().contentsDropped()).isEqualTo(8);
    assertThat(trace.interactions()).hasSize(10);
    assertThat(trace.interactions().get(9).truncated()).isTrue();
    assertThat(trace.interactions().get(9).interaction().usage().inputTokens()).isEqualTo(1);
  }

  @Test
  void logs_beyondTheBound_areCounted() {
    for (int i = 0; i < 5_000; i++) {
      assembly.add(log(1, "gen_ai.user.message", i, Map.of("content", "x")));
    }
    assertThat(all().counts().logs()).isEqualTo(4_000);
    assertThat(all().counts().logsDropped()).isEqualTo(1_000);
  }

  @Test
  void plainLogLines_areNotHeld() {
    assertThat(assembly.add(log(1, "", 1, "user logged in"))).isFalse();
    assertThat(assembly.isEmpty()).isTrue();
  }

  static List<Object> oddValues() {
    List<Object> odd = new ArrayList<>();
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    odd.add(deep);
    odd.add("{\"role\":\"user\",\"content\":" + "[".repeat(400) + "]".repeat(400) + "}");
    odd.add("{\"a\":1,\"a\":2}");
    odd.add("\"".repeat(10_001));
    odd.add("[1e999999999,NaN]");
    odd.add("[null,null]");
    odd.add(
        "{\"role\":\"user\",\"content\":1e999999999,\"input\":1e999999999,\"score\":1e999999999,"
            + "\"tool_calls\":[{\"name\":\"t\",\"arguments\":{\"a\":-1e999999999}}]}");
    odd.add("[[[]]]");
    odd.add("{}");
    odd.add("[]");
    odd.add("\u0000\ud800\u202e");
    odd.add(Long.MAX_VALUE);
    odd.add(Long.MIN_VALUE);
    odd.add(Double.NaN);
    odd.add(Double.NEGATIVE_INFINITY);
    odd.add(true);
    odd.add(new byte[] {1, 2, 3});
    odd.add(List.of());
    odd.add(Map.of("role", List.of(Map.of()), "parts", 7L, "content", Map.of("parts", true)));
    odd.add(List.of(Map.of("type", 5L), "x", 7L, List.of("y"), new byte[] {1}));
    Object nested = "end";
    for (int i = 0; i < 300; i++) {
      nested = i % 2 == 0 ? List.of(nested) : Map.of("content", nested);
    }
    odd.add(nested);
    Map<String, Object> nulls = new HashMap<>();
    nulls.put("role", null);
    nulls.put("content", null);
    odd.add(nulls);
    odd.add("x".repeat(3_000_000));
    odd.add("[" + "\"a\",".repeat(200_000) + "\"a\"]");
    odd.add("\", \"".repeat(200_000));
    return odd;
  }

  // Every field of every dialect holds the odd value, on every kind of span, event and record.
  @ParameterizedTest
  @MethodSource("oddValues")
  void oddValue_inEveryField_isHarmless(Object odd) {
    List<String> keys = keys();
    String[] operations = {"chat", "execute_tool", "retrieval", "invoke_agent", "embeddings"};
    for (int i = 0; i < operations.length; i++) {
      SpanMaker maker = span(i + 1);
      keys.forEach(key -> maker.set(key, odd));
      maker.set("gen_ai.operation.name", operations[i]);
      for (String event :
          List.of(
              "gen_ai.user.message",
              "gen_ai.choice",
              "db.query.result",
              "exception",
              "gen_ai.evaluation.result",
              "gen_ai.client.inference.operation.details")) {
        Map<String, Object> all = new LinkedHashMap<>();
        keys.forEach(key -> all.put(key, odd));
        maker.event(event, 5, "content", odd, "message", odd, "tool_calls", odd, "index", odd);
        assembly.add(log(i + 1, event, 5, odd, "gen_ai.evaluation.score.value", odd));
      }
      add(maker);
    }
    // One dialect at a time, so that the odd value is what is read.
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      add(chat(100 + i).parent(99).set(keys.get(random.nextInt(keys.size())), odd));
    }
    AssembledTrace trace = all();
    assertThat(trace.interactions()).isNotEmpty();
    trace.interactions().forEach(one -> InteractionJson.write(one.interaction()));
    assertThat(assembly.assemble(Detail.OPERATIONAL).interactions())
        .hasSameSizeAs(trace.interactions());
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    PrecedenceKeys.all().forEach(keys::add);
    keys.add("gen_ai.prompt.99999.content");
    keys.add("gen_ai.prompt.0.");
    keys.add("gen_ai.prompt..0.content");
    keys.add("llm.input_messages.0.message.contents.1999.message_content.text");
    keys.add("llm.input_messages.0." + "a.".repeat(500) + "b");
    keys.add("evaluations.0.evaluation.name");
    keys.add("evaluations.0.evaluation.score");
    keys.add("evaluations.x.evaluation.score");
    return keys;
  }

  @Test
  void tenThousandAttributes_areReadInGoodTime() {
    SpanMaker maker = chat(1);
    IntStream.range(0, 5_000)
        .forEach(
            i ->
                maker
                    .set("llm.input_messages." + i + ".message.content", "m" + i)
                    .set("evaluations." + i + ".evaluation.score", (double) i));
    add(maker);
    assertThat(all().interactions().get(0).interaction().input()).hasSize(2_000);
  }
}
