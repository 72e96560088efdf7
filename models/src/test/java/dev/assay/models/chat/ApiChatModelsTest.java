package dev.assay.models.chat;

import static dev.assay.models.testing.ScriptedServer.brokenChunks;
import static dev.assay.models.testing.ScriptedServer.hang;
import static dev.assay.models.testing.ScriptedServer.inTurn;
import static dev.assay.models.testing.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.models.testing.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The models as a suite opens them. */
@Timeout(60)
class ApiChatModelsTest {

  private static final ChatRequest QUESTION =
      ChatRequest.of(List.of(Message.user("Say hello")), ChatParameters.DEFAULT);

  static Stream<Arguments> bothWays() {
    return ApiAttemptTest.bothWays();
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void chat_serverAsksToWait_isAskedAgainThen(Spoken spoken, boolean stream) throws Exception {
    ScriptedServer.Step busy = reply(429, spoken.error("slow down"), "Retry-After: 0.3");
    try (ScriptedServer server = new ScriptedServer(inTurn(busy, spoken.answering("Hi", stream)));
        ChatModels models = models()) {
      long start = System.nanoTime();
      ChatResponse response = open(models, spoken, server, stream, "20s").chat(QUESTION);
      assertThat((System.nanoTime() - start) / 1e6).isGreaterThan(295);
      assertThat(response.text()).isEqualTo("Hi");
      assertThat(response.attempts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void chat_streamBreaksOff_isAskedAgain(Spoken spoken) throws Exception {
    List<String> events = spoken.events(List.of("Half", "way"), spoken.stop());
    ScriptedServer.Step broken = brokenChunks(events.subList(0, 2), spoken.contentType());
    try (ScriptedServer server = new ScriptedServer(inTurn(broken, spoken.answering("Hi", true)));
        ChatModels models = models()) {
      ChatResponse response = open(models, spoken, server, true, "20s").chat(QUESTION);
      assertThat(response.text()).isEqualTo("Hi");
      assertThat(response.attempts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void chat_serverHangs_endsInTime(Spoken spoken, boolean stream) throws Exception {
    try (ScriptedServer server = new ScriptedServer(hang());
        ChatModels models = models()) {
      ChatModel model = open(models, spoken, server, stream, "300ms");
      long start = System.nanoTime();
      assertThatThrownBy(() -> model.chat(QUESTION))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
      assertThat((System.nanoTime() - start) / 1e6).isBetween(250.0, 10_000.0);
    }
  }

  @Test
  void chat_manyAtOnce_eachGetsItsOwn() throws Exception {
    ScriptedServer.Step echo =
        (request, out) ->
            Spoken.OPENAI
                .answering(
                    Json.parse(request.body(), "r", 1).at("/messages/0/content").stringValue(),
                    true)
                .answer(request, out);
    try (ScriptedServer server = new ScriptedServer(echo);
        ChatModels models = models()) {
      ChatModel model = open(models, Spoken.OPENAI, server, true, "30s");
      ExecutorService threads = Executors.newFixedThreadPool(16);
      List<Future<ChatResponse>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        List<Message> messages = List.of(Message.user("number " + i));
        answers.add(
            threads.submit(() -> model.chat(ChatRequest.of(messages, ChatParameters.DEFAULT))));
      }
      for (int i = 0; i < 100; i++) {
        assertThat(answers.get(i).get().text()).isEqualTo("number " + i);
      }
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai:gpt, OPENAI_API_KEY",
    "anthropic:claude, ANTHROPIC_API_KEY",
    "gemini:flash, GEMINI_API_KEY",
    "google:flash, GOOGLE_API_KEY",
  })
  void get_keyIsMissing_namesItsVariable(String name, String variable) {
    try (ChatModels models = ChatModels.installed(ModelSettings.NONE)) {
      assertThatThrownBy(() -> models.get("judge.model", StringNode.valueOf(name)))
          .isInstanceOf(NotConfiguredException.class)
          .hasMessageContaining(variable);
    }
  }

  @Test
  void get_ollama_needsNoKey() {
    try (ChatModels models = ChatModels.installed(ModelSettings.NONE)) {
      ChatModel model = models.get("judge.model", StringNode.valueOf("ollama:llama3.2"));
      assertThat(model.name()).isEqualTo("ollama:llama3.2");
      assertThat(model.version()).isEqualTo("ollama:llama3.2@127.0.0.1:11434");
      assertThat(model.supportsSchema()).isTrue();
      assertThat(model.supportsLogprobs()).isFalse();
    }
  }

  @Test
  void get_unknownPrefix_saysWhichThereAre() {
    try (ChatModels models = ChatModels.installed(ModelSettings.NONE)) {
      assertThatThrownBy(() -> models.get("judge.model", StringNode.valueOf("opena:gpt")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("judge.model: opena:gpt")
          .hasMessageContaining("openai");
    }
  }

  private static ChatModels models() {
    return ChatModels.installed(ModelSettings.ofEnvironment(Map.of("SOME_KEY", Spoken.KEY)));
  }

  private static ChatModel open(
      ChatModels models, Spoken spoken, ScriptedServer server, boolean stream, String timeout) {
    ObjectNode spec =
        Json.object()
            .put("model", spoken.name().toLowerCase(Locale.ROOT) + ":some-model")
            .put("base_url", server.url(spoken == Spoken.OPENAI ? "/v1" : ""))
            .put("key_from", "SOME_KEY")
            .put("timeout", timeout)
            .put("stream", stream);
    return models.get("judge.model", spec);
  }
}
