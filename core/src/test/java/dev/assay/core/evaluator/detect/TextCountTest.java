package dev.assay.core.evaluator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCountTest {

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'   ', 0",
    "hello, 1",
    "'Hello, world!', 2",
    "'don''t e-mail me', 3",
    "'a — b', 2",
    "'* one\n* two', 2",
    "'3.14 and 1,000', 3",
    "你好世界, 4",
    "'これは本です', 6",
    "'한국어 문장입니다', 2",
    "'AI 模型 good', 4",
    "'🎉 🎉', 0",
    "'one\u00a0two\u3000three', 3",
  })
  void words_countsWhatHoldsALetterOrDigit(String text, int words) {
    assertThat(TextCount.words(text)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'No end', 1",
    "'One. Two! Three?', 3",
    "'Really?! Yes... I think. ', 3",
    "'Mr. Smith met Dr. Jones. They talked.', 2",
    "'See J. K. Rowling. Fine.', 2",
    "'It costs 3.50 dollars. Visit a.b.com today.', 2",
    "'Use it, e.g. for tests. Done.', 2",
    "'approx. five', 1",
    "'He said \"Stop.\" Then left.', 2",
    "'(Yes.) No.', 2",
    "'Title\n\nBody text', 2",
    "'Steps:\n1. Open it\n2. Close it', 3",
    "'- one\n- two\n- three', 3",
    "'你好。再见！', 2",
    "'!!! ???', 0",
    "'Wait… what?', 1",
  })
  void sentences_countsEndsThatEnd(String text, int sentences) {
    assertThat(TextCount.sentences(text)).isEqualTo(sentences);
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "abc, 3", "😀é, 2", "'\ud800x', 2"})
  void characters_countsCodePoints(String text, int characters) {
    assertThat(TextCount.characters(text)).isEqualTo(characters);
  }

  @Test
  void sentenceList_textWithSpaceAround_hasItsPlaces() {
    assertThat(TextCount.sentenceList("  One. \n Two? - \n\nThree", 9))
        .containsExactly(
            new TextCount.Sentence("One.", 2),
            new TextCount.Sentence("Two?", 9),
            new TextCount.Sentence("- \n\nThree", 14));
    assertThat(TextCount.sentenceList("One. Two. Three.", 2)).hasSize(2);
    assertThat(TextCount.sentenceList("", 2)).isEmpty();
  }
}
