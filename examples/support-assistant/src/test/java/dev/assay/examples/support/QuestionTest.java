package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionTest {

  @Test
  void in_twoQuestionsInOneSentence_arePartedAndShareThePlan() {
    List<List<Question>> questions =
        Question.in("How much does the Business plan cost and how much storage does it have?");
    assertThat(questions).hasSize(2);
    assertThat(questions.get(1).get(0).clause()).isEqualTo("how much storage does it have?");
    assertThat(questions)
        .allSatisfy(q -> assertThat(q.get(0).plans()).isEqualTo(Set.of(Plan.BUSINESS)));
  }

  @Test
  void in_statementBeforeTheQuestion_isReadWithAndWithout() {
    List<List<Question>> questions =
        Question.in("I deleted a page by accident. How long can I restore it?");
    assertThat(questions).hasSize(1);
    assertThat(questions.get(0))
        .extracting(Question::text)
        .containsExactly(
            "How long can I restore it?",
            "I deleted a page by accident. How long can I restore it?",
            "I deleted a page by accident.");
  }

  @Test
  void in_condition_staysWithItsQuestion() {
    assertThat(Question.in("If you raise prices, when does that affect us?")).hasSize(1);
  }

  @Test
  void in_symptomOnly_isWhatIsAsked() {
    List<List<Question>> questions = Question.in("I am new here. My pages do not sync");
    assertThat(questions).hasSize(1);
    assertThat(questions.get(0).get(0).text()).isEqualTo("My pages do not sync");
  }

  @Test
  void yesNo_formsOfQuestions_toldApart() {
    assertThat(only("Is SSO not available on Team?").yesNo()).isTrue();
    assertThat(only("Is SSO not available on Team?").negated()).isTrue();
    assertThat(only("Can I pay by card or by transfer?").yesNo()).isFalse();
    assertThat(only("Which plan has SSO?").yesNo()).isFalse();
    assertThat(only("Which plan has SSO?").asksAvailability()).isTrue();
    assertThat(only("Where do I find invoices?").wantsSteps()).isTrue();
  }

  private static Question only(String text) {
    return Question.in(text).get(0).get(0);
  }
}
