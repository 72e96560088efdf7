package dev.assay.otel.trace;

import static dev.assay.otel.testing.SpanMaker.TRACE;
import static dev.assay.otel.testing.SpanMaker.chat;
import static dev.assay.otel.testing.SpanMaker.id;
import static dev.assay.otel.testing.SpanMaker.log;
import static dev.assay.otel.testing.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.ToolCall;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.testing.Samples;
import dev.assay.otel.testing.SpanMaker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceAssemblyTest {

  private final TraceAssembly assembly = new TraceAssembly(TRACE, TraceRules.DEFAULT);

  private void add(SpanMaker... spans) {
    for (SpanMaker span : spans) {
      assembly.add(SpanReader.withDefaults().read(span.make()));
    }
  }

  private void addSamples(String... names) {
    for (String name : names) {
      Samples.spans(name).forEach(s -> assembly.add(SpanReader.withDefaults().read(s)));
      Samples.logs(name).forEach(assembly::add);
    }
  }

  private AssembledTrace all() {
    return assembly.assemble(Detail.FULL);
  }

  private ObservedInteraction only() {
    assertThat(all().interactions()).hasSize(1);
    return all().interactions().get(0);
  }

  @Test
  void samples_semconv_isOneInteractionWithItsRetrieval() {
    addSamples("01-semconv-spans");
    ObservedInteraction observed = only();
    assertThat(observed.id()).isEqualTo(TRACE + "-00f067aa0ba90200");
    assertThat(observed.spanId()).isEqualTo("00f067aa0ba90202");
    assertThat(observed.responseId()).isEqualTo("chatcmpl-1");
    assertThat(observed.app()).isEqualTo("support-bot");
    assertThat(observed.release()).isEqualTo("1.4.2");
    assertThat(observed.environment()).isEqualTo("production");
    assertThat(observed.user()).isEqualTo("u-9");
    var interaction = observed.interaction();
    assertThat(interaction.input())
        .containsExactly(
            new Message("system", "Answer from context only."),
            new Message("user", "Refund policy for order 17?"));
    assertThat(interaction.output()).isEqualTo("Refunds are accepted within 30 days.");
    assertThat(interaction.context())
        .containsExactly(new Passage("doc_1", "Refunds within 30 days.", 0.91));
    assertThat(interaction.usage().inputTokens()).isEqualTo(120);
    assertThat(interaction.usage().cachedTokens()).isEqualTo(64);
    assertThat(interaction.latencyMillis()).isEqualTo(1490.0);
    // The retrieval began 90 ms before the model.
    assertThat(interaction.ttftMillis()).isEqualTo(510.0);
    assertThat(interaction.promptTemplate()).isEqualTo("refund-answer");
    assertThat(interaction.promptVersion()).isEqualTo("7");
    assertThat(interaction.model()).isEqualTo("gpt-4o-2024-08-06");
    assertThat(interaction.finishReason()).isEqualTo("stop");
    assertThat(interaction.conversation()).isEqualTo("conv-42");
    assertThat(interaction.steps()).extracting(Step::kind).containsExactly("retrieval", "llm");
    assertThat(interaction.tags())
        .containsEntry("assay.provider", "openai")
        .doesNotContainKey("assay.content");
  }

  @Test
  void samples_springAi_isTheClientsCallWithLoggedContent() {
    addSamples("05b-spring-ai-content-logs", "05a-spring-ai-spans");
    ObservedInteraction observed = only();
    var interaction = observed.interaction();
    assertThat(observed.spanId()).isEqualTo("00f067aa0ba90230");
    assertThat(interaction.input())
        .containsExactly(
            new Message("unknown", "Answer from context only."),
            Message.user("Refund policy for order 17?"));
    assertThat(interaction.output()).isEqualTo("Refunds are accepted within 30 days.");
    assertThat(interaction.context()).containsExactly(Passage.of("Refunds within 30 days."));
    assertThat(interaction.conversation()).isEqualTo("conv-42");
    assertThat(interaction.usage().inputTokens()).isEqualTo(11);
    assertThat(interaction.latencyMillis()).isEqualTo(1600.0);
    assertThat(interaction.steps())
        .extracting(Step::kind)
        .containsExactly("retrieval", "llm", "tool");
    assertThat(interaction.toolCalls()).hasSize(1);
    ToolCall call = interaction.toolCalls().get(0);
    assertThat(call.name()).isEqualTo("getOrder");
    assertThat(call.arguments().path("id").asInt()).isEqualTo(17);
    assertThat(call.result().path("status").asString()).isEqualTo("delivered");
    assertThat(interaction.tags()).containsEntry("assay.lossy", "true");
  }

  @Test
  void samples_javaAgent_takesContentFromLogRecords() {
    addSamples("04b-otel-java-agent-logs", "04a-otel-java-agent-span");
    assertThat(only().interaction().output()).isEqualTo("Refunds are accepted within 30 days.");
  }

  @Test
  void samples_quarkus_takesTheServicesNameAsFeature() {
    addSamples("07-quarkus-langchain4j");
    assertThat(only().feature()).isEqualTo("SupportBot.answer");
    assertThat(only().interaction().usage().cost()).isEqualTo(0.0001);
  }

  @Test
  void samples_vercel_countsTheModelsTokensOnce() {
    addSamples("10b-vercel-v7-genai");
    var interaction = only().interaction();
    assertThat(only().spanId()).isEqualTo("00f067aa0ba90283");
    assertThat(interaction.usage().inputTokens()).isEqualTo(22);
    assertThat(interaction.usage().outputTokens()).isEqualTo(9);
    assertThat(interaction.input()).containsExactly(Message.user("Refund policy for order 17?"));
    assertThat(interaction.output()).isEqualTo("Refunds are accepted within 30 days.");
    assertThat(only().feature()).isEqualTo("support-answer");
  }

  @Test
  void samples_langchain4j_saysThatContentWasNotSent() {
    addSamples("06-langchain4j-observation");
    var interaction = only().interaction();
    assertThat(interaction.output()).isNull();
    assertThat(interaction.input()).isEmpty();
    assertThat(interaction.tags()).containsEntry("assay.content", "not-sent");
    assertThat(interaction.usage().inputTokens()).isEqualTo(254);
  }

  @Test
  void samples_opinions_areSignalsAndScores() {
    addSamples(
        "22-user-feedback-log",
        "20a-emit-evaluation-result-log",
        "20b-emit-evaluation-failure-log",
        "21-emit-openinference-carrier-span");
    AssembledTrace trace = all();
    assertThat(trace.interactions()).isEmpty();
    assertThat(trace.signals()).hasSize(1);
    Signal signal = trace.signals().get(0);
    assertThat(signal.kind()).isEqualTo(Signal.Kind.THUMBS_DOWN);
    assertThat(signal.comment()).isEqualTo("Wrong policy");
    assertThat(signal.subject().spanId()).isEqualTo("00f067aa0ba90202");
    assertThat(signal.subject().conversation()).isEqualTo("conv-42");
    assertThat(trace.scores()).hasSize(3);
    ExternalScore failed = trace.scores().stream().filter(s -> s.error() != null).findFirst().get();
    assertThat(failed.value()).isNull();
    assertThat(failed.error()).isEqualTo("timeout");
    assertThat(trace.scores())
        .filteredOn(score -> score.error() == null)
        .allSatisfy(
            score -> {
              assertThat(score.name()).isEqualTo("Faithfulness");
              assertThat(score.value()).isEqualTo(0.86);
              assertThat(score.label()).isEqualTo("pass");
              assertThat(score.annotator()).isEqualTo(ExternalScore.Annotator.CODE);
              assertThat(score.subject().spanId()).isEqualTo("00f067aa0ba90202");
            });
  }

  @Test
  void modelsUnderOneRequest_areOneInteraction() {
    add(
        span(1).server().set("http.route", "/ask").set("http.request.method", "POST").at(0, 5000),
        chat(2).parent(1).said("Classify: where is it?", "shipping").tokens(10, 1).at(100, 400),
        span(3)
            .parent(1)
            .set("gen_ai.operation.name", "retrieval")
            .at(410, 500)
            .set("gen_ai.retrieval.documents", "[{\"id\":\"d\",\"content\":\"In Ghent.\"}]"),
        chat(4).parent(1).said("Where is it?", "It is in Ghent.").tokens(20, 5).at(600, 1600));
    ObservedInteraction observed = only();
    assertThat(observed.id()).isEqualTo(TRACE + "-" + id(1));
    assertThat(observed.spanId()).isEqualTo(id(4));
    assertThat(observed.feature()).isEqualTo("POST /ask");
    assertThat(observed.interaction().input())
        .containsExactly(Message.user("Classify: where is it?"));
    assertThat(observed.interaction().output()).isEqualTo("It is in Ghent.");
    assertThat(observed.interaction().usage().inputTokens()).isEqualTo(30);
    assertThat(observed.interaction().latencyMillis()).isEqualTo(1500.0);
    assertThat(observed.interaction().context())
        .containsExactly(new Passage("d", "In Ghent.", null));
    assertThat(observed.interaction().steps())
        .extracting(Step::kind)
        .containsExactly("llm", "retrieval", "llm");
    assertThat(all().owners()).containsOnlyKeys(id(2), id(3), id(4));
  }

  @Test
  void id_ofModels_isTheSameBeforeAndAfterTheirParentComes() {
    add(chat(2).parent(1).said("a", "b"));
    String before = only().id();
    add(span(1).server().at(0, 2000));
    assertThat(only().id()).isEqualTo(before);
    add(chat(3).parent(1).said("c", "d").at(1, 5));
    assertThat(only().id()).isEqualTo(before);
  }

  @Test
  void id_whenTheParentShowsToBeAnAgent_staysTheSame() {
    add(chat(2).parent(1).said("a", "b"));
    String before = only().id();
    add(span(1).set("gen_ai.operation.name", "invoke_agent").at(0, 2000));
    assertThat(only().id()).isEqualTo(before);
    assertThat(only().spanId()).isEqualTo(id(1));
  }

  @Test
  void siblings_withoutAParent_areInteractionsOfTheirOwn() {
    add(chat(2).said("a", "b"), chat(3).said("c", "d").at(10, 20));
    assertThat(all().interactions())
        .extracting(ObservedInteraction::id)
        .containsExactly(TRACE + "-" + id(2), TRACE + "-" + id(3));
  }

  @Test
  void retrieval_followedByTwoAgents_goesWithTheNext() {
    add(
        span(1).server().at(0, 9000),
        span(2).parent(1).set("gen_ai.operation.name", "invoke_agent").at(100, 200),
        chat(3).parent(2).said("a", "b").at(110, 190),
        span(4)
            .parent(1)
            .set("gen_ai.operation.name", "retrieval")
            .at(210, 250)
            .set("gen_ai.retrieval.documents", "[{\"id\":\"d\",\"content\":\"x\"}]"),
        span(5).parent(1).set("gen_ai.operation.name", "invoke_agent").at(300, 400),
        chat(6).parent(5).said("c", "d").at(310, 390));
    List<ObservedInteraction> interactions = all().interactions();
    assertThat(interactions).hasSize(2);
    assertThat(interactions.get(0).interaction().context()).isEmpty();
    assertThat(interactions.get(1).interaction().context()).hasSize(1);
  }

  @Test
  void context_rerankedAfterRetrieval_isTheRerankersAlone() {
    add(
        span(1).set("openinference.span.kind", "CHAIN").at(0, 2000),
        span(2)
            .parent(1)
            .set("openinference.span.kind", "RETRIEVER")
            .at(10, 50)
            .set("retrieval.documents.0.document.content", "a")
            .set("retrieval.documents.1.document.content", "b"),
        span(3)
            .parent(1)
            .set("openinference.span.kind", "RERANKER")
            .at(60, 90)
            .set("reranker.output_documents.0.document.content", "b")
            .set("reranker.output_documents.0.document.score", 0.7),
        chat(4).parent(1).said("q", "a").at(100, 500));
    assertThat(only().interaction().context()).containsExactly(new Passage(null, "b", 0.7));
  }

  @Test
  void context_ofTwoRetrievals_isTheNewestBeforeTheModel() {
    add(
        span(1).set("openinference.span.kind", "CHAIN").at(0, 2000),
        retriever(2, "old").parent(1).at(10, 50),
        retriever(3, "new").parent(1).at(60, 90),
        chat(4).parent(1).said("q", "a").at(100, 500),
        retriever(5, "later").parent(1).at(510, 600));
    assertThat(only().interaction().context()).containsExactly(Passage.of("new"));
  }

  @Test
  void context_underANestedAdvisor_isFound() {
    add(
        span(1).set("spring.ai.kind", "chat_client").at(0, 2000),
        span(2).parent(1).set("spring.ai.kind", "advisor").at(5, 1990),
        retriever(3, "doc").parent(2).at(10, 50),
        span(4).parent(2).set("spring.ai.kind", "advisor").at(60, 1900),
        chat(5).parent(4).said("q", "a").at(100, 1500));
    assertThat(only().interaction().context()).containsExactly(Passage.of("doc"));
  }

  @Test
  void context_ofAnAgentWithoutAModel_isWhatItFoundLast() {
    add(
        span(1).set("gen_ai.operation.name", "invoke_agent").said("q", "a").at(0, 2000),
        retriever(2, "old").parent(1).at(10, 50),
        retriever(3, "new").parent(1).at(60, 90),
        retriever(4, "beside it").parent(1).at(61, 80));
    assertThat(only().interaction().context())
        .containsExactly(Passage.of("new"), Passage.of("beside it"));
  }

  @Test
  void context_beforeAnAgentWithoutAModel_isItsOwn() {
    add(
        span(1).server().at(0, 9000),
        retriever(2, "doc").parent(1).at(10, 50),
        span(3).parent(1).set("gen_ai.operation.name", "invoke_agent").at(100, 200));
    assertThat(only().interaction().context()).containsExactly(Passage.of("doc"));
  }

  private static SpanMaker retriever(int id, String text) {
    return span(id)
        .set("openinference.span.kind", "RETRIEVER")
        .set("retrieval.documents.0.document.content", text);
  }

  @Test
  void nestedReportsOfOneCall_countOnceAndKeepTheContent() {
    add(
        chat(1).set("gen_ai.response.id", "r1").tokens(10, 5).at(0, 1000),
        chat(2).parent(1).said("q", "a").set("gen_ai.response.id", "r1").tokens(10, 5).at(10, 990));
    var interaction = only().interaction();
    assertThat(interaction.usage().inputTokens()).isEqualTo(10);
    assertThat(interaction.output()).isEqualTo("a");
  }

  @Test
  void nestedReports_contentOnTheOuter_isShownWithTheInnersTokens() {
    add(
        chat(1).said("q", "a").at(0, 1000),
        span(2).parent(1).name("POST").at(5, 995),
        chat(3).parent(2).tokens(10, 5).at(10, 990));
    var interaction = only().interaction();
    assertThat(interaction.usage().inputTokens()).isEqualTo(10);
    assertThat(interaction.output()).isEqualTo("a");
    assertThat(interaction.steps()).hasSize(1);
  }

  @Test
  void siblingsWithOneAnswer_countOnce() {
    add(
        span(9).set("gen_ai.operation.name", "invoke_agent").tokens(99, 99).at(0, 2000),
        chat(1).parent(9).set("gen_ai.response.id", "r1").tokens(10, 5).at(0, 1000),
        chat(2).parent(9).said("q", "a").set("gen_ai.response.id", "r1").tokens(10, 5).at(0, 1000));
    assertThat(only().interaction().usage().inputTokens()).isEqualTo(10);
    assertThat(only().interaction().output()).isEqualTo("a");
  }

  @Test
  void modelAroundSeveralCalls_isTheirSumAndNoCall() {
    add(
        chat(1).tokens(30, 12).at(0, 1000),
        chat(2).parent(1).said("q", "x").tokens(10, 5).at(10, 300),
        chat(3).parent(1).said("q2", "y").tokens(20, 7).at(310, 900));
    assertThat(only().interaction().usage().inputTokens()).isEqualTo(30);
    assertThat(only().interaction().output()).isEqualTo("y");
  }

  @Test
  void agentWithoutModelSpans_countsItsOwnTokens() {
    add(span(1).set("gen_ai.operation.name", "invoke_agent").said("q", "a").tokens(7, 3));
    assertThat(only().interaction().usage().inputTokens()).isEqualTo(7);
  }

  @Test
  void modelInsideATool_isNotTheAnswer() {
    add(
        span(1).set("gen_ai.operation.name", "invoke_agent").at(0, 2000),
        chat(2).parent(1).said("q", "the answer").tokens(1, 1).at(10, 100),
        span(3).parent(1).set("gen_ai.operation.name", "execute_tool").at(200, 900),
        chat(4).parent(3).said("inner", "not the answer").tokens(2, 2).at(210, 890));
    assertThat(only().interaction().output()).isEqualTo("the answer");
    assertThat(only().interaction().usage().inputTokens()).isEqualTo(3);
  }

  @Test
  void judgesCall_isNoInteraction() {
    add(
        span(1).set("openinference.span.kind", "EVALUATOR").at(0, 2000),
        chat(2).parent(1).said("judge this", "5"));
    assertThat(all().interactions()).isEmpty();
  }

  @Test
  void toolCalls_joinArgumentsAndResultsByIdAndName() {
    Object asked =
        List.of(
            Map.of(
                "role",
                "assistant",
                "parts",
                List.of(
                    Map.of(
                        "type",
                        "tool_call",
                        "id",
                        "c1",
                        "name",
                        "order",
                        "arguments",
                        Map.of("id", 17L)),
                    Map.of(
                        "type",
                        "tool_call",
                        "id",
                        "c2",
                        "name",
                        "stock",
                        "arguments",
                        Map.of("sku", "x")))));
    Object answered =
        List.of(
            Map.of(
                "role",
                "tool",
                "parts",
                List.of(Map.of("type", "tool_call_response", "id", "c2", "result", "none left"))));
    add(
        span(1).set("gen_ai.operation.name", "invoke_agent").at(0, 2000),
        chat(2).parent(1).set("gen_ai.output.messages", asked).at(10, 100),
        span(3)
            .parent(1)
            .set("gen_ai.operation.name", "execute_tool")
            .at(110, 200)
            .set("gen_ai.tool.name", "order")
            .set("gen_ai.tool.call.result", "{\"status\":\"sent\"}"),
        span(4)
            .parent(1)
            .set("gen_ai.operation.name", "execute_tool")
            .at(120, 220)
            .set("gen_ai.tool.name", "weather")
            .failed("no network"),
        chat(5)
            .parent(1)
            .set("gen_ai.input.messages", answered)
            .set("gen_ai.output.messages", SpanMaker.message("assistant", "Sent."))
            .at(300, 400));
    List<ToolCall> calls = only().interaction().toolCalls();
    assertThat(calls).extracting(ToolCall::name).containsExactly("order", "stock", "weather");
    assertThat(calls.get(0).arguments().path("id").asInt()).isEqualTo(17);
    assertThat(calls.get(0).result().path("status").asString()).isEqualTo("sent");
    assertThat(calls.get(1).result().asString()).isEqualTo("none left");
    assertThat(calls.get(2).error()).isEqualTo("_OTHER: no network");
    assertThat(calls.get(2).arguments().isNull()).isTrue();
    assertThat(only().interaction().output()).isEqualTo("Sent.");
    assertThat(only().interaction().context())
        .containsExactly(new Passage("tool:c2", "none left", null));
  }

  @Test
  void lateParent_givesConversationUserAndFeature() {
    add(chat(3).parent(2).said("a", "b").at(10, 20));
    assertThat(only().interaction().conversation()).isNull();
    add(
        span(2).parent(1).at(5, 30),
        span(1)
            .at(0, 50)
            .set("session.id", "s")
            .set("user.id", "u")
            .set("app.feature", "refunds")
            .set("tag.tags", List.of("team:a", "beta"))
            .set("langfuse.environment", "staging"));
    ObservedInteraction observed = only();
    assertThat(observed.interaction().conversation()).isEqualTo("s");
    assertThat(observed.user()).isEqualTo("u");
    assertThat(observed.feature()).isEqualTo("refunds");
    assertThat(observed.environment()).isEqualTo("staging");
    assertThat(observed.interaction().tags())
        .containsEntry("team", "a")
        .containsEntry("beta", "true");
  }

  @Test
  void error_ofTheLastModel_isTheInteractions() {
    add(
        span(9).server().at(0, 3000),
        chat(1).parent(9).said("q", "a").at(0, 100),
        chat(2)
            .parent(9)
            .set("gen_ai.input.messages", SpanMaker.message("user", "q"))
            .at(200, 300)
            .set("error.type", "timeout")
            .failed("too slow"));
    assertThat(only().interaction().error().kind()).isEqualTo("timeout");
    assertThat(only().interaction().error().message()).isEqualTo("too slow");
    assertThat(only().interaction().output()).isNull();
    assertThat(only().interaction().tags()).doesNotContainKey("assay.content");
  }

  @Test
  void retriedCall_thatSucceeds_isNoError() {
    add(
        span(9).server().at(0, 3000),
        chat(1).parent(9).failed("429").at(0, 100),
        chat(2).parent(9).said("q", "a").at(200, 300));
    assertThat(only().interaction().error()).isNull();
    assertThat(only().interaction().output()).isEqualTo("a");
  }

  @Test
  void frameWithAStructureOfItsOwn_givesWayToTheModelsWords() {
    add(
        span(1)
            .set("openinference.span.kind", "CHAIN")
            .at(0, 500)
            .set("input.value", "{\"question\":\"q\",\"k\":4}")
            .set("output.value", "{\"answer\":\"a\",\"sources\":[]}"),
        chat(2).parent(1).said("the prompt", "the answer").at(10, 400));
    assertThat(only().interaction().output()).isEqualTo("the answer");
    assertThat(only().interaction().input()).containsExactly(Message.user("the prompt"));
  }

  @Test
  void emptyAnswer_isNoOutputRatherThanAnEmptyOne() {
    add(chat(1).said("q", ""));
    assertThat(only().interaction().output()).isNull();
    assertThat(only().interaction().tags()).containsEntry("assay.content", "no-output");
  }

  @Test
  void hiddenContent_isSaidToBeHidden() {
    add(chat(1).set("input.value", "__REDACTED__").set("output.value", "__REDACTED__"));
    assertThat(only().interaction().tags()).containsEntry("assay.content", "hidden");
    assertThat(only().truncated()).isTrue();
  }

  @Test
  void operational_readsNoContentAndTheSameNumbers() {
    addSamples("05b-spring-ai-content-logs", "05a-spring-ai-spans");
    var full = only();
    var lean = assembly.assemble(Detail.OPERATIONAL).interactions().get(0);
    assertThat(lean.id()).isEqualTo(full.id());
    assertThat(lean.interaction().usage()).isEqualTo(full.interaction().usage());
    assertThat(lean.interaction().latencyMillis()).isEqualTo(full.interaction().latencyMillis());
    assertThat(lean.interaction().finishReason()).isEqualTo("stop");
    assertThat(lean.interaction().output()).isNull();
    assertThat(lean.interaction().input()).isEmpty();
    assertThat(lean.interaction().context()).isEmpty();
    assertThat(lean.interaction().tags()).doesNotContainKey("assay.content");
  }

  @Test
  void logWithoutSpan_findsItsSpanByTheAnswersId() {
    add(chat(1).set("gen_ai.response.id", "r1"));
    LogEntry details =
        log(
            1,
            "gen_ai.client.inference.operation.details",
            5,
            null,
            "gen_ai.response.id",
            "r1",
            "gen_ai.input.messages",
            SpanMaker.message("user", "q"),
            "gen_ai.output.messages",
            SpanMaker.message("assistant", "a"));
    assembly.add(
        new LogEntry(
            details.origin(), TRACE, null, details.eventName(), 0, 0, null, details.attributes()));
    assertThat(only().interaction().output()).isEqualTo("a");
  }

  @Test
  void resentSpansAndLogs_changeNothing() {
    addSamples("05b-spring-ai-content-logs", "05a-spring-ai-spans");
    AssembledTrace once = all();
    addSamples("05b-spring-ai-content-logs", "05a-spring-ai-spans");
    assertThat(all()).isEqualTo(once);
    assertThat(all().counts().logs()).isEqualTo(3);
  }

  @Test
  void createdAgent_isNoInteraction() {
    add(span(1).set("gen_ai.operation.name", "create_agent"));
    assertThat(all().interactions()).isEmpty();
  }
}
