package dev.assay.otel.span;

import static dev.assay.otel.testing.SpanMaker.chat;
import static dev.assay.otel.testing.SpanMaker.log;
import static dev.assay.otel.testing.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.otel.testing.Samples;
import dev.assay.otel.testing.SpanMaker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanReaderTest {

  private static GenAiSpan read(SpanMaker maker) {
    return SpanReader.withDefaults().read(maker.make());
  }

  @ParameterizedTest
  @CsvSource({
    "stop, stop",
    "STOP, stop",
    "end_turn, stop",
    "stop_sequence, stop",
    "complete, stop",
    "eos, stop",
    "length, length",
    "max_tokens, length",
    "model_length, length",
    "tool_calls, tool_call",
    "tool_call, tool_call",
    "tool-calls, tool_call",
    "tool_use, tool_call",
    "TOOL_EXECUTION, tool_call",
    "function_call, tool_call",
    "content_filter, content_filter",
    "content-filter, content_filter",
    "content_filtered, content_filter",
    "SAFETY, content_filter",
    "guardrail_intervened, content_filter",
    "refusal, content_filter",
    "recitation, content_filter",
    "error, error",
    "OTHER, other",
    "whatever, other"
  })
  void finishReason_ofEveryDialect_isFolded(String sent, String folded) {
    GenAiSpan span = read(chat(1).set("gen_ai.response.finish_reasons", List.of(sent)));
    assertThat(span.finishReasons()).containsExactly(folded);
    assertThat(span.sentFinishReasons()).containsExactly(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"STOP", "[\"STOP\"]", "[\"STOP\", ]", "\"STOP\"", "[STOP]"})
  void finishReason_ofEveryForm_isRead(String sent) {
    assertThat(read(chat(1).set("gen_ai.response.finish_reasons", sent)).finishReasons())
        .containsExactly("stop");
  }

  @Test
  void finishReason_onlyInTheMessage_isRead() {
    String output = "[{\"role\":\"assistant\",\"parts\":[],\"finish_reason\":\"max_tokens\"}]";
    assertThat(read(chat(1).set("gen_ai.output.messages", output)).finishReasons())
        .containsExactly("length");
  }

  @ParameterizedTest
  @CsvSource({
    "open_ai, openai",
    "OPEN_AI, openai",
    "openai.chat, openai",
    "openai.responses, openai",
    "azure_open_ai, azure.ai.openai",
    "az.ai.openai, azure.ai.openai",
    "az.ai.inference, azure.ai.inference",
    "azure, azure.ai.inference",
    "vertex_ai, gcp.vertex_ai",
    "vertexai, gcp.vertex_ai",
    "google_vertex_ai_gemini, gcp.vertex_ai",
    "gemini, gcp.gemini",
    "google_ai_gemini, gcp.gemini",
    "google_genai, gcp.gen_ai",
    "gcp.vertex.agent, gcp.gen_ai",
    "bedrock_converse, aws.bedrock",
    "AMAZON_BEDROCK, aws.bedrock",
    "aws, aws.bedrock",
    "mistralai, mistral_ai",
    "xai, x_ai",
    "watsonx, ibm.watsonx.ai",
    "Anthropic, anthropic"
  })
  void provider_ofEveryDialect_isFolded(String sent, String folded) {
    assertThat(read(chat(1).set("gen_ai.system", sent)).provider()).isEqualTo(folded);
  }

  @Test
  void framework_inTheProvidersPlace_givesWayOnModels() {
    GenAiSpan model = read(chat(1).set("gen_ai.system", "spring_ai").set("llm.provider", "openai"));
    assertThat(model.provider()).isEqualTo("openai");
    assertThat(model.framework()).isEqualTo("spring_ai");
    assertThat(read(chat(1).set("llm.system", "langchain4j")).provider()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "human, user",
    "ai, assistant",
    "model, assistant",
    "bot, assistant",
    "developer, system",
    "function, tool",
    "User, user",
    "narrator, narrator"
  })
  void role_ofEveryDialect_isFolded(String sent, String folded) {
    List<Object> messages = List.of(Map.of("role", sent, "content", "x"));
    assertThat(read(chat(1).set("gen_ai.input.messages", messages)).inputMessages().messages())
        .extracting(GenAiMessage::role)
        .containsExactly(folded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none", "unknown", "UNKNOWN", "<not specified>", "N/A", "__REDACTED__", " "})
  void wordsForMissing_giveWayToTheNextSource(String missing) {
    GenAiSpan span =
        read(chat(1).set("gen_ai.response.model", missing).set("ai.response.model", "m"));
    assertThat(span.responseModel()).isEqualTo("m");
  }

  @Test
  void answerThatSaysNone_isAnAnswer() {
    assertThat(read(chat(1).set("gen_ai.completion", "none")).outputText()).isEqualTo("none");
  }

  @Test
  void answerThatIsJson_staysAsItWas() {
    String answer = "{ \"status\" : \"sent\" }";
    assertThat(read(chat(1).set("ai.response.text", answer)).outputText()).isEqualTo(answer);
    assertThat(read(chat(1).set("gen_ai.completion", answer)).outputText()).isEqualTo(answer);
    assertThat(read(chat(1).set("gen_ai.completion.0.content", "[1, 2]")).outputText())
        .isEqualTo("[1, 2]");
  }

  @Test
  void promptsName_isNoInput() {
    GenAiSpan span =
        read(
            chat(1)
                .set("gen_ai.prompt.name", "refund")
                .set("gen_ai.prompt.version", "7")
                .set("gen_ai.prompt.variable.0.content", "x")
                .set("gen_ai.prompt.prompt_filter_results", "[]"));
    assertThat(span.input()).isNull();
    assertThat(span.prompt().name()).isEqualTo("refund");
  }

  @Test
  void indexedMessages_areInOrderOfNumbersWithGapsClosed() {
    SpanMaker maker = chat(1);
    for (int i : new int[] {10, 2, 1999, 0, 2000, 12345}) {
      maker
          .set("gen_ai.prompt." + i + ".role", "user")
          .set("gen_ai.prompt." + i + ".content", "" + i);
    }
    assertThat(read(maker).inputMessages().messages())
        .extracting(GenAiMessage::text)
        .containsExactly("0", "2", "10", "1999");
  }

  @Test
  void cacheBesideTheInput_isAddedToIt() {
    GenAiSpan span =
        read(
            chat(1)
                .tokens(10, 5)
                .set("gen_ai.usage.cache_read.input_tokens", 90L)
                .set("gen_ai.usage.cache_creation.input_tokens", 7L));
    assertThat(span.tokens()).isEqualTo(new Tokens(107L, 5L, 90L, 7L, null, 112L, true));
  }

  @Test
  void cacheWithinTheInput_isNotAdded() {
    GenAiSpan span = read(chat(1).tokens(100, 5).set("gen_ai.usage.cache_read.input_tokens", "90"));
    assertThat(span.tokens().input()).isEqualTo(100);
    assertThat(span.tokens().cacheAdded()).isFalse();
  }

  @Test
  void anthropicThroughSpringAi_alwaysCountsTheCacheBeside() {
    SpanMaker maker =
        chat(1).scope("org.springframework.boot").set("gen_ai.system", "anthropic").tokens(100, 5);
    maker.set("gen_ai.usage.cache_read.input_tokens", "90");
    assertThat(read(maker).tokens().input()).isEqualTo(190);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "NaN", "Infinity", "1e300", "0x10", "7d", "many", ""})
  void tokensThatAreNone_areNotReported(String sent) {
    assertThat(read(chat(1).set("gen_ai.usage.input_tokens", sent)).tokens())
        .isEqualTo(Tokens.NONE);
  }

  @Test
  void unprefixedTokens_countOnlyForAnOperation() {
    assertThat(read(span(1).set("input_tokens", "5")).tokens().input()).isNull();
    assertThat(read(chat(1).set("input_tokens", "5")).tokens().input()).isEqualTo(5);
  }

  @Test
  void error_comesFromWhereverItIsSaid() {
    assertThat(read(chat(1)).error()).isNull();
    assertThat(read(chat(1).failed("boom")).error()).isEqualTo(new SpanError("_OTHER", "boom"));
    assertThat(read(chat(1).set("outcome", "ERROR")).error().type()).isEqualTo("_OTHER");
    assertThat(
            read(chat(1)
                    .set("langfuse.observation.level", "ERROR")
                    .set("langfuse.observation.status_message", "late"))
                .error())
        .isEqualTo(new SpanError("_OTHER", "late"));
    SpanMaker exception =
        chat(1).event("exception", 5, "exception.type", "E", "exception.message", "why");
    assertThat(read(exception).error()).isEqualTo(new SpanError("E", "why"));
    assertThat(read(exception.status(1)).error()).isNull();
  }

  @Test
  void scope_prefersItsOwnContent() {
    GenAiSpan vercel =
        read(
            chat(1)
                .scope("ai")
                .set("gen_ai.prompt", "other")
                .set("llm.input_messages.0.message.content", "other")
                .set("ai.prompt", "own"));
    assertThat(vercel.inputMessages().firstText()).isEqualTo("own");
    GenAiSpan langfuse =
        read(chat(1).scope("langfuse-sdk").set("input.value", "other").set("session.id", "s"));
    assertThat(langfuse.input()).isNull();
    assertThat(langfuse.conversation()).isEqualTo("s");
    GenAiSpan google =
        read(
            chat(1)
                .scope("gcp.vertex.agent")
                .set("gen_ai.output.messages", SpanMaker.message("assistant", "other"))
                .set(
                    "gcp.vertex.agent.llm_response",
                    "{\"content\":{\"parts\":[{\"text\":\"own\"}]}}"));
    assertThat(google.outputText()).isEqualTo("own");
    assertThat(read(chat(1).set("gcp.vertex.agent.llm_request", "{}")).input()).isNull();
  }

  @Test
  void streaming_isSaidOrShown() {
    assertThat(read(chat(1)).streaming()).isNull();
    assertThat(read(chat(1).set("gen_ai.request.stream", "false")).streaming()).isFalse();
    assertThat(read(chat(1).set("ai.operationId", "ai.streamText.doStream")).streaming()).isTrue();
    assertThat(read(chat(1).set("gen_ai.response.time_to_first_chunk", 0.2)).streaming()).isTrue();
  }

  @Test
  void firstToken_beforeTheStart_isNone() {
    assertThat(read(chat(1).at(100, 200).event("ai.stream.firstChunk", 50)).ttftMillis()).isNull();
    assertThat(read(chat(1).set("gen_ai.response.time_to_first_chunk", -1.0)).ttftMillis())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"a\",\"b\"]", "a,b", "a, b", "[a, b]"})
  void tags_ofEveryForm_areRead(String sent) {
    assertThat(read(chat(1).set("langfuse.trace.tags", sent)).tags()).containsExactly("a", "b");
  }

  @Test
  void tagKeys_takeMetadataAsPairs() {
    SpanMaker maker =
        chat(1)
            .set("metadata", "{\"tier\":\"gold\",\"secret\":\"x\"}")
            .set("traceloop.association.properties.plan", "pro");
    assertThat(
            SpanReader.withDefaults().withTagKeys(Set.of("tier", "plan")).read(maker.make()).tags())
        .containsExactly("plan:pro", "tier:gold");
    assertThat(read(maker).tags()).isEmpty();
  }

  @Test
  void droppedOrHiddenOrLong_isTruncated() {
    assertThat(read(chat(1)).truncated()).isFalse();
    assertThat(read(chat(1).dropped(3)).truncated()).isTrue();
    assertThat(read(chat(1).set("input.value", "__REDACTED__")).truncated()).isTrue();
    SpanReader small = SpanReader.withDefaults().withLongestContent(10);
    GenAiSpan cut = small.read(chat(1).set("gen_ai.prompt", "x".repeat(11)).make());
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.inputMessages().firstText()).hasSize(10);
  }

  @Test
  void eventsWithoutContent_areNoMessages() {
    GenAiSpan span =
        SpanReader.withDefaults()
            .read(
                chat(1).make(),
                List.of(
                    log(1, "gen_ai.user.message", 1, Map.of()),
                    log(1, "gen_ai.choice", 2, Map.of("index", 0L, "message", Map.of()))));
    assertThat(span.input()).isNull();
    assertThat(span.output()).isNull();
  }

  @Test
  void choices_areInOrderOfTheirIndex() {
    GenAiSpan span =
        SpanReader.withDefaults()
            .read(
                chat(1).make(),
                List.of(
                    log(1, "gen_ai.choice", 1, Map.of("index", 1L, "content", "second")),
                    log(1, "gen_ai.choice", 2, Map.of("index", 0L, "message", "first"))));
    assertThat(span.outputMessages().messages())
        .extracting(GenAiMessage::text)
        .containsExactly("first", "second");
  }

  @Test
  void detailsRecord_fillsWhatTheSpanLeftOpen() {
    GenAiSpan span = read(chat(1).set("gen_ai.request.model", "m"));
    GenAiSpan joined =
        SpanReader.withDefaults().join(span, Samples.logs("03-semconv-operation-details-log"));
    assertThat(joined.responseId()).isEqualTo("chatcmpl-1");
    assertThat(joined.requestModel()).isEqualTo("m");
    assertThat(joined.outputText()).isEqualTo("Refunds are accepted within 30 days.");
  }

  @Test
  void annotations_ofEveryScope_areScores() {
    GenAiSpan span =
        read(
            chat(1)
                .set("session.id", "s")
                .set("annotations.0.annotation.name", "tone")
                .set("annotations.0.annotation.score", 0.5)
                .set("annotations.0.annotation.annotator_kind", "HUMAN")
                .set("trace.evaluations.0.evaluation.name", "whole")
                .set("trace.evaluations.0.evaluation.label", "good")
                .set("trace.evaluations.0.evaluation.annotator_kind", "LLM")
                .set("session.evaluations.0.evaluation.name", "visit")
                .set("session.evaluations.0.evaluation.score", "3")
                .set("evaluations.0.evaluation.name", "nothing said"));
    assertThat(span.scores())
        .extracting(ExternalScore::name)
        .containsExactlyInAnyOrder("tone", "whole", "visit");
    assertThat(span.scores())
        .filteredOn(score -> score.name().equals("visit"))
        .allSatisfy(score -> assertThat(score.subject().conversation()).isEqualTo("s"));
    assertThat(span.scores())
        .filteredOn(score -> score.name().equals("whole"))
        .allSatisfy(score -> assertThat(score.subject().spanId()).isNull());
    assertThat(span.scores())
        .filteredOn(score -> score.name().equals("tone"))
        .allSatisfy(
            score -> assertThat(score.annotator()).isEqualTo(ExternalScore.Annotator.HUMAN));
  }
}
