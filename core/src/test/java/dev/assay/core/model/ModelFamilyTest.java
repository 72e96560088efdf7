package dev.assay.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFamilyTest {

  @ParameterizedTest
  @CsvSource({
    "openai:gpt-4o-mini, gpt",
    "o3-mini, gpt",
    "chatgpt-4o-latest, gpt",
    "ft:gpt-4o:acme, gpt",
    "anthropic:claude-sonnet-4, claude",
    "gemma2:9b, gemini",
    "models/gemini-2.0-flash, gemini",
    "meta-llama/Llama-3.1-8B, llama",
    "ollama:llama3, llama",
    "mixtral-8x7b, mistral",
    "Qwen2.5-72B, qwen",
    "deepseek-r1-distill-llama-70b, deepseek",
    "command-r-plus, command"
  })
  void of_knownName_isItsFamily(String name, String key) {
    assertThat(ModelFamily.of(name).map(ModelFamily::key)).contains(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prometheus-2", "commander", "ollama:mine", "philosopher", "o\u0000"})
  void of_unknownName_isNone(String name) {
    assertThat(ModelFamily.of(name)).isEmpty();
  }

  @Test
  void of_hugeName_isReadAtItsBeginning() {
    assertThat(ModelFamily.of("x".repeat(10_000_000) + "-gpt")).isEmpty();
  }
}
