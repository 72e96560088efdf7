package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCleanerTest {

  @ParameterizedTest
  @CsvSource({
    "Ｔｅａｍ ｐｌａｎ, Team plan",
    "ver\u200bsion his\u2060tory, version history",
    "\u202ePayPal\u202c, PayPal",
    "tеаm plаn with Latin words, team plan with Latin words",
    "c\u0335\u0328a\u0334\u0321ncel, cancel",
    "café, café",
    "' a \t\n b ', a b",
    "'\ud800x\u0000y', xy",
  })
  void clean_tricks_areUndone(String text, String expected) {
    assertThat(TextCleaner.clean(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"Сколько стоит тариф, Сколько стоит тариф", "料金プラン, 料金プラン"})
  void clean_anotherScript_isLeftAlone(String text, String expected) {
    assertThat(TextCleaner.clean(text)).isEqualTo(expected);
  }
}
