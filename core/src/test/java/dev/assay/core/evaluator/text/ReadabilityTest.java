package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadabilityTest {

  private static final String PLAIN =
      "The cat sat on the mat. The dog ran to the door and saw a man with a hat. He gave the dog a"
          + " bone and went away. Then the cat went to sleep in the sun by the wall.";

  @Test
  void evaluate_text_followsTheFormula() {
    Score.Scored score = scored("readability", PLAIN);
    int words = score.evidence().get("words").intValue();
    int sentences = score.evidence().get("sentences").intValue();
    int syllables = score.evidence().get("syllables").intValue();
    // Counted by hand.
    assertThat(words).isEqualTo(40);
    assertThat(sentences).isEqualTo(4);
    assertThat(syllables).isEqualTo(41);
    assertThat(score.value())
        .isCloseTo(206.835 - 1.015 * 40.0 / 4 - 84.6 * 41.0 / 40, within(1e-9));
    assertThat(scored("readability-grade", PLAIN).value())
        .isCloseTo(0.39 * 40.0 / 4 + 11.8 * 41.0 / 40 - 15.59, within(1e-9));
    assertThat(scored("readability(threshold=60)", PLAIN).passed()).isTrue();
    assertThat(scored("readability-grade(threshold=8)", PLAIN).passed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "the, 1",
    "make, 1",
    "makes, 1",
    "baked, 1",
    "wanted, 2",
    "table, 2",
    "tables, 2",
    "houses, 2",
    "readability, 5",
    "idea, 3",
    "science, 2",
    "create, 2",
    "nation, 2",
    "people, 2",
    "don't, 1",
    "well-known, 2",
    "lovely, 2",
    "careful, 2",
    "radio, 3",
    "information, 4",
    "university, 5",
    "customer, 3",
    "refund, 2",
    "subscription, 3",
    "queue, 1",
    "quiet, 2",
    "area, 3",
    "social, 2",
    "special, 2",
    "actual, 3",
    "beautiful, 3",
    "agree, 2",
  })
  void syllables_commonWords_areCounted(String word, int syllables) {
    assertThat(Syllables.of(word)).isEqualTo(syllables);
  }

  @Test
  void evaluate_shortOrForeignText_isUnscored() {
    assertThat(unscored("readability", "Too short."))
        .isEqualTo("too short: 2 words (expected: at least 30)");
    String german =
        "Die Katze schläft auf der Matte und der Hund läuft zur Tür. Er sieht einen Mann mit einem"
            + " Hut, der ihm einen Knochen gibt und wieder geht. Danach liegt die Katze in der Sonne"
            + " neben der Wand und wartet auf den Abend, der bald kommt.";
    assertThat(unscored("readability", german)).isEqualTo("not English: de");
    assertThat(unscored("readability-grade", "")).startsWith("too short: 0 words");
    assertThat(unscored("readability", "\0\ud800".repeat(5_000_000))).startsWith("too short");
  }

  @Test
  void evaluate_tenMegabytes_isScored() {
    assertThat(scored("readability", (PLAIN + " ").repeat(60_000)).value()).isGreaterThan(90);
  }
}
