package dev.assay.server.web.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Passage;
import org.junit.jupiter.api.Test;

class TrialFormTest {

  @Test
  void passages_separatedByEmptyLines_keepTheirOwnLines() {
    assertThat(TrialForm.passages("one\ntwo\n\n  \n\nthree"))
        .extracting(Passage::text)
        .containsExactly("one\ntwo", "three");
    assertThat(TrialForm.passages(" \n\n")).isEmpty();
  }

  @Test
  void expression_withParameters_isTheCommandLines() {
    assertThat(new TrialForm("rouge-l", "stem=true", "", "", "", "").expression())
        .isEqualTo("rouge-l(stem=true)");
    assertThat(TrialForm.empty("rouge-l").expression()).isEqualTo("rouge-l");
  }

  @Test
  void subject_withoutExpectation_isThatOfTraffic() {
    assertThat(new TrialForm("x", "", "Why?", "So.", "", " ").subject().example()).isNull();
    assertThat(new TrialForm("x", "", "Why?", "So.", "", "So").subject().references())
        .containsExactly("So");
    assertThat(new TrialForm("x", "", "Why?", "So.", "", "").subject().inputText())
        .isEqualTo("Why?");
  }
}
