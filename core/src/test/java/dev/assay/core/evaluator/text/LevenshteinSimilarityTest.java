package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.subject;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Vectors;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LevenshteinSimilarityTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(LevenshteinSimilarityTest.class, "edit_and_overlap.jsonl");
  }

  // python-Levenshtein, cross-checked with a table
  @ParameterizedTest
  @MethodSource("rows")
  void evaluate_referenceValues_equal(Vectors.Row row) {
    String a = row.input().get("a").stringValue();
    String b = row.input().get("b").stringValue();
    for (Score.Scored score : List.of(scored("levenshtein", a, b), scored("levenshtein", b, a))) {
      assertThat(score.evidence().get("distance").intValue())
          .isEqualTo(row.expected().get("levenshtein_codepoints").intValue());
      assertThat(score.value())
          .isCloseTo(
              row.expected().get("levenshtein_similarity_codepoints").doubleValue(), within(1e-12));
    }
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(159);
  }

  // Lengths around the strips' edges, few and many symbols, near and far apart
  @Test
  void distance_randomTexts_equalsTheTable() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 6000; round++) {
      int symbols = 1 + random.nextInt(round % 2 == 0 ? 5 : 400);
      int[] a = random.ints(random.nextInt(330), 0, symbols).toArray();
      int[] b = random.ints(random.nextInt(330), 0, symbols).toArray();
      if (round % 3 == 0) {
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
          b[i] = random.nextInt(10) == 0 ? b[i] : a[i];
        }
      }
      int distance =
          EditDistance.of(Symbols.of(a.clone(), b.clone()), Long.MAX_VALUE).orElseThrow();
      assertThat(distance).isEqualTo(table(a, b));
    }
  }

  // What is near at first and far later makes the guess grow in the middle of the table; a piece
  // moved from one end to the other takes the path far from the diagonal.
  @Test
  void distance_unevenTexts_equalsTheTable() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 600; round++) {
      int symbols = 2 + random.nextInt(round % 2 == 0 ? 3 : 60);
      int[] a = random.ints(1 + random.nextInt(900), 0, symbols).toArray();
      int[] b = new int[Math.max(0, a.length + random.nextInt(81) - 40)];
      int change = random.nextInt(b.length + 1);
      int moved = round % 3 == 0 ? random.nextInt(a.length) : 0;
      for (int i = 0; i < b.length; i++) {
        boolean near = i < change == (round % 5 != 0) && random.nextInt(30) > 0;
        b[i] = near ? a[(i + moved) % a.length] : random.nextInt(symbols);
      }
      int distance =
          EditDistance.of(Symbols.of(a.clone(), b.clone()), Long.MAX_VALUE).orElseThrow();
      assertThat(distance).isEqualTo(table(a, b));
    }
  }

  @Test
  void distance_largeNearTexts_staysNearTheDiagonal() {
    StringBuilder text = new StringBuilder();
    SplittableRandom random = new SplittableRandom(7);
    random.ints(1_000_000, 'a', 'z' + 1).forEach(c -> text.append((char) c));
    String original = text.toString();
    text.insert(400_000, "a few words more").deleteCharAt(900_000).setCharAt(10, '!');
    Score.Scored score = scored("levenshtein", text.toString(), original);
    assertThat(score.evidence().get("distance").intValue()).isEqualTo(18);
  }

  private static int table(int[] a, int[] b) {
    int[] row = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int above = row[j];
        int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
        row[j] = Math.min(Math.min(above, row[j - 1]) + 1, change);
        diagonal = above;
      }
    }
    return row[b.length];
  }

  @Test
  void evaluate_severalReferences_takesTheNearest() {
    Score.Scored score = scored("levenshtein", "kitten", "x", "sitting", "mitten");
    assertThat(score.evidence().get("distance").intValue()).isEqualTo(1);
    assertThat(score.value()).isCloseTo(1 - 1.0 / 6, within(1e-12));
  }

  @Test
  void evaluate_loneSurrogates_countAsOne() {
    assertThat(scored("levenshtein", "\ud800\ud800", "\ud800").value()).isEqualTo(0.5);
    assertThat(scored("levenshtein", "\ud83d\ude00", "\ud83d").value()).isZero();
    assertThat(scored("levenshtein", "a\0b", "ab").value()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void evaluate_tenMegabytesAgainstAShortReference_isScored() {
    assertThat(scored("levenshtein", "ab".repeat(5_000_000), "abc".repeat(30)).value())
        .isBetween(0.0, 1e-4);
  }

  @Test
  void evaluate_tooLargeToCompare_isUnscored() {
    Score score =
        new LevenshteinSimilarity(1_000_000)
            .evaluate(subject("ab".repeat(5_000), List.of("cd".repeat(5_000))));
    assertThat(score)
        .isEqualTo(
            Score.unscored(
                "too large to compare: 10000 by 10000 characters (expected: output times reference"
                    + " of at most 1000000)"));
  }

  @Test
  void evaluate_noExpectation_isUnscored() {
    assertThat(unscored("levenshtein", "x")).isEqualTo("needs an expected output");
  }
}
