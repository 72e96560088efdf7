package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static dev.assay.core.evaluator.Vectors.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class TokenF1Test {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(TokenF1Test.class, "squad.jsonl");
  }

  // huggingface/evaluate a7dd338386, metrics/squad_v2
  @ParameterizedTest
  @MethodSource("rows")
  void evaluate_referenceValues_equal(Vectors.Row row) {
    String prediction = row.input().get("prediction").stringValue();
    List<String> references = texts(row.input().get("references"));
    Score.Scored score = scored("token-f1", prediction, references.toArray(String[]::new));
    double expected = row.expected().get("v2_f1").doubleValue();
    assertThat(score.value()).isCloseTo(expected, within(1e-12));
    assertThat(score.passed()).isNull();
    assertThat(score.evidence().get("f1").doubleValue()).isEqualTo(score.value());
    double precision = score.evidence().get("precision").doubleValue();
    double recall = score.evidence().get("recall").doubleValue();
    assertThat(score.value())
        .isCloseTo(
            expected == 0 ? 0 : 2 * precision * recall / (precision + recall), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void evaluate_eachReferenceAlone_equalsTheReference(Vectors.Row row) {
    String prediction = row.input().get("prediction").stringValue();
    List<String> references = texts(row.input().get("references"));
    JsonNode each = row.expected().get("v2_f1_each");
    for (int i = 0; i < references.size(); i++) {
      assertThat(scored("token-f1", prediction, references.get(i)).value())
          .isCloseTo(each.get(i).doubleValue(), within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void normalize_referenceValues_equal(Vectors.Row row) {
    String prediction = row.input().get("prediction").stringValue();
    assertThat(SquadText.normalize(prediction))
        .isEqualTo(row.expected().get("normalized_prediction").stringValue());
    List<String> normalized =
        texts(row.input().get("references")).stream().map(SquadText::normalize).toList();
    assertThat(normalized).isEqualTo(texts(row.expected().get("normalized_references")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void tokens_referenceValues_equal(Vectors.Row row) {
    LongTokens longTokens = new LongTokens();
    List<Long> expected = new ArrayList<>();
    for (String token : texts(row.expected().get("tokens_prediction_v2"))) {
      expected.add(TokenKeys.of(token, longTokens));
    }
    TokenList tokens = SquadText.tokens(row.input().get("prediction").stringValue(), longTokens);
    List<Long> keys = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      keys.add(tokens.get(i));
    }
    assertThat(keys).isEqualTo(expected);
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(224);
  }

  @Test
  void evaluate_empties_followSquadTwo() {
    assertThat(scored("token-f1", "", "").value()).isEqualTo(1);
    assertThat(scored("token-f1", "the", "a").value()).isEqualTo(1);
    assertThat(scored("token-f1", "", "x").value()).isZero();
    assertThat(scored("token-f1", "x", "").value()).isZero();
    assertThat(scored("token-f1", "", "", "x").value()).isZero();
  }

  @Test
  void evaluate_noExpectation_isUnscored() {
    assertThat(unscored("token-f1", "x")).isEqualTo("needs an expected output");
  }

  @Test
  void evaluate_threshold_decides() {
    assertThat(scored("token-f1(threshold=0.5)", "x y", "x z").passed()).isTrue();
    assertThat(scored("token-f1(threshold=0.51)", "x y", "x z").passed()).isFalse();
  }

  @Test
  void evaluate_hostileTokens_areToldApart() {
    assertThat(scored("token-f1", "\0a", "b\0").value()).isZero();
    assertThat(scored("token-f1", "\0x", "x").value()).isZero();
    assertThat(scored("token-f1", "x\0", "x").value()).isZero();
    assertThat(scored("token-f1", "\ud800", "\ud801").value()).isZero();
    assertThat(scored("token-f1", "\ud800", "?").value()).isZero();
    assertThat(scored("token-f1", "\ud800 y", "y \ud800").value()).isEqualTo(1);
    assertThat(scored("token-f1", "\u0001the x", "\u0001 x").value()).isEqualTo(1);
    assertThat(scored("token-f1", "\u007fa x", "\u007f x").value()).isEqualTo(1);
    assertThat(scored("token-f1", "a\tthe\n\u001cx\r", "x").value()).isEqualTo(1);
  }

  @Test
  void evaluate_longTokens_areToldApartToTheirLastLetter() {
    String stem = "responsibilities-of-".repeat(5);
    assertThat(scored("token-f1", stem + "a", stem + "b").value()).isZero();
    assertThat(scored("token-f1", stem + "é a", stem + "é").value()).isEqualTo(1);
    assertThat(scored("token-f1", "“internationally” x", "internationally x").value())
        .isEqualTo(0.5);
  }

  @Test
  void evaluate_anyPositionAndLength_equalsTheSlowWay() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.append((char) ('a' + i % 26))
          .append(i % 7 == 0 ? " " : "")
          .append(i % 11 == 0 ? "," : "");
      // A curly quote takes the general way, in a token of its own.
      double value = scored("token-f1", text + " \u201d", text.toString()).value();
      int size = SquadText.tokens(text.toString(), new LongTokens()).size();
      assertThat(value).isCloseTo(2.0 * size / (2.0 * size + 1), within(1e-12));
    }
  }

  // Words of all lengths around 8 and 16, with punctuation before, inside and after, and white
  // space
  // of all kinds; once in a while, what only the general way reads.
  @Test
  void tokens_randomTexts_equalTheSlowWay() {
    SplittableRandom random = new SplittableRandom(13);
    String characters = "aAnNtThHeEzZ09bcdefgh..,-'@[`{~/:";
    String spaces = "    \t\n\r\f\u000b\u001c\u001f";
    String odd = "\0\u0001\u007fé\u201d";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int word = random.nextInt(12); word > 0; word--) {
        int letters = random.nextInt(4) == 0 ? 6 + random.nextInt(14) : random.nextInt(6);
        int kinds = random.nextInt(3) == 0 ? characters.length() : 22;
        for (int i = 0; i < letters; i++) {
          text.append(characters.charAt(random.nextInt(kinds)));
        }
        text.append(random.nextInt(5) == 0 ? "." : "")
            .append(random.nextInt(100) == 0 ? odd.charAt(random.nextInt(odd.length())) : "")
            .append(spaces.charAt(random.nextInt(spaces.length())));
      }
      LongTokens longTokens = new LongTokens();
      List<Long> expected = new ArrayList<>();
      for (String token : SquadText.normalize(text.toString()).split(" ")) {
        if (!token.isEmpty()) {
          expected.add(TokenKeys.of(token, longTokens));
        }
      }
      TokenList tokens = SquadText.tokens(text.toString(), longTokens);
      List<Long> keys = new ArrayList<>();
      for (int i = 0; i < tokens.size(); i++) {
        keys.add(tokens.get(i));
      }
      assertThat(keys).as(text.toString()).isEqualTo(expected);
    }
  }

  @Test
  void evaluate_tenMegabytes_isScored() {
    String output = "lorem ipsum, dolor\n".repeat(500_000);
    assertThat(scored("token-f1", output, "dolor lorem").value()).isBetween(1e-7, 1e-5);
    assertThat(scored("token-f1", "x".repeat(10_000_000), "x").value()).isZero();
  }
}
