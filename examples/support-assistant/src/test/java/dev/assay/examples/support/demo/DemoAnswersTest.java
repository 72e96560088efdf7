package dev.assay.examples.support.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.examples.support.SupportAssistant;
import dev.assay.examples.support.demo.DemoAnswers.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoAnswersTest {

  private static final int EVERY = 25;

  @Test
  void recorded_comparedWithTheAssistant_isWhatItSays() {
    DemoAnswers answers = DemoAnswers.recorded();
    List<String> questions = new DemoQuestions().texts();
    try (SupportAssistant before = new SupportAssistant();
        SupportAssistant after = DemoRecording.changed()) {
      assertThat(answers.recordedOf())
          .as("run DemoRecording after changing the assistant, its knowledge or refunds.md")
          .isEqualTo(DemoRecording.identity(before, after));
      for (int i = 0; i < questions.size(); i += EVERY) {
        String question = questions.get(i);
        Interaction old = before.answer(question);
        assertThat(answers.fresh(question).output()).isEqualTo(old.output());
        assertThat(texts(answers.fresh(question).context())).isEqualTo(texts(old.context()));
        Reply stale = answers.stale(question);
        assertThat(stale.output()).isEqualTo(old.output());
        if (stale.outdated()) {
          assertThat(texts(stale.context())).isEqualTo(texts(after.answer(question).context()));
        }
      }
    }
  }

  private static List<String> texts(List<Passage> passages) {
    return passages.stream().map(Passage::text).toList();
  }

  @Test
  void recorded_everyQuestion_hasAnAnswer() {
    DemoAnswers answers = DemoAnswers.recorded();
    assertThat(new DemoQuestions().texts())
        .allSatisfy(question -> assertThat(answers.stale(question).output()).isNotBlank());
  }
}
