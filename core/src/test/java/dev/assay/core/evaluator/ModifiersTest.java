package dev.assay.core.evaluator;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiersTest {

  @Test
  void negate_rule_turnsValueAndPassed() {
    Score.Scored failing = scored("contains(any=[guarantee], negate=true)", "we guarantee it");
    Score.Scored passing = scored("contains(any=[guarantee], negate=true)", "we hope so");

    assertThat(failing.value()).isEqualTo(0);
    assertThat(failing.passed()).isFalse();
    assertThat(failing.explanation()).startsWith("not: ");
    assertThat(passing.value()).isEqualTo(1);
    assertThat(passing.passed()).isTrue();
    assertThat(bind("contains(any=[x], negate=true)").higherIsBetter()).isTrue();
  }

  @Test
  void negate_gradedWithThreshold_passesOnTheOtherSide() {
    BoundEvaluator bound = bind("token-f1(threshold=0.5, negate=true)");

    assertThat(bound.higherIsBetter()).isFalse();
    assertThat(score(bound, "a b", "a b")).returns(1.0, Score.Scored::value);
    assertThat(score(bound, "red green", "red green").passed()).isFalse();
    assertThat(score(bound, "red green", "red blue").passed()).isTrue();
    assertThat(score(bound, "red green", "one two").passed()).isTrue();
  }

  @Test
  void negate_unscored_staysUnscored() {
    assertThat(unscored("exact-match(negate=true)", "a")).isEqualTo("needs an expected output");
  }

  @Test
  void negate_ruleThatDoesNotApply_isNotAFailure() {
    Score.Scored score =
        scored("constraints(short={words: {max: 1}, when: {tag: x}}, negate=true)", "a b c");

    assertThat(score.passed()).isTrue();
    assertThat(score.label()).isEqualTo("not-applicable");
  }

  @Test
  void negate_brokenConstraint_passesWithoutItsMode() {
    Score.Scored score = scored("constraints(short={words: {max: 1}}, negate=true)", "a b c");

    assertThat(score.passed()).isTrue();
    assertThat(score.value()).isEqualTo(1);
    assertThat(score.failureMode()).isEmpty();
  }

  @Test
  void constraints_ruleNamedLikeAModifier_isARule() {
    Score.Scored score = scored("constraints(negate={words: {max: 1}})", "a b c");

    assertThat(score.passed()).isFalse();
    assertThat(score.explanation()).startsWith("negate: ");
  }

  @Test
  void version_modifiersThatChangeValues_differ() {
    String plain = bind("token-f1").version();

    assertThat(bind("token-f1(negate=true)").version()).isNotEqualTo(plain);
    assertThat(bind("token-f1(on='tool:search')").version()).isNotEqualTo(plain);
    assertThat(bind("token-f1(negate=false)").version()).isEqualTo(plain);
    assertThat(bind("token-f1(optional=true)").version()).isEqualTo(plain);
  }

  @Test
  void weight_outsideOfASet_saysWhereItBelongs() {
    assertThatThrownBy(() -> bind("token-f1(weight=2)"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("token-f1.weight: given (expected: none outside of a set)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token-f1(negate=maybe)",
        "token-f1(optional=1)",
        "token-f1(weight=0)",
        "token-f1(weight=heavy)",
        "token-f1(on='')",
        "token-f1(on=step)",
        "token-f1(on='tool:')",
        "token-f1(on=3)",
      })
  void read_wrong_saysWhatIsExpected(String expression) {
    assertThatThrownBy(() -> EvaluatorExpression.parse(expression))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("(expected: ");
  }

  @Test
  void on_toolCall_seesItsResultAlone() {
    BoundEvaluator bound = bind("contains(any=[\"42\"], on='tool:search')");
    Score.Scored score = (Score.Scored) bound.evaluate(agent());

    assertThat(score.passed()).isFalse();
    assertThat(score.value()).isCloseTo(0.5, within(1e-12));
    assertThat(score.explanation()).startsWith("tool:search[2]: ");
    assertThat(score.evidence().path("steps")).hasSize(2);
    assertThat(score.evidence().at("/steps/0/step").stringValue()).isEqualTo("tool:search[1]");
    assertThat(score.evidence().at("/steps/0/passed").booleanValue()).isTrue();
  }

  @Test
  void on_index_choosesOne() {
    assertThat(passed("contains(any=[\"42\"], on='tool:search[1]')")).isTrue();
    assertThat(passed("contains(any=[\"42\"], on='tool:search[last]')")).isFalse();
    assertThat(passed("contains(any=[boom], on='step:plan')")).isTrue();
    assertThat(passed("contains(any=[boom], on='llm:plan')")).isTrue();
    assertThat(passed("contains(any=[boom], on=llm)")).isTrue();
  }

  @Test
  void on_stepThatIsNotThere_namesThoseThatAre() {
    Score score = bind("contains(any=[x], on='tool:serch')").evaluate(agent());

    assertThat(((Score.Unscored) score).reason())
        .isEqualTo("no step tool:serch: its steps are retrieval, llm:plan, tool:search, tool:mail");
    Score past = bind("contains(any=[x], on='tool:search[3]')").evaluate(agent());
    assertThat(((Score.Unscored) past).reason()).startsWith("no step tool:search[3]: ");
  }

  @Test
  void on_oneStepUnscored_isUnscored() {
    Score score = bind("contains(any=[sent], on=tool)").evaluate(agent());

    assertThat(((Score.Unscored) score).reason()).isEqualTo("tool:mail: no output");
    assertThat(score.evidence().path("steps")).hasSize(3);
  }

  @Test
  void on_retrieval_seesThePassagesAsOutputAndContext() {
    Score.Scored score =
        (Score.Scored)
            bind("contains(all=[\"first\", \"second\"], on=retrieval)").evaluate(agent());

    assertThat(score.passed()).isTrue();
  }

  @Test
  void on_retrievalStepWithJson_readsItsPassages() {
    Step step =
        new Step(
            "retrieval",
            "kb",
            "how?",
            "[{\"id\": \"a\", \"text\": \"alpha\"}, \"beta\"]",
            3.0,
            null);
    Interaction interaction = Interaction.builder().output("o").steps(List.of(step)).build();
    List<StepSubjects.Selected> selected =
        new StepSubjects(new Subject(interaction, null))
            .select(StepSelector.parse("on", "retrieval:kb"));

    assertThat(selected).hasSize(1);
    Subject subject = selected.get(0).subject();
    assertThat(subject.interaction().context())
        .extracting(Passage::text)
        .containsExactly("alpha", "beta");
    assertThat(subject.output()).isEqualTo("alpha\n\nbeta");
    assertThat(subject.inputText()).isEqualTo("how?");
  }

  @Test
  void on_step_hasItsOwnInputInTheExampleToo() {
    Step step = new Step("llm", "answer", "the step's question", "yes", null, null);
    Interaction interaction = Interaction.builder().output("o").steps(List.of(step)).build();
    Example example = Example.builder("e", Partition.GOLDEN, "the user's").expected("yes").build();

    Subject subject =
        new StepSubjects(new Subject(interaction, example))
            .select(StepSelector.parse("on", "llm:answer"))
            .get(0)
            .subject();

    assertThat(subject.inputText()).isEqualTo("the step's question");
    assertThat(subject.references()).containsExactly("yes");
  }

  @Test
  void on_latencyOfAStepWithoutOutput_isScored() {
    Step step = new Step("tool", "search", null, null, 250.0, null);
    Interaction interaction =
        Interaction.builder().output("o").latencyMillis(900.0).steps(List.of(step)).build();

    Score score =
        bind("latency(max=300ms, on='tool:search')").evaluate(new Subject(interaction, null));

    assertThat(((Score.Scored) score).value()).isEqualTo(250);
    assertThat(((Score.Scored) score).passed()).isTrue();
  }

  @Test
  void on_failedInteraction_isUnscored() {
    Subject failed = new Subject(Interaction.ofError("timeout", "late"), null);

    assertThat(bind("contains(any=[x], on=tool)").evaluate(failed))
        .isEqualTo(Score.unscored("no output"));
  }

  @Test
  void parse_expression_keepsModifiersApart() {
    EvaluatorSpec spec =
        EvaluatorExpression.parse("rouge-l(stem=true, negate=true, on='tool:a[2]', optional=true)")
            .get(0);

    assertThat(spec.parameters().propertyNames()).containsExactly("stem");
    assertThat(spec.modifiers())
        .isEqualTo(
            Modifiers.NONE
                .withNegate(true)
                .withOptional(true)
                .withOn(new StepSelector("tool", "a", 2)));
    assertThat(Json.write(spec.toJson()))
        .isEqualTo(
            "{\"rouge-l\":{\"stem\":true},\"name\":\"rouge-l\",\"negate\":true,\"on\":\"tool:a[2]\","
                + "\"optional\":true}");
  }

  private static boolean passed(String expression) {
    return Boolean.TRUE.equals(((Score.Scored) bind(expression).evaluate(agent())).passed());
  }

  private static Score.Scored score(BoundEvaluator bound, String output, String expected) {
    return (Score.Scored) bound.evaluate(EvaluatorHarness.subject(output, List.of(expected)));
  }

  private static Subject agent() {
    Interaction interaction =
        Interaction.builder()
            .output("The answer is 42.")
            .context(List.of(Passage.of("first passage"), Passage.of("second passage")))
            .steps(List.of(new Step("llm", "plan", "q", "boom", null, null)))
            .toolCalls(
                List.of(
                    new ToolCall("search", Json.object().put("q", "a"), text("42"), null),
                    new ToolCall("search", Json.object().put("q", "b"), text("none"), null),
                    new ToolCall("mail", Json.object(), null, "refused")))
            .build();
    return new Subject(interaction, Example.builder("e", Partition.GOLDEN, "q?").build());
  }

  private static tools.jackson.databind.JsonNode text(String text) {
    return Json.array().add(text).get(0);
  }
}
