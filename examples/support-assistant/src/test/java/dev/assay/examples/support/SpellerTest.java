package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellerTest {

  private final Speller speller =
      new Speller(
          Markdown.chunks(
              "a", "# A\n## B\nThe storage of a subscription can be exported from a workspace."));

  @ParameterizedTest
  @CsvSource({
    "storge, storage",
    "stroage, storage",
    "storrage, storage",
    "subscriptoin, subscription",
    "workspaces, workspaces",
    "export, export",
    "Wordspace, Workspace",
    "my Wordspace, my Wordspace",
    "weather, weather",
    "strge, strge",
  })
  void correct_oneSlip_isMended(String text, String expected) {
    assertThat(speller.correct(text)).isEqualToIgnoringCase(expected);
  }

  @ParameterizedTest
  @CsvSource({"$1 \\0 storge, $1 \\0 storage"})
  void correct_replacementCharacters_stayAsTheyAre(String text, String expected) {
    assertThat(speller.correct(text)).isEqualTo(expected);
  }
}
