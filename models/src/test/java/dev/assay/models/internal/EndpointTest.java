package dev.assay.models.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "openai:m, OPENAI_API_KEY, https://api.openai.com/v1, openai:m@api.openai.com",
    "anthropic:m, ANTHROPIC_API_KEY, https://api.anthropic.com/v1, anthropic:m@api.anthropic.com",
    "gemini:m, GEMINI_API_KEY, https://generativelanguage.googleapis.com/v1beta,"
        + " gemini:m@generativelanguage.googleapis.com",
    "google:m, GOOGLE_API_KEY, https://generativelanguage.googleapis.com/v1beta,"
        + " gemini:m@generativelanguage.googleapis.com",
  })
  void of_keyInTheEnvironment_isTheProvidersOwnPlace(
      String model, String variable, String base, String version) {
    Endpoint endpoint = of(model, Map.of(variable, " sk-1 \n"));
    assertThat(endpoint.base()).isEqualTo(base);
    assertThat(endpoint.key()).isEqualTo("sk-1");
    assertThat(endpoint.version()).isEqualTo(version);
    assertThat(endpoint.elsewhere()).isFalse();
    assertThat(endpoint.toString()).doesNotContain("sk-1");
  }

  @ParameterizedTest
  @CsvSource({
    "openai:m, OPENAI_API_KEY",
    "anthropic:m, ANTHROPIC_API_KEY",
    "gemini:m, GEMINI_API_KEY or GOOGLE_API_KEY",
  })
  void of_noKey_namesTheVariable(String model, String variable) {
    for (Map<String, String> environment :
        java.util.List.of(
            Map.<String, String>of(),
            Map.of("OPENAI_API_KEY", " ", "ANTHROPIC_API_KEY", "", "GEMINI_API_KEY", "\n"))) {
      assertThatThrownBy(() -> of(model, environment))
          .isInstanceOf(NotConfiguredException.class)
          .hasMessageContaining(
              "model "
                  + model
                  + ": no key (expected: a key in the environment variable "
                  + variable
                  + ")");
    }
  }

  @Test
  void of_keyFrom_isTheOnlyVariableRead() {
    String spec = "{\"model\": \"openai:m\", \"key_from\": \"MY_KEY\"}";
    assertThat(of(spec, Map.of("MY_KEY", "a", "OPENAI_API_KEY", "b")).key()).isEqualTo("a");
    assertThatThrownBy(() -> of(spec, Map.of("OPENAI_API_KEY", "b")))
        .isInstanceOf(NotConfiguredException.class)
        .hasMessageContaining("MY_KEY");
  }

  @Test
  void of_openAiElsewhere_needsNoKeyAndIsNotGivenOpenAis() {
    String spec = "{\"model\": \"openai:m\", \"base_url\": \"http://127.0.0.1:8000/v1/\"}";
    Endpoint endpoint = of(spec, Map.of("OPENAI_API_KEY", "sk-1"));
    assertThat(endpoint.key()).isNull();
    assertThat(endpoint.base()).isEqualTo("http://127.0.0.1:8000/v1");
    assertThat(endpoint.version()).isEqualTo("openai:m@127.0.0.1:8000");
    assertThat(endpoint.elsewhere()).isTrue();
    // Whoever sets the place in the environment sets the key that belongs to it there, or none.
    Map<String, String> place = Map.of("OPENAI_BASE_URL", "http://gateway/v1");
    assertThat(of("openai:m", place).key()).isNull();
    assertThat(
            of("openai:m", Map.of("OPENAI_BASE_URL", "http://gateway/v1", "OPENAI_API_KEY", "k"))
                .key())
        .isEqualTo("k");
    String named =
        "{\"model\": \"openai:m\", \"base_url\": \"http://127.0.0.1:8000/v1\", \"key_from\": \"K\"}";
    assertThat(of(named, Map.of("K", "sk-2")).key()).isEqualTo("sk-2");
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic:m, ANTHROPIC_BASE_URL, https://proxy.example, https://proxy.example/v1",
    "anthropic:m, ANTHROPIC_BASE_URL, https://proxy.example/a/v1/, https://proxy.example/a/v1",
    "gemini:m, GEMINI_BASE_URL, https://proxy.example/, https://proxy.example/v1beta",
    "gemini:m, GOOGLE_GEMINI_BASE_URL, https://proxy.example/v1, https://proxy.example/v1",
    "ollama:m, OLLAMA_HOST, 10.0.0.1, http://10.0.0.1:11434",
    "ollama:m, OLLAMA_HOST, gpu-box:8080, http://gpu-box:8080",
    "ollama:m, OLLAMA_HOST, :8080, http://127.0.0.1:8080",
    "ollama:m, OLLAMA_HOST, 0.0.0.0, http://127.0.0.1:11434",
    "ollama:m, OLLAMA_HOST, https://ollama.example, https://ollama.example",
    "ollama:m, OLLAMA_BASE_URL, http://gpu-box:8080/, http://gpu-box:8080",
    "ollama:m, OTHER, x, http://127.0.0.1:11434",
  })
  void of_placeInTheEnvironment_isUsed(String model, String variable, String value, String base) {
    Endpoint endpoint =
        of(model, Map.of(variable, value, "ANTHROPIC_API_KEY", "k", "GEMINI_API_KEY", "k"));
    assertThat(endpoint.base()).isEqualTo(base);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x",
        "http://user:secret@x",
        "x y",
        "http://",
        "/v1",
        "https://x/v1?key=secret",
        "https://x/#secret",
      })
  void of_placeThatCannotWork_namesTheVariableAndNotItsValue(String value) {
    assertThatThrownBy(() -> of("openai:m", Map.of("OPENAI_BASE_URL", value)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("OPENAI_BASE_URL")
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "grüße", "a\u0000b", "line\nbreak"})
  void of_keyThatNoHeaderHolds_isNotShown(String key) {
    assertThatThrownBy(() -> of("openai:m", Map.of("OPENAI_API_KEY", key)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("OPENAI_API_KEY")
        .message()
        .doesNotContain(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemini:a b", "gemini:../x", "gemini:a?b", "gemini:a:b"})
  void of_geminiModelThatNoAddressHolds_isRefused(String model) {
    assertThatThrownBy(() -> of(model, Map.of("GEMINI_API_KEY", "k")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("model " + model);
  }

  @Test
  void redaction_keyInAnySpelling_isTakenOut() {
    Redaction redaction = new Redaction("a+b/c=");
    assertThat(redaction.of("x a+b/c= y a%2Bb%2Fc%3D z")).isEqualTo("x [key] y [key] z");
    assertThat(new Redaction(null).of("x")).isEqualTo("x");
    assertThat(new Redaction("sk-0123456789abcdef").ofAnswer("sk-0123456789abcdef"))
        .isEqualTo("[key]");
  }

  @Test
  void redaction_standInForAKey_leavesAnswersAsTheyAre() {
    Redaction redaction = new Redaction("ollama");
    assertThat(redaction.ofAnswer("Run ollama pull.")).isEqualTo("Run ollama pull.");
    assertThat(redaction.of("Bearer ollama")).isEqualTo("Bearer [key]");
  }

  @Test
  void version_otherPathsOfOneHost_areOtherPlacesAndNotShown() {
    String shared = "{\"model\": \"openai:m\", \"base_url\": \"http://gateway/%s\"}";
    String a = of(shared.formatted("secret-a/v1"), Map.of()).version();
    String b = of(shared.formatted("secret-b/v1"), Map.of()).version();
    assertThat(a).isNotEqualTo(b).startsWith("openai:m@gateway/").doesNotContain("secret");
    assertThat(of(shared.formatted("v1/"), Map.of()).version()).isEqualTo("openai:m@gateway");
  }

  private static Endpoint of(String model, Map<String, String> environment) {
    ModelSettings settings = ModelSettings.ofEnvironment(environment);
    ModelSpec spec =
        ModelSpec.read(
            "model",
            model.startsWith("{")
                ? Json.parse(model, "spec", 1)
                : tools.jackson.databind.node.StringNode.valueOf(model),
            settings);
    return Endpoint.of(spec, settings);
  }
}
