package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1",
        "+1",
        "-1",
        "@x",
        " =1",
        "\u00a0=1",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uff1d1",
        "\uff201"
      })
  void formula_isOne(String text) {
    assertThat(Spreadsheets.cell(text)).isEqualTo("'" + text);
  }

  @Test
  void controlCharacters_areSeen() {
    assertThat(Spreadsheets.cell("a\u001b[31m\nb"))
        .doesNotContain("\u001b")
        .startsWith("a")
        .endsWith("[31m\nb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a=1", "'=1", "1-1", "\u2212 1"})
  void text_isNone(String text) {
    assertThat(Spreadsheets.cell(text)).isEqualTo(text);
  }
}
