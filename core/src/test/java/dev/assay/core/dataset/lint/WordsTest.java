package dev.assay.core.dataset.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void of_punctuationCaseAndForms_areFolded() {
    assertThat(words("Don’t STOP—ﬁne, 3.50!")).containsExactly("don’t", "stop", "fine", "3", "50");
    assertThat(Words.of("don't stop").shingle(0, 2))
        .isEqualTo(Words.of("Don’t  STOP").shingle(0, 2));
    assertThat(Words.of("st\u200bop").shingle(0, 1)).isEqualTo(Words.of("stop").shingle(0, 1));
  }

  @Test
  void of_scriptsWithoutSpaces_giveAWordForEachCharacter() {
    assertThat(words("我要退款 now")).containsExactly("我", "要", "退", "款", "now");
    assertThat(words("नमस्ते दुनिया")).hasSize(2);
  }

  @Test
  void of_nothingToRead_hasNoWords() {
    for (String text : List.of("", " \n", "!?", "\ud83d\ude00", "\u0000", "'")) {
      assertThat(Words.of(text).size()).as(text).isZero();
      assertThat(Words.of(text).singlesAndPairs()).isEmpty();
    }
    assertThat(Words.of("\ud800a").size()).isEqualTo(1);
  }

  private static List<String> words(String text) {
    Words words = Words.of(text);
    List<String> list = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      list.add(words.between(i, i));
    }
    return list;
  }
}
