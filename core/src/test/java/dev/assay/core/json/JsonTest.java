package dev.assay.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{",
        "{\"a\":1} x",
        "{\"a\":1}{}",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "01",
        "[1,]",
        "NaN",
        "// c\n1",
        "\"\t\""
      })
  void parse_notOneValidDocument_isRefused(String text) {
    assertThatThrownBy(() -> Json.parse(text, "f.json", 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("f.json");
  }

  @Test
  void parse_mistake_namesLineAndColumn() {
    assertThatThrownBy(() -> Json.parse("{\"a\": x}", "f", 1))
        .hasMessageStartingWith("f:1:7: JSON: ");
    assertThatThrownBy(() -> Json.parse("{\n\"a\": x}", "f", 5))
        .hasMessageStartingWith("f:6:6: JSON: ");
  }

  @Test
  void parse_endsTooEarly_saysSoBriefly() {
    assertThatThrownBy(() -> Json.parse("{\"a\": 1", "f", 1))
        .hasMessage(
            "f:1:8: JSON: Unexpected end-of-input: expected close marker for Object"
                + " (expected: valid JSON)");
  }

  @Test
  void decode_notUtf8_isRefusedAndNothingIsReplaced() {
    byte[] latin = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Json.decode(latin, "reply"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not UTF-8");
    String own = "a replacement \ufffd of its own \ud83d\ude00";
    assertThat(Json.decode(own.getBytes(StandardCharsets.UTF_8), "reply")).isEqualTo(own);
  }

  @Test
  void parse_tooDeep_isRefusedWithoutOverflow() {
    assertThat(Json.parse("[".repeat(500) + "]".repeat(500), "f", 1).isArray()).isTrue();
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000), "f", 1))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void parse_numbers_keepTheirDigits() {
    JsonNode numbers = Json.parse("[0.1, 1.10, 12345678901234567890123, 1e400]", "f", 1);
    assertThat(Json.write(numbers)).isEqualTo("[0.1,1.10,12345678901234567890123,1E+400]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud800",
        "\udc00",
        "a\ud800b",
        "\ud800\ud800\udc00",
        "\udc00\ud800",
        "\u0000",
        "\ufeff",
        "\u2028",
        "😀",
        "\"\\"
      })
  void writeUtf8_anyText_survivesAsValidUtf8(String text) {
    byte[] bytes = Json.writeUtf8(Json.array().add(text));
    String decoded = new String(bytes, StandardCharsets.UTF_8);
    assertThat(decoded.getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
    assertThat(decoded).doesNotContain("\ufffd").doesNotContain("\n");
    assertThat(Json.parse(decoded, "f", 1).get(0).stringValue()).isEqualTo(text);
  }

  @Test
  void writeUtf8_tenMegabytes_survives() {
    String text = "x\ud800<&".repeat(2_500_000);
    byte[] bytes = Json.writeUtf8(Json.array().add(text));
    String decoded = new String(bytes, StandardCharsets.UTF_8);
    assertThat(Json.parse(decoded, "f", 1).get(0).stringValue().equals(text)).isTrue();
  }
}
