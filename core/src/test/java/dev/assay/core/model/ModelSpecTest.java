package dev.assay.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSpecTest {

  @Test
  void read_allSettings_areTaken() {
    ModelSpec spec =
        read(
            "\"base_url\": \"http://127.0.0.1:8000/v1\", \"key_from\": \"VLLM_KEY\", \"timeout\":"
                + " \"1.5s\", \"max_retries\": 0, \"max_concurrency\": 2, \"stream\": true,"
                + " \"circuit_open_for\": \"2m\"");
    assertThat(spec.name()).isEqualTo("openai:m");
    assertThat(spec.baseUrl()).hasToString("http://127.0.0.1:8000/v1");
    assertThat(spec.keyFrom()).isEqualTo("VLLM_KEY");
    assertThat(spec.timeout()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(spec.maxRetries()).isZero();
    assertThat(spec.maxConcurrency()).isEqualTo(OptionalInt.of(2));
    assertThat(spec.stream()).isTrue();
    assertThat(spec.circuitOpenFor()).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_retries | 2.5 | a whole number from 0 to 20",
        "max_retries | -1 | a whole number from 0 to 20",
        "max_concurrency | 1.5 | a whole number from 1 to 10000",
        "max_concurrency | 0 | a whole number from 1 to 10000",
        "timeout | \"0s\" | a duration such as 30s",
        "timeout | \"0.01ms\" | a duration such as 30s",
        "timeout | 30 | a duration such as 30s",
        "circuit_open_for | \"0s\" | a duration such as 30s",
        "requests_per_minute | 0 | a number from",
      })
  void read_settingThatCannotWork_namesTheRule(String key, String value, String rule) {
    assertThatThrownBy(() -> read("\"" + key + "\": " + value))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("judge.model." + key + ": " + value)
        .hasMessageContaining(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "base_url, http://me:hunter2@127.0.0.1/v1",
    "base_url, ftp://hunter2",
    "key_from, sk-proj-hunter2",
    "key_from, AIzaSyhunter2",
    "key_from, gsk_hunter2",
  })
  void read_secretWhereANameOrAddressBelongs_isNotShown(String key, String value) {
    assertThatThrownBy(() -> read("\"" + key + "\": \"" + value + "\""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("judge.model." + key)
        .hasMessageContaining("value not shown")
        .message()
        .doesNotContain("hunter2");
  }

  private static ModelSpec read(String settings) {
    return ModelSpec.read(
        "judge.model",
        Json.parse("{\"model\": \"openai:m\", " + settings + "}", "spec", 1),
        ModelSettings.NONE);
  }
}
