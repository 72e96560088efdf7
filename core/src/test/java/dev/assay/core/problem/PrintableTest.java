package dev.assay.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void line_hostile_isReplaced() {
    assertThat(Printable.line("a\u001b[31mb\u0000c\u202ed\ud800e\u2028f\ng"))
        .isEqualTo("a\uFFFD[31mb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg");
  }

  @Test
  void lines_lineFeedsAndTabs_stay() {
    assertThat(Printable.lines("a\n\tb\rc")).isEqualTo("a\n\tb\uFFFDc");
  }

  @Test
  void line_ordinaryTextOfAnyScript_isUnchanged() {
    String text = "naïve 東京 😀 العربية";
    assertThat(Printable.line(text)).isSameAs(text);
  }

  @Test
  void line_longest_countsCharactersNotUnits() {
    assertThat(Printable.line("😀😀😀", 2)).isEqualTo("😀😀…");
    assertThat(Printable.line("😀😀", 2)).isEqualTo("😀😀");
  }
}
