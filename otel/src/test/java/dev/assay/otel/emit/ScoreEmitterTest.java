package dev.assay.otel.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ExternalScore.Annotator;
import dev.assay.core.interaction.Subject;
import dev.assay.core.json.Json;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ScoreEmitterTest {

  private static final Instant AT = Instant.ofEpochSecond(1_788_000_009L);
  private static final Subject SPAN =
      new Subject(null, "5b8efff798038103d269b633813fc60c", "00f067aa0ba90202", "chatcmpl-1", null);
  private static final EmitOptions OPTIONS =
      EmitOptions.withDefaults().withService("llm-evaluator", "1.0.0").withProject("support");

  private final ScoreEmitter emitter = ScoreEmitter.withOptions(OPTIONS);
  private final OtlpDecoder decoder = OtlpDecoder.withDefaults();

  @Test
  void events_score_isTheSampleOfTheConvention() {
    byte[] json = emitter.events(List.of(faithful(SPAN)), Encoding.JSON);
    assertThat(parse(json)).isEqualTo(sample("20a-emit-evaluation-result-log", "scopeLogs"));
  }

  @Test
  void events_unscored_isTheSampleOfTheConventionAndHasNoValue() {
    Subject subject = Subject.ofTrace(SPAN.traceId(), SPAN.spanId());
    byte[] json =
        ScoreEmitter.withOptions(OPTIONS.withEvaluator(false).withExplanations(false))
            .events(List.of(unscored(subject, "timeout")), Encoding.JSON);
    assertThat(parse(json)).isEqualTo(sample("20b-emit-evaluation-failure-log", "scopeLogs"));
  }

  @Test
  void events_unscored_saysWhy() {
    LogEntry event = emitter.event(unscored(SPAN, null));
    assertThat(event.attributes().get("error.type")).isEqualTo("unscored");
    assertThat(event.attributes().get("gen_ai.evaluation.explanation"))
        .isEqualTo("no reply within 30 s");
    assertThat(event.attributes().values())
        .doesNotContainKeys("gen_ai.evaluation.score.value", "gen_ai.evaluation.score.label");
    assertThat(event.severity()).isEqualTo(13);
  }

  @Test
  void spans_score_isTheSampleButForItsIds() {
    ObjectNode json = (ObjectNode) parse(emitter.spans(List.of(faithful(SPAN)), Encoding.JSON));
    ObjectNode sample = (ObjectNode) sample("21-emit-openinference-carrier-span", "scopeSpans");
    for (ObjectNode request : List.of(json, sample)) {
      ObjectNode span = (ObjectNode) request.at("/resourceSpans/0/scopeSpans/0/spans/0");
      span.remove(List.of("traceId", "spanId", "startTimeUnixNano", "endTimeUnixNano"));
    }
    assertThat(json).isEqualTo(sample);
  }

  @Test
  void spans_sameScore_hasTheSameIds() {
    SpanRecord once = emitter.span(faithful(SPAN)).orElseThrow();
    assertThat(emitter.span(faithful(SPAN))).contains(once);
    assertThat(emitter.span(unscored(SPAN, "timeout")).orElseThrow().traceId())
        .isNotEqualTo(once.traceId());
    assertThat(once.endNanos() - once.startNanos()).isEqualTo(100_000_000L);
  }

  @Test
  void spans_conversation_isASessionsEvaluation() {
    SpanRecord span = emitter.span(faithful(Subject.ofConversation("conv-42"))).orElseThrow();
    assertThat(span.links()).isEmpty();
    assertThat(span.attributes().get("session.id")).isEqualTo("conv-42");
    assertThat(span.attributes().get("session.evaluations.0.evaluation.score")).isEqualTo(0.86);
  }

  @Test
  void spans_subjectThatIsNoSpan_isLeftOut() {
    EmittedScore score = faithful(Subject.ofInteraction("i-1"));
    assertThat(emitter.span(score)).isEmpty();
    assertThat(emitter.event(score).attributes().get("assay.interaction.id")).isEqualTo("i-1");
  }

  @Test
  void passed_withoutALabel_isPassOrFail() {
    Score pass = Score.ofPass(true, null);
    Score fail = Score.ofPass(false, "too long");
    assertThat(label(pass)).isEqualTo("pass");
    assertThat(label(fail)).isEqualTo("fail");
    assertThat(label(Score.of(0.5))).isNull();
  }

  @Test
  void explanations_areBoundedAndSurviveAnyText() {
    String hostile = "\u0000<b>\ud800" + "x".repeat(10_000);
    EmittedScore score = score(Score.of(1).withExplanation(hostile), SPAN, null);
    for (Encoding encoding : Encoding.values()) {
      byte[] request = emitter.events(List.of(score), encoding);
      LogEntry read = decoder.logs(request, encoding, AT).records().get(0);
      assertThat(read.attributes().text("gen_ai.evaluation.explanation"))
          .startsWith("\u0000<b>")
          .hasSize(4_001);
    }
  }

  @Test
  void requests_inProtobuf_areReadBack() {
    List<EmittedScore> scores = List.of(faithful(SPAN), unscored(SPAN, "timeout"));
    assertThat(
            decoder
                .logs(emitter.events(scores, Encoding.PROTOBUF), Encoding.PROTOBUF, AT)
                .records())
        .containsExactlyElementsOf(scores.stream().map(emitter::event).toList());
    assertThat(
            decoder
                .traces(emitter.spans(scores, Encoding.PROTOBUF), Encoding.PROTOBUF, AT)
                .records())
        .containsExactlyElementsOf(
            scores.stream().map(score -> emitter.span(score).orElseThrow()).toList());
  }

  private @Nullable Object label(Score score) {
    return emitter
        .event(score(score, SPAN, null))
        .attributes()
        .get("gen_ai.evaluation.score.label");
  }

  private static EmittedScore faithful(Subject subject) {
    Score score =
        Score.of(0.86).withPassed(true).withExplanation("All claims are supported by doc_1.");
    return new EmittedScore(
        "Faithfulness",
        "faithfulness-nli",
        "3",
        score,
        null,
        subject,
        Annotator.CODE,
        AT,
        Duration.ofMillis(100));
  }

  private static EmittedScore unscored(Subject subject, String failure) {
    return score(Score.unscored("no reply within 30 s"), subject, failure);
  }

  private static EmittedScore score(Score score, Subject subject, String failure) {
    return new EmittedScore(
        "Relevance",
        "relevance",
        "1",
        score,
        failure,
        subject,
        Annotator.LLM,
        AT,
        Duration.ofSeconds(1));
  }

  private static JsonNode parse(byte[] json) {
    return Json.parse(new String(json, StandardCharsets.UTF_8), "request", 1);
  }

  /** The sample, with our own name for the scope. */
  private static JsonNode sample(String name, String scopes) {
    try (InputStream in = ScoreEmitterTest.class.getResourceAsStream("/otlp/" + name + ".json")) {
      JsonNode sample = parse(Objects.requireNonNull(in, name).readAllBytes());
      JsonNode scope = sample.iterator().next().get(0).get(scopes).get(0).get("scope");
      ((ObjectNode) scope).put("name", "dev.assay");
      return sample;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
