package dev.assay.models.embedding;

import static dev.assay.models.testing.ScriptedServer.inTurn;
import static dev.assay.models.testing.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.models.testing.ScriptedServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class ApiEmbeddingTest {

  private static final String KEY = "sk-embed-0123456789";

  enum Spoken {
    OPENAI("POST /v1/embeddings HTTP/1.1", "/input/0") {
      @Override
      String vector(String numbers) {
        return "{\"object\": \"list\", \"model\": \"m\", \"data\": [{\"object\": \"embedding\", \"index\": 0, "
            + "\"embedding\": ["
            + numbers
            + "]}], \"usage\": {\"prompt_tokens\": 3, \"total_tokens\": 3}}";
      }
    },
    GEMINI("POST /v1beta/models/some-model:embedContent HTTP/1.1", "/content/parts/0/text") {
      @Override
      String vector(String numbers) {
        return "{\"embedding\": {\"values\": [" + numbers + "]}}";
      }
    },
    OLLAMA("POST /api/embed HTTP/1.1", "/input/0") {
      @Override
      String vector(String numbers) {
        return "{\"model\": \"m\", \"embeddings\": [[" + numbers + "]], \"prompt_eval_count\": 3}";
      }
    };

    private final String line;
    private final String text;

    Spoken(String line, String text) {
      this.line = line;
      this.text = text;
    }

    abstract String vector(String numbers);
  }

  @ParameterizedTest
  @EnumSource
  void embed_vector_isScaledToUnitLength(Spoken spoken) throws Exception {
    try (ScriptedServer server = new ScriptedServer(reply(200, spoken.vector("3.0, 0, -4.0")));
        EmbeddingModels models = models(spoken, server)) {
      EmbeddingModel model = models.get("mine");
      assertThat(model.embed("Grüße 🙂"))
          .containsExactly(new float[] {0.6f, 0, -0.8f}, within(1e-6f));
      ScriptedServer.Request request = server.requests().element();
      assertThat(request.line()).isEqualTo(spoken.line);
      JsonNode body = Json.parse(request.body(), "request", 1);
      assertThat(body.at(spoken.text).asString("")).isEqualTo("Grüße 🙂");
      assertThat(request.headers().toString()).contains(KEY);
      assertThat(model.dimensions()).isEqualTo(3);
      assertThat(model.embed("Grüße 🙂")).hasSize(3);
      assertThat(server.requests()).as("remembered").hasSize(1);
      assertThat(model.version())
          .startsWith(spoken.name().toLowerCase(java.util.Locale.ROOT) + ":some-model@127.0.0.1:")
          .doesNotContain(KEY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void dimensions_nothingEmbeddedYet_asksOnce(Spoken spoken) throws Exception {
    try (ScriptedServer server = new ScriptedServer(reply(200, spoken.vector("1, 2")));
        EmbeddingModels models = models(spoken, server)) {
      assertThat(models.get("mine").dimensions()).isEqualTo(2);
      assertThat(models.get("mine").dimensions()).isEqualTo(2);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void embed_serverIsBusyOnce_isAskedAgain(Spoken spoken) throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                inTurn(
                    reply(503, "{\"error\": \"busy\"}", "Retry-After: 0"),
                    reply(200, spoken.vector("1, 0"))));
        EmbeddingModels models = models(spoken, server)) {
      assertThat(models.get("mine").embed("x")).containsExactly(1, 0);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void embed_keyIsNotAccepted_saysSoWithoutIt(Spoken spoken) throws Exception {
    String body = "{\"error\": {\"message\": \"Wrong key " + KEY + "\"}}";
    try (ScriptedServer server = new ScriptedServer(reply(401, body));
        EmbeddingModels models = models(spoken, server)) {
      assertThatThrownBy(() -> models.get("mine").embed("x"))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORISED))
          .hasMessageContaining("status 401: Wrong key [key]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0, 0", "1e39, 0"})
  void embed_vectorWithoutDirection_isInvalid(String numbers) throws Exception {
    for (Spoken spoken : Spoken.values()) {
      assertInvalid(spoken, spoken.vector(numbers));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "not JSON", "[]", "{\"data\": []}", "{\"embeddings\": [\"x\"]}"})
  void embed_replyWithoutVector_isInvalid(String body) throws Exception {
    for (Spoken spoken : Spoken.values()) {
      assertInvalid(spoken, body);
    }
  }

  private static void assertInvalid(Spoken spoken, String body) throws Exception {
    try (ScriptedServer server = new ScriptedServer(reply(200, body));
        EmbeddingModels models = models(spoken, server)) {
      assertThatThrownBy(() -> models.get("mine").embed("x"))
          .isInstanceOfSatisfying(
              ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_REPLY))
          .hasMessageContaining("vector");
    }
  }

  @Test
  void embed_dimensionsChange_isInvalid() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                inTurn(
                    reply(200, Spoken.OLLAMA.vector("1, 0")),
                    reply(200, Spoken.OLLAMA.vector("1, 0, 0"))));
        EmbeddingModels models = models(Spoken.OLLAMA, server)) {
      models.get("mine").embed("x");
      assertThatThrownBy(() -> models.get("mine").embed("y"))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("a vector of 3 after one of 2 dimensions");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai:text-embedding-3-small, OPENAI_API_KEY",
    "gemini:gemini-embedding-001, GEMINI_API_KEY",
  })
  void get_noKey_namesTheVariable(String name, String variable) {
    try (EmbeddingModels models = EmbeddingModels.installed()) {
      assertThatThrownBy(() -> models.get(name))
          .isInstanceOf(NotConfiguredException.class)
          .hasMessageContaining(variable);
    }
  }

  @Test
  void get_modelThatHasNone_isRefused() {
    ModelSettings settings = ModelSettings.ofEnvironment(Map.of("ANTHROPIC_API_KEY", KEY));
    try (EmbeddingModels models = EmbeddingModels.installed(settings)) {
      assertThatThrownBy(() -> models.get("anthropic:claude"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("a provider that has embeddings");
      assertThatThrownBy(() -> models.get("opennai:text-embedding-3-small"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("openai:text-embedding-3-small");
    }
  }

  private static EmbeddingModels models(Spoken spoken, ScriptedServer server) {
    ObjectNode spec =
        Json.object()
            .put("model", spoken.name().toLowerCase(java.util.Locale.ROOT) + ":some-model")
            .put("base_url", server.url(spoken == Spoken.OPENAI ? "/v1" : ""))
            .put("key_from", "SOME_KEY")
            .put("timeout", "20s");
    return EmbeddingModels.installed(
        ModelSettings.ofEnvironment(Map.of("SOME_KEY", KEY)).withNamed(Map.of("mine", spec)));
  }
}
