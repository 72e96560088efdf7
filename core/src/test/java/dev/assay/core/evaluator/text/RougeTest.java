package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Vectors;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RougeTest {

  private static final Map<String, String> KEYS =
      Map.of(
          "rouge-1", "rouge1", "rouge-2", "rouge2", "rouge-l", "rougeL", "rouge-lsum", "rougeLsum");

  static Stream<Vectors.Row> rows() {
    return Vectors.of(RougeTest.class, "rouge.jsonl");
  }

  // google-research rouge_scorer
  @ParameterizedTest
  @MethodSource("rows")
  void evaluate_referenceValues_equal(Vectors.Row row) {
    String candidate = row.input().get("candidate").stringValue();
    String reference = row.input().get("reference").stringValue();
    KEYS.forEach(
        (evaluator, key) -> {
          check(scored(evaluator, candidate, reference), row.expected().at("/no_stemmer/" + key));
          check(
              scored(evaluator + "(stem=true)", candidate, reference),
              row.expected().at("/stemmer/" + key));
        });
  }

  private static void check(Score.Scored score, JsonNode expected) {
    double f = expected.get("fmeasure").doubleValue();
    assertThat(score.value()).isCloseTo(f, within(1e-12));
    assertThat(score.evidence().get("f1").doubleValue()).isCloseTo(f, within(1e-12));
    assertThat(score.evidence().get("precision").doubleValue())
        .isCloseTo(expected.get("precision").doubleValue(), within(1e-12));
    assertThat(score.evidence().get("recall").doubleValue())
        .isCloseTo(expected.get("recall").doubleValue(), within(1e-12));
    assertThat(score.passed()).isNull();
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(205);
  }

  @Test
  void evaluate_severalReferences_takesTheBest() {
    Score.Scored score = scored("rouge-l", "a b c", "x", "a b", "a b c d e f");
    assertThat(score.value()).isCloseTo(0.8, within(1e-12));
    assertThat(score.evidence().get("recall").doubleValue()).isEqualTo(1);
  }

  @Test
  void evaluate_charactersThatLowerToAscii_countAsSuch() {
    assertThat(scored("rouge-1", "\u212Aelvin", "kelvin").value()).isEqualTo(1);
    assertThat(scored("rouge-1", "\u0130x", "i x").value()).isEqualTo(1);
  }

  // Against the textbook table and the reference's own way back through it
  @Test
  void subsequence_randomWords_equalsTheTable() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 2000; round++) {
      int symbols = 1 + random.nextInt(6);
      int[] pattern = words(random, random.nextInt(200), 1, symbols);
      int[] text = words(random, random.nextInt(200), 0, symbols);
      LongestCommonSubsequence lcs = new LongestCommonSubsequence(symbols);
      List<Integer> path = path(pattern, text);
      assertThat(lcs.length(pattern, text)).isEqualTo(path.size());
      BitSet marked = new BitSet();
      lcs.mark(pattern, text, marked);
      assertThat(marked.stream().boxed().toList()).isEqualTo(path);
    }
  }

  private static int[] words(SplittableRandom random, int size, int low, int high) {
    return random.ints(size, low, high + 1).toArray();
  }

  private static List<Integer> path(int[] pattern, int[] text) {
    int[][] table = new int[pattern.length + 1][text.length + 1];
    for (int i = 1; i <= pattern.length; i++) {
      for (int j = 1; j <= text.length; j++) {
        table[i][j] =
            pattern[i - 1] == text[j - 1]
                ? table[i - 1][j - 1] + 1
                : Math.max(table[i - 1][j], table[i][j - 1]);
      }
    }
    List<Integer> path = new ArrayList<>();
    int i = pattern.length;
    int j = text.length;
    while (i > 0 && j > 0) {
      if (pattern[i - 1] == text[j - 1]) {
        path.add(0, --i);
        j--;
      } else if (table[i][j - 1] > table[i - 1][j]) {
        j--;
      } else {
        i--;
      }
    }
    return path;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rouge-1", "rouge-2", "rouge-l(stem=true)", "rouge-lsum"})
  void evaluate_tenMegabytes_isScored(String expression) {
    String output = "lorem ipsum dolor\n".repeat(550_000);
    assertThat(scored(expression, output, "dolor lorem ipsum\nsit amet").value())
        .isBetween(1e-7, 1e-5);
    assertThat(scored(expression, "\0\ud800é".repeat(1_000_000), "x y").value()).isZero();
    assertThat(scored(expression, "y".repeat(5_000_000), "x y").value()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"rouge-l, 'lorem ipsum '", "rouge-lsum, 'lorem ipsum\n'", "rouge-lsum, 'lorem '"})
  void evaluate_tooLargeToCompare_isUnscored(String expression, String text) {
    String large = text.repeat(400_000);
    assertThat(unscored(expression, large, large + "x")).startsWith("too large to compare: ");
  }
}
