package dev.assay.models.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WordPieceTest {

  private static final WordPiece WORDS = WordPiece.load("/" + MiniLm.NAME + "-tokenizer.json");

  // The ids of bert-base-uncased's published vocabulary: line number of the piece, from 0.
  @ParameterizedTest
  @CsvSource({
    "'Hello, World!', '7592 1010 2088 999'",
    "unaffable, '14477 20961 3468'",
    "don't, '2123 1005 1056'",
    "'[SEP]', '1031 19802 1033'",
    "'', ''",
  })
  void ids_wordsLookedUpByHand_equal(String text, String expected) {
    assertThat(WORDS.ids(text, 100)).containsExactly(numbers(expected));
  }

  // A second implementation of google-research/bert tokenization.py, in Python 3.11.
  static Stream<JsonNode> reference() {
    String file = new String(Resources.bytes("wordpiece.jsonl"), StandardCharsets.UTF_8);
    return file.lines().map(line -> Json.parse(line, "wordpiece.jsonl", 1));
  }

  @ParameterizedTest
  @MethodSource("reference")
  void ids_referenceTokenizer_equal(JsonNode row) {
    int[] expected = row.get("ids").valueStream().mapToInt(JsonNode::intValue).toArray();
    assertThat(WORDS.ids(row.get("text").stringValue(), 1_000)).containsExactly(expected);
  }

  @Test
  void ids_moreThanAskedFor_stopsOneAfter() {
    assertThat(WORDS.ids("a ".repeat(50), 10)).hasSize(11);
  }

  @Test
  void framed_part_standsBetweenTheMarks() {
    assertThat(WORDS.framed(new int[] {5, 6, 7, 8}, 1, 3)).containsExactly(101, 6, 7, 102);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "🎉🎊", "\u0000\u200b", "\ud800"})
  void knows_nothingInTheVocabulary_isFalse(String text) {
    assertThat(WORDS.knows(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "🎉 party", "!", "é"})
  void knows_aPieceInTheVocabulary_isTrue(String text) {
    assertThat(WORDS.knows(text)).isTrue();
  }

  // Each of these is quadratic in a naive implementation: words, combining marks, unknown pieces.
  @Test
  void ids_tenMillionHostileCharacters_endsSoon() {
    for (String unit : List.of("a", "\u0315\u0300\u05ae", "e\u0301\u0300", "🎉", "\u0000 ", "﷽")) {
      String text = unit.repeat(10_000_000 / unit.length());
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertThat(WORDS.ids(text, 1_000)).isNotNull());
    }
  }

  private static int[] numbers(String text) {
    return text.isEmpty()
        ? new int[0]
        : Stream.of(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
