package dev.assay.core.evaluator.set;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorExpression;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorSetTest {

  private static final Usage USAGE = new Usage(10L, 2L, null, null, 0.01);

  /** Three members, each p (passes), f (fails) or u (cannot be scored). */
  @ParameterizedTest
  @CsvSource({
    "all, p, p, p, pass, 1",
    "all, p, p, f, fail, 0.666667",
    "all, p, u, p, unscored, 0",
    "all, f, u, p, fail, 0.5",
    "all, u, u, u, unscored, 0",
    "2, p, p, f, pass, 0.666667",
    "2, p, p, u, pass, 1",
    "2, p, u, u, unscored, 0",
    "2, p, f, u, unscored, 0",
    "2, f, f, u, fail, 0",
    "2, f, f, p, fail, 0.333333",
    "1, u, u, p, pass, 1",
    "1, f, f, f, fail, 0",
    "1, f, u, f, unscored, 0",
    "3, p, p, p, pass, 1",
  })
  void byCount_membersOfThreeKinds_isThreeValued(
      String require, String a, String b, String c, String outcome, double value) {
    BoundEvaluator set =
        fakes("set(require=" + require + ", evaluators=[" + a + "1, " + b + "2, " + c + "3])");

    Score score = set.evaluate(new Subject(Interaction.ofOutput("x"), null));

    if (outcome.equals("unscored")) {
      assertThat(score).isInstanceOf(Score.Unscored.class);
      assertThat(((Score.Unscored) score).reason()).contains(": nobody knows");
    } else {
      assertThat(((Score.Scored) score).passed()).isEqualTo(outcome.equals("pass"));
      assertThat(((Score.Scored) score).value()).isCloseTo(value, within(1e-6));
    }
    assertThat(score.evidence().path("members")).hasSize(3);
  }

  @Test
  void byCount_failed_hasTheGravestModeAndSaysWhy() {
    Score.Scored score =
        scored(
            "set(evaluators=['exact-match', {constraints: {short: {words: {max: 1}}}}])",
            "two words",
            "other");

    assertThat(score.passed()).isFalse();
    assertThat(score.failureMode()).contains(FailureMode.INCORRECT);
    assertThat(score.explanation())
        .startsWith("0 passed (expected: all 2); exact-match: is not the expected output; ")
        .contains("constraints: short: ");
    assertThat(score.evidence().at("/members/0/version").stringValue())
        .isEqualTo(bind("exact-match").version());
  }

  @Test
  void byMean_weights_countByWeight() {
    Score.Scored score =
        scored(
            "set(threshold=0.75, evaluators=['token-f1(weight=3)', {contains: {any: [zzz]}}])",
            "a b c",
            "a b c");

    assertThat(score.value()).isCloseTo(0.75, within(1e-12));
    assertThat(score.passed()).isTrue();
    assertThat(score.explanation()).isEqualTo("weighted mean 0.750 (expected: at least 0.75)");
  }

  @Test
  void byMean_otherRangesAndDirections_areScaled() {
    Subject subject =
        new Subject(Interaction.builder().output("x").latencyMillis(900.0).build(), null);

    // 4 of 1 to 5 is 0.75; a slow answer counts 0; a low value where low is good counts 0.9.
    Score.Scored score =
        (Score.Scored)
            fakes("set(threshold=0.5, evaluators=[grade, 'latency(max=1ms)', low])")
                .evaluate(subject);

    assertThat(score.value()).isCloseTo((0.75 + 0 + 0.9) / 3, within(1e-12));
    assertThat(score.passed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0.2, pass", "0.6, unscored", "0.9, fail"})
  void byMean_unscoredMember_isOpenWhereItWouldMatter(double threshold, String outcome) {
    Score score =
        fakes("set(threshold=" + threshold + ", evaluators=[p1, p2, f1, u1])")
            .evaluate(new Subject(Interaction.ofOutput("x"), null));

    // Two passed, one failed, one open: at least 0.5, at most 0.75.
    switch (outcome) {
      case "unscored" -> assertThat(score).isInstanceOf(Score.Unscored.class);
      default -> assertThat(((Score.Scored) score).passed()).isEqualTo(outcome.equals("pass"));
    }
  }

  @Test
  void evaluate_nestedAndNegated_composes() {
    String either =
        "set(require=1, name=either, evaluators=[\"contains(any=[red])\", "
            + "{set: {name: both, evaluators: [{contains: {any: [blue]}}, "
            + "{regex: {pattern: sad}, negate: true}]}}])";

    assertThat(scored(either, "red").passed()).isTrue();
    assertThat(scored(either, "blue").passed()).isTrue();
    assertThat(scored(either, "sad blue").passed()).isFalse();
    assertThat(bind(either).name()).isEqualTo("either");
    assertThat(scored("set(negate=true, evaluators=[{contains: {any: [red]}}])", "red").passed())
        .isFalse();
  }

  @Test
  void evaluate_onAStep_looksAtItWithEveryMember() {
    Subject subject =
        new Subject(
            InteractionJson.read(
                Json.object()
                    .put("output", "done")
                    .set(
                        "tool_calls",
                        Json.parse("[{\"name\": \"search\", \"result\": \"found it\"}]", "t", 1))),
            null);

    Score score =
        bind("set(on='tool:search', evaluators=[{contains: {any: [found]}}])").evaluate(subject);

    assertThat(((Score.Scored) score).passed()).isTrue();
  }

  @Test
  void usage_members_addsUp() {
    Score score =
        fakes("set(evaluators=[paid1, paid2])")
            .evaluate(new Subject(Interaction.ofOutput("x"), null));

    assertThat(score.usage().inputTokens()).isEqualTo(20);
    assertThat(score.usage().cost()).isCloseTo(0.02, within(1e-12));
  }

  @Test
  void version_memberOrItsParameters_changesIt() {
    String version = bind("set(evaluators=['token-f1(threshold=0.5)'])").version();

    assertThat(bind("set(evaluators=['token-f1(threshold=0.5)'])").version()).isEqualTo(version);
    assertThat(bind("set(evaluators=['token-f1(threshold=0.6)'])").version()).isNotEqualTo(version);
    assertThat(bind("set(evaluators=['rouge-l(threshold=0.5)'])").version()).isNotEqualTo(version);
    assertThat(bind("set(evaluators=['token-f1(threshold=0.5)']) ").members()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set(evaluators=[]) # at least one evaluator",
        "set(evaluators=[nope]) # set.evaluators[0].evaluator: nope (expected: an evaluator that",
        "set(evaluators=[token-f1]) # set.evaluators[0].token-f1: no threshold (expected: one, for",
        "set(threshold=1, evaluators=[latency]) # no bounds to weigh them by",
        "set(require=0, evaluators=[exact-match]) # set.require: 0 (expected: all, or a whole",
        "set(require=2, evaluators=[exact-match]) # the number of members, which is 1",
        "set(require=most, evaluators=[exact-match]) # set.require: \"most\"",
        "set(require=1, threshold=0.5, evaluators=[exact-match]) # require and threshold",
        "set(threshold=1.5, evaluators=[exact-match]) # a number from 0 to 1",
        "set(evaluators=[exact-match, exact-match]) # names that differ",
        "set(evaluators=[{contains: {al: [x]}}]) # set.evaluators[0].contains: al",
        "set(evaluators=[{contains: {any: [x]}, regex: {pattern: y}}]) # one evaluator in each",
        "set(evaluators=[{contains: {any: [x]}, optional: true}]) # it stands with the set",
        "set(evaluators=[{contains: {any: [x]}, tags: [a]}]) # it stands with the set",
        "set(evaluators=[{contains: {any: [x], weight: -1}}]) # weight: -1 (expected: a number above",
        "set(evaluators=[3]) # an evaluator's name, alone or with its parameters",
        "set(evaluators=3) # a list of evaluators, as in a suite",
        "set # missing",
      })
  void bind_wrong_saysWhatAndWhere(String line) {
    String[] parts = line.split(" # ");

    assertThatThrownBy(() -> bind(parts[0]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(parts[1]);
  }

  @Test
  void bind_setsInSetsWithoutEnd_isRefused() {
    StringBuilder text = new StringBuilder("exact-match");
    for (int i = 0; i < 6; i++) {
      text.insert(0, "{set: {evaluators: [").append("]}}");
    }

    assertThatThrownBy(() -> bind("set(evaluators=[" + text + "])"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at most 4 levels and 200 evaluators");
  }

  @Test
  void evaluate_noOutput_isUnscored() {
    assertThat(unscored("set(evaluators=[exact-match])", "x"))
        .isEqualTo("exact-match: needs an expected output");
  }

  @Test
  void all_builtInJava_isTheSame() {
    EvaluatorSpec set =
        EvaluatorSets.atLeast(
            1, "either", EvaluatorExpression.parse("contains(any=[red]),exact-match(negate=true)"));
    EvaluatorRegistry registry = EvaluatorRegistry.installed();
    EvaluatorContext context = new EvaluatorContext(Path.of("."), EmbeddingModels.of());

    BoundEvaluator bound = registry.bind(set, context);

    assertThat(bound.name()).isEqualTo("either");
    assertThat(bound.members())
        .extracting(BoundEvaluator::name)
        .containsExactly("contains", "exact-match");
    assertThat(bound.members().get(1).modifiers().negate()).isTrue();
    assertThat(
            registry
                .bind(EvaluatorSets.all("a", List.of(EvaluatorSpec.of("exact-match"))), context)
                .members())
        .hasSize(1);
    assertThat(
            registry
                .bind(
                    EvaluatorSets.weighted(0.5, "w", List.of(EvaluatorSpec.of("token-f1"))),
                    context)
                .judged())
        .isFalse();
  }

  /** Evaluators that do as they are called, beside those installed. */
  private static BoundEvaluator fakes(String expression) {
    List<EvaluatorDefinition> all = new ArrayList<>(EvaluatorRegistry.installed().definitions());
    for (int i = 1; i <= 3; i++) {
      all.add(rule("p" + i, Score.ofPass(true, null)));
      all.add(rule("f" + i, Score.ofPass(false, "so it is")));
      all.add(rule("u" + i, Score.unscored("nobody knows")));
      Score.Scored paid = Score.ofPass(true, null);
      all.add(
          rule(
              "paid" + i,
              paid.withEvidence(Json.object().set("usage", InteractionJson.usage(USAGE)))));
    }
    all.add(
        EvaluatorDefinition.builder("grade", "1", "Grades 4.")
            .range(1, 5)
            .createdBy((parameters, context) -> subject -> Score.of(4)));
    all.add(
        EvaluatorDefinition.builder("low", "1", "Is low.")
            .lowerIsBetter()
            .createdBy((parameters, context) -> subject -> Score.of(0.1)));
    EvaluatorRegistry registry = EvaluatorRegistry.of(all);
    return registry.bind(
        EvaluatorExpression.parse(expression).get(0),
        new EvaluatorContext(Path.of("."), EmbeddingModels.of()));
  }

  private static EvaluatorDefinition rule(String name, Score score) {
    return EvaluatorDefinition.builder(name, "1", "Says the same.")
        .decidesItself()
        .createdBy((parameters, context) -> subject -> score);
  }
}
