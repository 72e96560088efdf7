package dev.assay.core.evaluator.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonTextTest {

  // Python 3.11: str.lower
  @ParameterizedTest
  @CsvSource({
    "ΑΣ, ας",
    "ΑΣ^Α, ασ^α",
    "ΑΣ:Α, ασ:α",
    "ΑΣ:, ας:",
    "Σ, σ",
    "ΑΣΑ, ασα",
    "STRAẞE, straße",
    "ǅ, ǆ",
  })
  void lower_text_equalsPython(String text, String lower) {
    assertThat(PythonText.lower(text)).isEqualTo(lower);
  }

  @Test
  void lower_dottedCapitalI_becomesTwo() {
    assertThat(PythonText.lower("\u0130")).isEqualTo("i\u0307");
    assertThat(PythonText.lower("\ud835\ude00\ud800")).isEqualTo("\ud835\ude00\ud800");
  }

  @Test
  void isSpace_everyCodePoint_equalsPython() {
    StringBuilder spaces = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (PythonText.isSpace(c)) {
        spaces.append(Integer.toHexString(c)).append(' ');
      }
    }
    assertThat(spaces.toString())
        .isEqualTo(
            "9 a b c d 1c 1d 1e 1f 20 85 a0 1680 2000 2001 2002 2003 2004 2005 2006 2007 2008"
                + " 2009 200a 2028 2029 202f 205f 3000 ");
  }

  @Test
  void collapseSpace_runsAndEnds_becomeSingleSpaces() {
    assertThat(PythonText.collapseSpace("\u00a0 a\t\u3000b \n")).isEqualTo("a b");
    assertThat(PythonText.collapseSpace(" \n ")).isEmpty();
  }
}
