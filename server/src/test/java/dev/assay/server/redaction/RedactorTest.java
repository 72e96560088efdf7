package dev.assay.server.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.Subject;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.span.GenAiKind;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.SpanReader;
import dev.assay.server.config.ContentRule;
import dev.assay.server.config.RedactionConfig;
import dev.assay.server.config.UserIds;
import dev.assay.server.redaction.RedactionSettings.NamedPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class RedactorTest {

  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final String KEY = "ghp_" + "a8Kd02mQz7LpX4vN1sRtY6uB3cWe5fGhJ9iO";
  private static final UserHashes USERS = UserHashes.of("0123456789abcdef0123".getBytes(UTF_8));
  private static final Origin ORIGIN =
      new Origin(Attributes.of("service.name", "shop"), "test", "", "");

  private final Redactor redactor = redactor(RedactionSettings.DEFAULT);

  private static ContentRule rule(
      @Nullable String environment, @Nullable String app, @Nullable String feature, boolean keep) {
    return new ContentRule(set(app), set(environment), set(feature), keep);
  }

  private static Set<String> set(@Nullable String one) {
    return one == null ? Set.of() : Set.of(one);
  }

  private static Redactor redactor(RedactionSettings settings) {
    return Redactor.of(settings, USERS, ContentKeeper.ALL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Write to jane.doe@example.com today|Write to [EMAIL] today",
        "Call +1 650 253 0000 or 212-555-0142!|Call [PHONE] or [PHONE]!",
        "Card 4111 1111 1111 1111 ok|Card [CARD] ok",
        "IBAN DE89 3704 0044 0532 0130 00.|IBAN [IBAN].",
        "SSN 536-90-4399 here|SSN [SSN] here",
        "From 203.0.113.77 it came|From [IP] it came",
        "Order 12345 of 2024-05-01 12:30|Order 12345 of 2024-05-01 12:30",
      })
  void personalData_becomesAWordForItsKind(String text, String expected) {
    assertThat(redactor.redact(text)).isEqualTo(expected);
  }

  @Test
  void secrets_goAndTheirNamesStay() {
    assertThat(redactor.redact("token " + KEY + " end")).isEqualTo("token [SECRET] end");
    assertThat(redactor.redact("password: hunter2Xq9zR7 end")).isEqualTo("password: [SECRET] end");
    assertThat(redactor.redact("postgres://bob:s3cr3tPw@db/x"))
        .isEqualTo("postgres://bob:[SECRET]@db/x");
    String block =
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nAbCd\n-----END RSA PRIVATE KEY-----\nbye";
    assertThat(redactor.redact(block)).isEqualTo("[SECRET]\nbye");
    assertThat(redactor.redact("-----BEGIN PRIVATE KEY-----\nMIIE")).isEqualTo("[SECRET]");
    assertThat(redactor.counts().redacted()).isEqualTo(Map.of("secret", 5L));
  }

  @Test
  void json_staysJsonWhateverIsFoundInIt() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("content", "hello\njane@example.com\n" + KEY + "\t4111111111111111");
    values.put("card", 4111111111111111L);
    values.put("password", "hunter2Xq9zR7");
    values.put("quote", "say \"call 212-555-0142\"");
    values.put("inner", "{\"password\": \"hunter2Xq9zR7\", \"to\": \"x\\njoe@example.com\"}");
    JsonNode before = Json.mapper().valueToTree(values);
    JsonNode after = Json.mapper().readTree(redactor.redact(Json.write(before)));
    assertThat(after.get("content").stringValue()).isEqualTo("hello\n[EMAIL]\n[SECRET]\t[CARD]");
    assertThat(after.get("card").stringValue()).isEqualTo("[CARD]");
    assertThat(after.get("password").stringValue()).isEqualTo("[SECRET]");
    assertThat(after.get("quote").stringValue()).isEqualTo("say \"call [PHONE]\"");
    JsonNode inner = Json.mapper().readTree(after.get("inner").stringValue());
    assertThat(inner.get("password").stringValue()).isEqualTo("[SECRET]");
    assertThat(inner.get("to").stringValue()).isEqualTo("x\n[EMAIL]");
  }

  @Test
  void escapedCharacters_hideNothing() {
    String json =
        "{\"a\": \"jane\\u0040example.com\", \"b\": \"https:\\/\\/u:pa55word@h.example\"}";
    assertThat(redactor.redact(json))
        .isEqualTo("{\"a\": \"[EMAIL]\", \"b\": \"https://u:[SECRET]\"}");
  }

  @Test
  void spans_areRedactedInEveryDialect() {
    String mail = "Mail jane@example.com";
    Attributes attributes =
        Attributes.of(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"content\":\"" + mail + "\"}]}]",
            "gen_ai.prompt.0.content",
            mail,
            "llm.input_messages.0.message.content",
            mail,
            "ai.prompt",
            "{\"prompt\":\"" + mail + "\"}",
            "langfuse.observation.input",
            mail,
            "gcp.vertex.agent.llm_request",
            mail,
            "spring.ai.tool.call.arguments",
            "{\"to\":\"jane@example.com\"}",
            "retrieval.documents.0.document.content",
            mail,
            "langfuse.trace.tags",
            List.of("vip", "jane@example.com"),
            "somebody.elses.key",
            Map.of("deep", List.of(mail)),
            "http.request.header.authorization",
            List.of("Bearer a8Kd02mQz7LpX4vN1sRtY6uB3cWe"),
            "gen_ai.conversation.id",
            "jane@example.com",
            "gen_ai.usage.input_tokens",
            4111111111111111L);
    SpanRecord span =
        new SpanRecord(
            new Origin(Attributes.of("process.command_line", "run " + mail), "s", "", ""),
            TRACE,
            "00f067aa0ba90201",
            null,
            "chat",
            3,
            1,
            2,
            2,
            "failed for jane@example.com",
            attributes,
            List.of(
                new SpanRecord.Event(
                    "exception", 1, Attributes.of("exception.message", "no jane@example.com"))),
            List.of(),
            0);
    LogEntry log =
        new LogEntry(
            ORIGIN,
            TRACE,
            "00f067aa0ba90201",
            "gen_ai.user.message",
            1,
            9,
            Map.of("content", mail),
            Attributes.NONE);
    RecordBatch batch = redactor.apply(new RecordBatch(List.of(span), List.of(log)));
    SpanRecord after = batch.spans().get(0);
    assertThat(after.attributes().get("gen_ai.conversation.id")).isEqualTo("jane@example.com");
    assertThat(after.attributes().get("gen_ai.usage.input_tokens")).isEqualTo(4111111111111111L);
    Map<String, Object> rest = new LinkedHashMap<>(after.attributes().values());
    rest.remove("gen_ai.conversation.id");
    assertThat(rest.toString()).doesNotContain("jane").doesNotContain("a8Kd02").contains("[EMAIL]");
    assertThat(rest.get("gen_ai.prompt.0.content")).isEqualTo("Mail [EMAIL]");
    assertThat(rest.get("langfuse.trace.tags")).isEqualTo(List.of("vip", "[EMAIL]"));
    assertThat(rest.get("http.request.header.authorization")).isEqualTo(List.of("Bearer [SECRET]"));
    assertThat(after.statusMessage()).isEqualTo("failed for [EMAIL]");
    assertThat(after.events().get(0).attributes().get("exception.message")).isEqualTo("no [EMAIL]");
    assertThat(after.origin().resource().get("process.command_line")).isEqualTo("run Mail [EMAIL]");
    assertThat(batch.logs().get(0).body()).isEqualTo(Map.of("content", "Mail [EMAIL]"));
  }

  @Test
  void users_areHashedWhereverTheyAreNamed() {
    String hash = USERS.hash("jane@example.com");
    assertThat(hash).matches("user-[0-9a-f]{32}").isEqualTo(USERS.hash(hash));
    for (String key :
        List.of(
            "user.id",
            "enduser.id",
            "langfuse.user.id",
            "traceloop.association.properties.user_id",
            "ai.telemetry.metadata.userId")) {
      assertThat(read(redactor, Attributes.of(key, "jane@example.com")).user())
          .as(key)
          .isEqualTo(hash);
    }
    GenAiSpan span =
        read(redactor, Attributes.of("metadata", "{\"user_id\":\"jane@example.com\",\"n\":1}"));
    assertThat(span.user()).isEqualTo(hash);
    assertThat(redactor.storedUser("jane@example.com")).isEqualTo(hash);
    assertThat(redactor.counts().usersHashed()).isEqualTo(6);
    assertThat(UserHashes.of("another-salt-of-16-bytes".getBytes(UTF_8)).hash("jane@example.com"))
        .isNotEqualTo(hash);
  }

  private static GenAiSpan read(Redactor redactor, Attributes attributes) {
    RecordBatch batch =
        redactor.apply(new RecordBatch(List.of(span(ORIGIN, attributes)), List.of()));
    return SpanReader.withDefaults().read(batch.spans().get(0));
  }

  private static SpanRecord span(Origin origin, Attributes attributes) {
    return new SpanRecord(
        origin,
        TRACE,
        "00f067aa0ba90201",
        null,
        "chat",
        3,
        1,
        2,
        0,
        "",
        attributes,
        List.of(),
        List.of(),
        0);
  }

  private static final Attributes CHAT =
      Attributes.of(
          "gen_ai.operation.name", "chat",
          "gen_ai.request.model", "small",
          "gen_ai.usage.input_tokens", 12L,
          "gen_ai.response.finish_reasons", List.of("stop"),
          "gen_ai.conversation.id", "c-1",
          "app.feature", "refunds",
          "user.id", "jane",
          "langfuse.trace.tags", List.of("vip"),
          "metadata", "{\"user_id\":\"jane\",\"feature\":\"f\",\"note\":\"my secret wish\"}",
          "gen_ai.input.messages", "my secret wish",
          "gen_ai.prompt.0.content", "my secret wish",
          "unheard.of", "my secret wish");

  @Test
  void contentSwitchedOff_leavesWhatIsOperational() {
    Redactor off =
        redactor(
            RedactionSettings.DEFAULT.withContent(
                List.of(rule("test", null, null, true), rule(null, "shop", "refunds", false))));
    RecordBatch batch =
        off.apply(
            new RecordBatch(
                List.of(
                    span(ORIGIN, Attributes.of("gen_ai.completion", "my secret wish")),
                    span(ORIGIN, CHAT)),
                List.of(
                    new LogEntry(
                        ORIGIN,
                        TRACE,
                        null,
                        "gen_ai.choice",
                        1,
                        9,
                        "my secret wish",
                        Attributes.NONE))));
    assertThat(batch.toString()).doesNotContain("my secret wish");
    GenAiSpan span = SpanReader.withDefaults().read(batch.spans().get(1));
    assertThat(span.kind()).isEqualTo(GenAiKind.LLM);
    assertThat(span.requestModel()).isEqualTo("small");
    assertThat(span.tokens().input()).isEqualTo(12);
    assertThat(span.finishReasons()).containsExactly("stop");
    assertThat(span.conversation()).isEqualTo("c-1");
    assertThat(span.user()).isEqualTo(USERS.hash("jane"));
    assertThat(span.tags()).containsExactly("vip");
    assertThat(span.input()).isNull();
    assertThat(span.hidden()).isTrue();
    assertThat(off.counts().dropped()).isEqualTo(Map.of("switched_off", 3L));
    Attributes elsewhere =
        off.apply(
                new RecordBatch(
                    List.of(
                        span(
                            new Origin(
                                Attributes.of(
                                    "service.name", "shop", "deployment.environment.name", "test"),
                                "",
                                "",
                                ""),
                            CHAT)),
                    List.of()))
            .spans()
            .get(0)
            .attributes();
    assertThat(elsewhere.get("gen_ai.input.messages")).isEqualTo("my secret wish");
  }

  @Test
  void retrieverKnownByItsContent_staysOne() {
    Redactor off =
        redactor(RedactionSettings.DEFAULT.withContent(List.of(rule(null, null, null, false))));
    GenAiSpan span = read(off, Attributes.of("gen_ai.retrieval.query.text", "where is it"));
    assertThat(span.kind()).isEqualTo(GenAiKind.RETRIEVER);
    assertThat(span.input()).isNull();
  }

  @Test
  void nobodyMayLook_contentGoesAndIsCounted() {
    Redactor sampled =
        Redactor.of(
            RedactionSettings.DEFAULT, USERS, (trace, origin, attributes) -> !trace.equals(TRACE));
    assertThat(read(sampled, CHAT).input()).isNull();
    assertThat(sampled.counts().dropped()).isEqualTo(Map.of("nobody_may_look", 1L));
  }

  @Test
  void interactions_areRedactedEverywhere() {
    String mail = "Mail jane@example.com";
    Interaction said =
        Interaction.builder()
            .input(List.of(Message.user(mail)))
            .output(mail)
            .context(List.of(Passage.of(mail)))
            .toolCalls(
                List.of(
                    new ToolCall("send", Json.object().put("to", "jane@example.com"), null, mail)))
            .steps(List.of(new Step("llm", "answer", mail, mail, 1.0, mail)))
            .error(new InteractionError("http_500", mail))
            .conversation("c-1")
            .tag("note", mail)
            .build();
    ObservedInteraction after = redactor.redact(observed(said));
    assertThat(after.toString()).doesNotContain("jane");
    assertThat(after.interaction().input()).containsExactly(Message.user("Mail [EMAIL]"));
    assertThat(after.interaction().toolCalls().get(0).arguments().get("to").stringValue())
        .isEqualTo("[EMAIL]");
    assertThat(after.user()).isEqualTo(USERS.hash("jane"));
    assertThat(redactor.redact(after)).isEqualTo(after);
    Redactor off =
        redactor(
            RedactionSettings.DEFAULT.withContent(List.of(rule(null, null, "refunds", false))));
    ObservedInteraction bare = off.redact(observed(said));
    assertThat(bare.toString()).doesNotContain("jane");
    assertThat(bare.interaction().output()).isNull();
    assertThat(bare.interaction().input()).isEmpty();
    assertThat(bare.interaction().error()).isEqualTo(new InteractionError("http_500", ""));
    assertThat(bare.interaction().toolCalls()).hasSize(1);
    assertThat(bare.interaction().tags()).containsEntry("assay.content", "hidden");
    Signal signal =
        new Signal(
            "1", Signal.Kind.REPORT, Subject.ofInteraction("i"), Instant.EPOCH, "user", mail);
    assertThat(redactor.redact(signal).comment()).isEqualTo("Mail [EMAIL]");
  }

  private static ObservedInteraction observed(Interaction said) {
    return new ObservedInteraction(
        "i",
        null,
        null,
        null,
        Instant.EPOCH,
        "shop",
        "production",
        "refunds",
        null,
        "jane",
        false,
        said);
  }

  @Test
  void ownPatternsAndNames_areReplacedByTheirNames() {
    Redactor own =
        redactor(
            RedactionSettings.DEFAULT
                .withPatterns(List.of(new NamedPattern("order", "ORD-\\d+", true)))
                .withNames(List.of("Jane Doe")));
    assertThat(own.redact("Jane Doe asks for ORD-123")).isEqualTo("[NAME] asks for [ORDER]");
    assertThatThrownBy(
            () ->
                redactor(
                    RedactionSettings.DEFAULT.withPatterns(
                        List.of(new NamedPattern("order", "(", true)))))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void patternThatRunsAway_costsTheTextAndIsCounted() {
    Redactor own =
        redactor(
            RedactionSettings.DEFAULT.withPatterns(
                List.of(new NamedPattern("evil", "(a+a+)+\\1y", true))));
    assertThat(own.redact("a".repeat(60) + "!")).isEqualTo("[NOT SEARCHED]");
    assertThat(own.counts().dropped()).isEqualTo(Map.of("not_searched", 1L));
  }

  @Test
  void hostileTexts_takeLinearTimeAndNeverFail() {
    List<Function<Integer, String>> shapes =
        List.of(
            n -> "@".repeat(n),
            n -> "a@a.".repeat(n / 4),
            n -> "1".repeat(n),
            n -> "1 ".repeat(n / 2),
            n -> "(555) ".repeat(n / 6),
            n -> "1.2.3.".repeat(n / 6),
            n -> "::".repeat(n / 2),
            n -> "\\".repeat(n),
            n -> "{\"" + "\\\"".repeat(n / 2),
            n -> "secret=".repeat(n / 7),
            n -> "Authorization: Bearer " + "x".repeat(n),
            n -> "eyJ" + "a.".repeat(n / 2),
            n -> "://a:".repeat(n / 5),
            n -> "-----BEGIN PRIVATE KEY-----".repeat(n / 27),
            n -> "DE89".repeat(n / 4),
            n -> "\ud800".repeat(n),
            n -> "\u0000".repeat(n));
    for (Function<Integer, String> shape : shapes) {
      String text = shape.apply(1 << 19);
      long start = System.nanoTime();
      String redacted = redactor.redact(text);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(redacted).isNotNull();
      assertThat(took).as(text.substring(0, 20)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void configuration_isFollowed() {
    Redactor configured = redactor(RedactionSettings.of(RedactionConfig.DEFAULT));
    assertThat(configured.redact("token " + KEY)).isEqualTo("token [SECRET]");
    RedactionSettings all = RedactionSettings.DEFAULT;
    Redactor dropping =
        redactor(
            new RedactionSettings(
                all.detectors(),
                all.phoneRegions(),
                List.of(),
                List.of(),
                List.of("*@shop.example"),
                UserIds.Mode.DROP,
                List.of()));
    GenAiSpan span = read(dropping, Attributes.of("user.id", "jane", "input.value", "hi"));
    assertThat(span.user()).isNull();
    assertThat(dropping.redact(observed(Interaction.ofOutput("ok"))).user()).isNull();
    assertThat(dropping.redact("a@shop.example, b@example.com"))
        .isEqualTo("a@shop.example, [EMAIL]");
  }

  @Test
  void off_changesNothing() {
    Redactor nothing = redactor(RedactionSettings.OFF);
    @Nullable Object input = "Mail jane@example.com";
    Attributes attributes = Attributes.of("input.value", input, "user.id", "jane");
    RecordBatch batch = new RecordBatch(List.of(span(ORIGIN, attributes)), List.of());
    assertThat(nothing.apply(batch)).isEqualTo(batch);
  }
}
