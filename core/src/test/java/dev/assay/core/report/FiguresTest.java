package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.ValueUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({"1, 100.0%", "0.9999, 99.9%", "0.98, 98.0%", "0.0001, 0.1%", "0, 0.0%"})
  void percent_neverRoundsUpToAllOrDownToNone(double rate, String expected) {
    assertThat(Figures.percent(rate)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 ms",
    "4.25, 4.3 ms",
    "420, 420 ms",
    "4200, 4.20 s",
    "42000, 42.0 s",
    "185000, 3 min 5 s",
    "7260000, 2 h 1 min"
  })
  void millis_areShownInTheUnitPeopleUse(double millis, String expected) {
    assertThat(Figures.millis(millis)).isEqualTo(expected);
  }

  @Test
  void line_collapsesSpaceAndShowsWhatHides() {
    assertThat(Visible.line(" a \n\t b\u0000\u202ec\ud800 ", 80))
        .isEqualTo("a b\\u0000\\u202ec\\ud800");
    assertThat(Visible.line("abcdef", 3)).isEqualTo("abc…");
    assertThat(Visible.line("a\ud83d\ude00b", 2)).isEqualTo("a\ud83d\ude00…");
  }

  @Test
  void block_keepsLinesAndSaysWhatIsLeftOut() {
    assertThat(Visible.block("a\r\nb\rc\td", 80)).isEqualTo("a\nb\nc\td");
    assertThat(Visible.block("abcdef", 4)).isEqualTo("abcd… (2 more characters)");
    assertThat(Visible.block("a\ud83d\ude00b", 2)).isEqualTo("a… (3 more characters)");
  }

  @Test
  void columns_countWideCharactersTwiceAndMarksNot() {
    assertThat(Columns.of("ab")).isEqualTo(2);
    assertThat(Columns.of("日本")).isEqualTo(4);
    assertThat(Columns.of("e\u0301")).isEqualTo(1);
    assertThat(Columns.fit("日本語", 5)).isEqualTo("日本…");
  }

  @ParameterizedTest
  @CsvSource({
    "MILLIS, 4.21, 4.2 ms, +4.2 ms",
    "MILLIS, -1280, -1.28 s, -1.28 s",
    "MILLIS, 1.7e308, ∞, +∞",
    "TOKENS, 120, 120.0 tokens, +120.0 tokens",
    "TOKENS_PER_SECOND, 31.2, 31.20 tokens/s, +31.20 tokens/s",
    "MONEY, 0.0021, 0.0021, +0.0021",
    "MONEY, -12.3, -12.30, -12.30",
    "NONE, 0.93, 0.930, +0.930"
  })
  void value_ofAUnit_saysIt(ValueUnit unit, double value, String shown, String signed) {
    assertThat(Figures.value(unit, value)).isEqualTo(shown);
    assertThat(Figures.signed(unit, value)).isEqualTo(signed);
  }
}
