package dev.assay.models.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.model.ReplySchema;
import dev.assay.core.model.TokenLogprobs;
import dev.assay.models.call.AttemptFailedException;
import dev.assay.models.testing.ScriptedServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What reaches the provider. */
@Timeout(60)
class RequestTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final List<Message> CONVERSATION =
      List.of(
          new Message("system", "Be brief"),
          Message.user("Grüße 🙂 \"quoted\""),
          new Message("assistant", "Hello"),
          Message.user("Again"));
  private static final ChatParameters PARAMETERS =
      new ChatParameters(0.25, 0.9, 77, 42L, List.of("END"), 0);
  private static final ObjectNode SCHEMA =
      (ObjectNode)
          Json.parse(
              """
              {"type": "object", "properties": {"score": {"type": "integer", "enum": [1, 2]}},
               "required": ["score"], "additionalProperties": false}
              """,
              "schema",
              1);

  @Test
  void ask_openAi_sendsChatCompletions() throws Exception {
    Sent sent = send(Spoken.OPENAI, ChatRequest.of(CONVERSATION, PARAMETERS), false);
    assertThat(sent.request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(sent.request.header("Authorization")).isEqualTo("Bearer " + Spoken.KEY);
    assertThat(sent.request.header("User-Agent")).isEqualTo("assay");
    assertThat(sent.at("/model")).isEqualTo("some-model");
    assertThat(sent.at("/messages/0/role")).isEqualTo("system");
    assertThat(sent.at("/messages/1/content")).isEqualTo("Grüße 🙂 \"quoted\"");
    assertThat(sent.at("/messages/2/role")).isEqualTo("assistant");
    assertThat(sent.body.path("messages").size()).isEqualTo(4);
    assertThat(sent.at("/temperature")).isEqualTo("0.25");
    assertThat(sent.at("/top_p")).isEqualTo("0.9");
    assertThat(sent.at("/max_tokens")).isEqualTo("77");
    assertThat(sent.at("/seed")).isEqualTo("42");
    assertThat(sent.at("/stop/0")).isEqualTo("END");
    assertThat(sent.body.has("logprobs")).isFalse();
    assertThat(sent.body.has("response_format")).isFalse();
  }

  @Test
  void ask_anthropic_sendsMessages() throws Exception {
    Sent sent = send(Spoken.ANTHROPIC, ChatRequest.of(CONVERSATION, PARAMETERS), false);
    assertThat(sent.request.line()).isEqualTo("POST /v1/messages HTTP/1.1");
    assertThat(sent.request.header("x-api-key")).isEqualTo(Spoken.KEY);
    assertThat(sent.at("/system/0/text")).isEqualTo("Be brief");
    assertThat(sent.at("/messages/0/role")).isEqualTo("user");
    assertThat(sent.at("/messages/0/content/0/text")).isEqualTo("Grüße 🙂 \"quoted\"");
    assertThat(sent.body.path("messages").size()).isEqualTo(3);
    assertThat(sent.at("/temperature")).isEqualTo("0.25");
    assertThat(sent.at("/max_tokens")).isEqualTo("77");
    assertThat(sent.at("/stop_sequences/0")).isEqualTo("END");
    ChatRequest plain = ChatRequest.of(CONVERSATION, ChatParameters.DEFAULT);
    assertThat(send(Spoken.ANTHROPIC, plain, false).at("/max_tokens")).isEqualTo("4096");
  }

  @Test
  void ask_gemini_sendsContents() throws Exception {
    ChatRequest request = ChatRequest.of(CONVERSATION, PARAMETERS);
    Sent sent = send(Spoken.GEMINI, request, false);
    assertThat(sent.request.line())
        .isEqualTo("POST /v1beta/models/some-model:generateContent HTTP/1.1");
    assertThat(sent.request.header("x-goog-api-key")).isEqualTo(Spoken.KEY);
    assertThat(sent.at("/systemInstruction/parts/0/text")).isEqualTo("Be brief");
    assertThat(sent.at("/contents/0/parts/0/text")).isEqualTo("Grüße 🙂 \"quoted\"");
    assertThat(sent.at("/contents/1/role")).isEqualTo("model");
    assertThat(sent.at("/generationConfig/temperature")).isEqualTo("0.25");
    assertThat(sent.at("/generationConfig/topP")).isEqualTo("0.9");
    assertThat(sent.at("/generationConfig/maxOutputTokens")).isEqualTo("77");
    assertThat(sent.at("/generationConfig/seed")).isEqualTo("42");
    assertThat(sent.at("/generationConfig/stopSequences/0")).isEqualTo("END");
    assertThat(send(Spoken.GEMINI, request, true).request.line())
        .isEqualTo("POST /v1beta/models/some-model:streamGenerateContent?alt=sse HTTP/1.1");
  }

  @Test
  void ask_ollama_sendsChat() throws Exception {
    Sent sent = send(Spoken.OLLAMA, ChatRequest.of(CONVERSATION, PARAMETERS), false);
    assertThat(sent.request.line()).isEqualTo("POST /api/chat HTTP/1.1");
    assertThat(sent.request.header("Authorization")).isEqualTo("Bearer " + Spoken.KEY);
    assertThat(sent.at("/messages/0/role")).isEqualTo("system");
    assertThat(sent.at("/messages/1/content")).isEqualTo("Grüße 🙂 \"quoted\"");
    assertThat(sent.at("/stream")).isEqualTo("false");
    assertThat(sent.at("/options/temperature")).isEqualTo("0.25");
    assertThat(sent.at("/options/top_p")).isEqualTo("0.9");
    assertThat(sent.at("/options/num_predict")).isEqualTo("77");
    assertThat(sent.at("/options/seed")).isEqualTo("42");
    assertThat(sent.at("/options/stop/0")).isEqualTo("END");
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC", "OLLAMA"})
  void ask_stream_isAskedFor(Spoken spoken) throws Exception {
    Sent sent = send(spoken, ChatRequest.of(CONVERSATION, PARAMETERS), true);
    assertThat(sent.at("/stream")).isEqualTo("true");
    if (spoken == Spoken.OPENAI) {
      assertThat(sent.at("/stream_options/include_usage")).isEqualTo("true");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, /response_format/json_schema/schema",
    "ANTHROPIC, /output_config/format/schema",
    "GEMINI, /generationConfig/responseJsonSchema",
    "OLLAMA, /format",
  })
  void ask_schema_isSent(Spoken spoken, String where) throws Exception {
    ChatRequest request =
        ChatRequest.of(CONVERSATION, PARAMETERS).withSchema(new ReplySchema("grade", SCHEMA));
    for (boolean stream : new boolean[] {false, true}) {
      JsonNode schema = send(spoken, request, stream).body.at(where);
      assertThat(schema.at("/properties/score/enum/1").asString("")).isEqualTo("2");
      assertThat(schema.at("/required/0").asString("")).isEqualTo("score");
    }
  }

  @Test
  void ask_schemaThatLeavesThingsOpen_isNotAskedForStrictly() throws Exception {
    ChatRequest request = ChatRequest.of(CONVERSATION, PARAMETERS);
    ObjectNode open = SCHEMA.deepCopy();
    open.remove("additionalProperties");
    String strict = "/response_format/json_schema/strict";
    ReplySchema closed = new ReplySchema("grade", SCHEMA);
    assertThat(send(Spoken.OPENAI, request.withSchema(closed), false).at(strict)).isEqualTo("true");
    assertThat(
            send(Spoken.OPENAI, request.withSchema(new ReplySchema("grade", open)), false)
                .at(strict))
        .isEqualTo("false");
  }

  @Test
  void ask_openAiLogprobs_areRead() throws Exception {
    String logprobs =
        """
        {"content": [
          {"token": "4", "logprob": -0.25, "bytes": [52], "top_logprobs": [
            {"token": "4", "logprob": -0.25, "bytes": [52]}, {"token": "5", "logprob": -1.5, "bytes": [53]}]},
          {"token": "\\n", "logprob": 0, "top_logprobs": []}], "refusal": null}
        """;
    String choice =
        "{\"choices\": [{\"message\": {\"content\": \"4\"}, \"delta\": {\"content\": \"4\"}, \"logprobs\": "
            + logprobs.replace("\n", "")
            + ", \"finish_reason\": \"stop\"}]}";
    assertLogprobs(Spoken.OPENAI, choice, "data: [DONE]\n\n", "/logprobs", "/top_logprobs");
  }

  @Test
  void ask_geminiLogprobs_areRead() throws Exception {
    String candidate =
        """
        {"candidates": [{"content": {"parts": [{"text": "4"}]}, "finishReason": "STOP", "logprobsResult": {
          "chosenCandidates": [{"token": "4", "logProbability": -0.25}, {"token": "\\n", "logProbability": 0}],
          "topCandidates": [{"candidates": [{"token": "4", "logProbability": -0.25},
            {"token": "5", "logProbability": -1.5}]}]}}]}
        """
            .replace("\n", "");
    assertLogprobs(
        Spoken.GEMINI,
        candidate,
        "",
        "/generationConfig/responseLogprobs",
        "/generationConfig/logprobs");
  }

  private static void assertLogprobs(
      Spoken spoken, String body, String end, String flag, String number) throws Exception {
    ScriptedServer.Step whole = ScriptedServer.reply(200, body);
    ScriptedServer.Step streamed = ScriptedServer.chunks(List.of(Spoken.event(body), end));
    if (end.isEmpty()) {
      streamed = ScriptedServer.chunks(List.of(Spoken.event(body)));
    }
    ChatRequest request = ChatRequest.of(CONVERSATION, PARAMETERS.withTopLogprobs(2));
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.inTurn(whole, streamed))) {
      for (boolean stream : new boolean[] {false, true}) {
        ChatResponse response = spoken.attempt(server, stream).ask(request, LONG);
        Sent sent = Sent.of(server);
        assertThat(sent.at(flag)).isEqualTo("true");
        assertThat(sent.at(number)).isEqualTo("2");
        assertThat(response.logprobs())
            .containsExactly(
                new TokenLogprobs("4", -0.25, java.util.Map.of("4", -0.25, "5", -1.5)),
                new TokenLogprobs("\n", 0, java.util.Map.of()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void ask_oddText_arrivesAsItWas(Spoken spoken) throws Exception {
    String text = "\u0000\u001b[31m<|endoftext|>{{x}} \u202e\uFEFF 🙂\n\t\"\\";
    ChatRequest request = ChatRequest.of(List.of(Message.user(text)), PARAMETERS);
    String where =
        switch (spoken) {
          case OPENAI, OLLAMA -> "/messages/0/content";
          case ANTHROPIC -> "/messages/0/content/0/text";
          case GEMINI -> "/contents/0/parts/0/text";
        };
    assertThat(send(spoken, request, false).at(where)).isEqualTo(text);
    // UTF-8 has no lone surrogates.
    ChatRequest lone = ChatRequest.of(List.of(Message.user("a\uD800b")), PARAMETERS);
    assertThat(send(spoken, lone, false).at(where)).startsWith("a").endsWith("b");
  }

  @ParameterizedTest
  @EnumSource
  void ask_unknownRole_isRejectedUnsent(Spoken spoken) throws Exception {
    ChatRequest request = ChatRequest.of(List.of(new Message("tool", "42")), PARAMETERS);
    try (ScriptedServer server = new ScriptedServer(spoken.answering("Hello", false))) {
      assertThatThrownBy(() -> spoken.attempt(server, false).ask(request, LONG))
          .isInstanceOfSatisfying(
              AttemptFailedException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Kind.REJECTED);
                assertThat(e.retryable()).isFalse();
              })
          .hasMessage("cannot be asked: role: tool (expected: system, user or assistant)");
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ask_emptyMessages_areSentOrRejected(Spoken spoken) throws Exception {
    List<Message> messages =
        List.of(new Message("system", "  "), Message.user(""), new Message("assistant", ""));
    Sent sent = send(spoken, ChatRequest.of(messages, PARAMETERS), false);
    assertThat(sent.body.isObject()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void ask_seedBeyond32Bits_isFolded(Spoken spoken) throws Exception {
    ChatParameters parameters = new ChatParameters(null, null, null, 1L << 40, List.of(), 0);
    ChatRequest request = ChatRequest.of(CONVERSATION, parameters);
    Sent sent = send(spoken, request, false);
    String where =
        switch (spoken) {
          case OPENAI -> "/seed";
          case GEMINI -> "/generationConfig/seed";
          case OLLAMA -> "/options/seed";
          case ANTHROPIC -> "/none";
        };
    assertThat(sent.at(where)).isEqualTo(spoken == Spoken.ANTHROPIC ? "" : "256");
  }

  private static Sent send(Spoken spoken, ChatRequest request, boolean stream) throws Exception {
    try (ScriptedServer server = new ScriptedServer(spoken.answering("Hello", stream))) {
      spoken.attempt(server, stream).ask(request, LONG);
      return Sent.of(server);
    }
  }

  private record Sent(ScriptedServer.Request request, JsonNode body) {

    static Sent of(ScriptedServer server) {
      ScriptedServer.Request last =
          List.copyOf(server.requests()).get(server.requests().size() - 1);
      return new Sent(last, Json.parse(last.body(), "request", 1));
    }

    String at(String pointer) {
      return body.at(pointer).asString("");
    }
  }
}
