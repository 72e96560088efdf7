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
        assertSame(answers.fresh(question), old, old);
        assertSame(answers.stale(question), old, after.answer(question));
      }
    }
  }

  private static void assertSame(Reply reply, Interaction output, Interaction context) {
    assertThat(reply.output()).isEqualTo(output.output());
    // Where the old answer rests on none of the changed page, the retrieval was not repeated.
    if (reply.outdated() || output == context) {
      assertThat(reply.context().stream().map(Passage::text))
          .containsExactlyElementsOf(context.context().stream().map(Passage::text).toList());
    }
  }

  @Test
  void recorded_everyQuestion_hasAnAnswer() {
    DemoAnswers answers = DemoAnswers.recorded();
    assertThat(new DemoQuestions().texts())
        .allSatisfy(question -> assertThat(answers.stale(question).output()).isNotBlank());
  }
}
