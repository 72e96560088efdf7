package dev.assay.core.evaluator.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WordRunsTest {

  @Test
  void number_randomTexts_equalExactlyWhereTheRunsAre() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      int n = 1 + random.nextInt(12);
      List<List<String>> texts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        List<String> words = new ArrayList<>();
        random.ints(random.nextInt(40), 0, 2).forEach(word -> words.add("w" + word));
        texts.add(words);
      }
      int[][] numbers = WordRuns.number(n, texts);
      Map<List<String>, Integer> numberOf = new HashMap<>();
      Map<Integer, List<String>> runOf = new HashMap<>();
      for (int i = 0; i < texts.size(); i++) {
        List<String> text = texts.get(i);
        assertThat(numbers[i]).hasSize(Math.max(0, text.size() - n + 1));
        for (int j = 0; j < numbers[i].length; j++) {
          List<String> run = text.subList(j, j + n);
          assertThat(numberOf.computeIfAbsent(run, numbersOf(numbers[i][j])))
              .isEqualTo(numbers[i][j]);
          assertThat(runOf.computeIfAbsent(numbers[i][j], number -> run)).isEqualTo(run);
        }
      }
    }
  }

  private static Function<List<String>, Integer> numbersOf(int number) {
    return run -> number;
  }

  @Test
  void number_nothing_isNothing() {
    assertThat(WordRuns.number(8, List.of())).isEmpty();
    assertThat(WordRuns.number(8, List.of(List.of("a"), List.of())))
        .isDeepEqualTo(new int[][] {{}, {}});
    assertThatThrownBy(() -> WordRuns.number(0, List.of()))
        .hasMessage("n: 0 (expected: at least 1)");
  }

  // Written out they would be 100 times the text.
  @Test
  void number_longRunsOfLongWords_fitInMemory() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      words.add("w".repeat(400) + i);
    }
    assertThat(WordRuns.number(100, List.of(words))[0]).hasSize(199_901).doesNotHaveDuplicates();
  }
}
