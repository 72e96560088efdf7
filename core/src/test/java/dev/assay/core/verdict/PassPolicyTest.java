package dev.assay.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.verdict.Verdict.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class PassPolicyTest {

  private static final Interaction ANSWER = Interaction.ofOutput("an answer");

  @Test
  void decide_failedTarget_failsWithItsKind() {
    Interaction failed = Interaction.ofError("timeout", "no answer\nwithin 5 s\u001b[31m");

    Verdict verdict = policy(rule("exact-match")).decide(golden(), failed, List.of());

    assertThat(verdict)
        .isEqualTo(Verdict.failed(FailureMode.ERROR, "timeout: no answer within 5 s\uFFFD[31m"));
  }

  @Test
  void decide_brokenRule_failsInEveryPartition() {
    PassPolicy policy = policy(rule("constraints"));
    for (Partition partition : Partition.values()) {
      Verdict verdict =
          policy.decide(in(partition), ANSWER, List.of(broken("constraints", "too long")));
      assertThat(verdict).isEqualTo(Verdict.failed(FailureMode.FORMAT, "constraints: too long"));
    }
    assertThat(policy.decide(golden(), ANSWER, List.of(kept("constraints"))))
        .isEqualTo(Verdict.PASSED);
  }

  @Test
  void decides_negatedSimilarity_hasNoDefaultThreshold() {
    for (boolean negated : List.of(true, false)) {
      PolicyEvaluator similarity =
          new PolicyEvaluator(
              "semantic-similarity",
              "semantic-similarity",
              Set.of(),
              Set.of(),
              !negated,
              -1,
              1,
              false,
              FailureMode.INCORRECT,
              OptionalDouble.empty(),
              negated,
              false);
      PassPolicy policy = PassPolicy.ofEvaluators(PolicyConfig.DEFAULT, List.of(similarity));

      assertThat(policy.decides("semantic-similarity", Partition.GOLDEN)).isEqualTo(!negated);
    }
  }

  @Test
  void decisionsHash_moreThatInformsOrAnotherOrder_isTheSame() {
    String hash = policy(rule("exact-match"), rule("constraints")).decisionsHash();

    assertThat(policy(rule("constraints"), graded("rouge-l", 0, 1), rule("exact-match")))
        .extracting(PassPolicy::decisionsHash)
        .isEqualTo(hash);
    assertThat(policy(rule("exact-match")).decisionsHash()).isNotEqualTo(hash);
    assertThat(policy(graded("judge", 1, 5)).decisionsHash())
        .isNotEqualTo(policy(graded("judge", 0, 1)).decisionsHash());
  }

  @ParameterizedTest
  @CsvSource({
    "golden, 0.88, PASS",
    "golden, 0.8799, FAIL",
    "regression, 0.1, UNSCORED",
    "adversarial, 0.1, UNSCORED",
    "distribution, 0.1, UNSCORED",
  })
  void decide_similarityByDefault_decidesGoldenAt088(
      String partition, double value, Verdict.Outcome outcome) {
    PassPolicy policy = policy(graded("semantic-similarity", 0, 1));

    assertThat(decide(policy, partition, "semantic-similarity", value).outcome())
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "judge, golden, 4, PASS",
    "judge, golden, 3.9, FAIL",
    "judge, distribution, 3, PASS",
    "judge, distribution, 2.9, FAIL",
    "judge-correctness, golden, 3.9, FAIL",
    "judgement, golden, 1, UNSCORED",
  })
  void decide_judgeByDefault_needs4OnGoldenAnd3Elsewhere(
      String name, String partition, double value, Verdict.Outcome outcome) {
    assertThat(decide(policy(graded(name, 1, 5)), partition, name, value).outcome())
        .isEqualTo(outcome);
  }

  @Test
  void decide_judgeOfAnotherScale_isNotGivenAThresholdOfOneToFive() {
    assertThat(decide(policy(graded("judge", 0, 1)), "golden", "judge", 1).outcome())
        .isEqualTo(Verdict.Outcome.UNSCORED);
  }

  @Test
  void decide_hallucinationByDefault_anyFindingFails() {
    PolicyEvaluator lowIsGood =
        evaluator("hallucination", 0, 1, false, FailureMode.HALLUCINATED, OptionalDouble.empty());
    PolicyEvaluator highIsGood =
        evaluator("grounding", 0, 1, true, FailureMode.HALLUCINATED, OptionalDouble.empty());

    assertThat(decide(policy(lowIsGood), "distribution", "hallucination", 0))
        .isEqualTo(Verdict.PASSED);
    assertThat(decide(policy(lowIsGood), "distribution", "hallucination", 0.2))
        .isEqualTo(Verdict.failed(FailureMode.HALLUCINATED, "hallucination 0.2 > 0"));
    assertThat(decide(policy(highIsGood), "distribution", "grounding", 0.95))
        .isEqualTo(Verdict.failed(FailureMode.HALLUCINATED, "grounding 0.95 < 1"));
  }

  @Test
  void threshold_fourSources_nearestWins() {
    PolicyEvaluator similarity =
        evaluator("semantic-similarity", 0, 1, true, FailureMode.INCORRECT, OptionalDouble.of(0.7));
    PolicyConfig config =
        PolicyConfig.DEFAULT
            .with("semantic-similarity", 0.6)
            .with(Partition.GOLDEN, "semantic-similarity", 0.9);

    PassPolicy policy = PassPolicy.ofEvaluators(config, List.of(similarity));

    assertThat(policy.threshold("semantic-similarity", Partition.GOLDEN)).hasValue(0.9);
    assertThat(policy.threshold("semantic-similarity", Partition.REGRESSION)).hasValue(0.6);
    assertThat(policy(similarity).threshold("semantic-similarity", Partition.GOLDEN))
        .as("the suite's threshold comes before the default of 0.88")
        .hasValue(0.7);
  }

  @Test
  void decides_off_onlyInforms() {
    PolicyConfig config =
        PolicyConfig.DEFAULT.informing(Partition.ADVERSARIAL, "exact-match").informing("rouge-l");
    PassPolicy policy =
        PassPolicy.ofEvaluators(
            config,
            List.of(
                rule("exact-match"),
                evaluator("rouge-l", 0, 1, true, FailureMode.INCORRECT, OptionalDouble.of(0.5))));

    assertThat(policy.decides("exact-match", Partition.ADVERSARIAL)).isFalse();
    assertThat(policy.decides("exact-match", Partition.GOLDEN)).isTrue();
    assertThat(policy.decides("rouge-l", Partition.GOLDEN)).isFalse();
    assertThat(policy.decides("unheard-of", Partition.GOLDEN)).isFalse();
  }

  @Test
  void decide_severalFailures_namesAllAndTakesTheWorstMode() {
    PassPolicy policy =
        policy(
            rule("constraints"),
            evaluator("rouge-l", 0, 1, true, FailureMode.INCORRECT, OptionalDouble.of(0.5)),
            evaluator("latency", 0, 1e9, false, FailureMode.SLOW, OptionalDouble.of(900)),
            rule("tone"));
    List<EvaluatorScore> scores =
        List.of(
            broken("constraints", "ends without a closing"),
            score("rouge-l", Score.of(0.31234)),
            score("latency", Score.of(1234.56)),
            score("tone", unsafe()));

    Verdict verdict = policy.decide(golden(), ANSWER, scores);

    assertThat(verdict)
        .isEqualTo(
            Verdict.failed(
                FailureMode.UNSAFE,
                "constraints: ends without a closing; rouge-l 0.312 < 0.5; latency 1235 > 900;"
                    + " tone failed"));
  }

  @Test
  void decide_labelThatIsNoMode_keepsTheEvaluatorsMode() {
    Score score = new Score.Scored(0, false, "contradicted", "says 5", Json.object());

    assertThat(policy(rule("facts")).decide(golden(), ANSWER, List.of(score("facts", score))))
        .isEqualTo(Verdict.failed(FailureMode.FORMAT, "facts: says 5"));
  }

  @Test
  void decide_modeInTheEvidence_winsOverTheLabel() {
    Score score =
        new Score.Scored(0, false, "none", "answers", Json.object().put("failure_mode", "unsafe"));

    assertThat(policy(rule("refusal")).decide(golden(), ANSWER, List.of(score("refusal", score))))
        .isEqualTo(Verdict.failed(FailureMode.UNSAFE, "refusal: answers"));
  }

  @Test
  void decide_unscoredAndNothingFailed_isUnscoredNeverPassed() {
    PassPolicy policy = policy(rule("exact-match"), rule("constraints"));
    EvaluatorScore unscored = score("exact-match", Score.unscored("needs an expected output"));

    assertThat(policy.decide(golden(), ANSWER, List.of(unscored, kept("constraints"))))
        .isEqualTo(Verdict.unscored("exact-match: needs an expected output"));
    assertThat(policy.decide(golden(), ANSWER, List.of(unscored, broken("constraints", "x"))))
        .as("a failure stands whatever is unknown")
        .isEqualTo(Verdict.failed(FailureMode.FORMAT, "constraints: x"));
  }

  @Test
  void decide_scoreOfADecidingEvaluatorMissing_isUnscored() {
    PassPolicy policy = policy(rule("exact-match"), rule("constraints"));

    assertThat(policy.decide(golden(), ANSWER, List.of(kept("constraints"))))
        .isEqualTo(Verdict.unscored("exact-match: did not run"));
  }

  @Test
  void decide_evaluatorForOtherExamples_isNotMissed() {
    PolicyEvaluator goldenOnly =
        new PolicyEvaluator(
            "exact-match",
            "exact-match",
            Set.of(Partition.GOLDEN),
            Set.of("billing"),
            true,
            0,
            1,
            true,
            FailureMode.INCORRECT,
            OptionalDouble.empty());
    PassPolicy policy = policy(goldenOnly, rule("constraints"));
    List<EvaluatorScore> scores = List.of(kept("constraints"));

    assertThat(policy.decide(in(Partition.DISTRIBUTION), ANSWER, scores)).isEqualTo(Verdict.PASSED);
    assertThat(policy.decide(golden(), ANSWER, scores)).isEqualTo(Verdict.PASSED);
    assertThat(policy.decide(golden().toBuilder().tags(List.of("billing")).build(), ANSWER, scores))
        .isEqualTo(Verdict.unscored("exact-match: did not run"));
  }

  @Test
  void decide_nothingDecides_isUnscoredAndSaysSo() {
    Verdict verdict = decide(policy(graded("rouge-l", 0, 1)), "distribution", "rouge-l", 1);

    assertThat(verdict)
        .isEqualTo(
            Verdict.unscored(
                "no evaluator decides distribution examples like this one; give one a threshold"));
  }

  @Test
  void decide_ruleThatDoesNotSay_isUnscored() {
    assertThat(policy(rule("facts")).decide(golden(), ANSWER, List.of(score("facts", Score.of(1)))))
        .isEqualTo(Verdict.unscored("facts: did not say whether it passed"));
  }

  @Test
  void decide_valuesAllButEqual_areToldApart() {
    PolicyEvaluator rouge =
        evaluator("rouge-l", 0, 1, true, FailureMode.INCORRECT, OptionalDouble.of(0.88));

    assertThat(decide(policy(rouge), "golden", "rouge-l", 0.87999999).reason())
        .isEqualTo("rouge-l 0.87999999 < 0.88");
    assertThat(decide(policy(rouge), "golden", "rouge-l", Math.nextDown(0.88)).reason())
        .isEqualTo("rouge-l " + Math.nextDown(0.88) + " < 0.88");
  }

  @Test
  void decide_hugeExplanation_isCut() {
    String reason =
        policy(rule("facts"))
            .decide(golden(), ANSWER, List.of(broken("facts", "x\u0000".repeat(5_000_000))))
            .reason();

    assertThat(reason).hasSizeLessThan(310).startsWith("facts: x\uFFFDx").endsWith("…");
  }

  @Test
  void fromJson_written_decidesTheSame() {
    PolicyConfig config =
        PolicyConfig.DEFAULT
            .with(Partition.GOLDEN, "rouge-l", 0.9)
            .informing(Partition.DISTRIBUTION, "constraints");
    PassPolicy policy =
        PassPolicy.ofEvaluators(
            config,
            List.of(
                rule("constraints"),
                new PolicyEvaluator(
                    "rouge-l",
                    "rouge-l",
                    Set.of(Partition.GOLDEN),
                    Set.of("t"),
                    true,
                    0,
                    1,
                    false,
                    FailureMode.INCORRECT,
                    OptionalDouble.of(0.4)),
                evaluator(
                    "latency",
                    0,
                    Double.POSITIVE_INFINITY,
                    false,
                    FailureMode.SLOW,
                    OptionalDouble.empty())));

    PassPolicy read = PassPolicy.fromJson(Json.parse(Json.write(policy.toJson()), "run.json", 1));

    assertThat(read.evaluators()).isEqualTo(policy.evaluators());
    assertThat(read.toJson()).isEqualTo(policy.toJson());
    assertThat(read.threshold("rouge-l", Partition.GOLDEN)).hasValue(0.9);
    assertThat(read.threshold("rouge-l", Partition.REGRESSION)).hasValue(0.4);
    assertThat(read.decides("constraints", Partition.DISTRIBUTION)).isFalse();
    assertThat(read.decides("constraints", Partition.GOLDEN)).isTrue();
  }

  @Test
  void fromJson_somethingElse_saysWhatWasExpected() {
    assertThatThrownBy(() -> PassPolicy.fromJson(Json.object()))
        .hasMessage("policy.evaluators: missing (expected: a list)");
  }

  @Test
  void with_otherSuite_takesItsThresholds() {
    PassPolicy policy =
        policy(evaluator("rouge-l", 0, 1, true, FailureMode.INCORRECT, OptionalDouble.of(0.9)));

    PassPolicy softer =
        policy.with(
            PolicyConfig.DEFAULT,
            List.of(EvaluatorSpec.of("rouge-l", Json.object().put("threshold", 0.2))),
            EvaluatorRegistry.installed());

    assertThat(softer.threshold("rouge-l", Partition.GOLDEN)).hasValue(0.2);
  }

  @Test
  void of_wrongSettings_areAllReported() {
    PolicyConfig config =
        PolicyConfig.DEFAULT
            .with("rogue-l", 0.5)
            .with(Partition.GOLDEN, "constraints", 1)
            .with(Partition.GOLDEN, "rouge-l", 1.5);

    assertThatThrownBy(
            () ->
                PassPolicy.ofEvaluators(
                    config, List.of(rule("constraints"), graded("rouge-l", 0, 1))))
        .hasMessage(
            """
            policy.default.rogue-l (expected: an evaluator of this suite); did you mean rouge-l?
            policy.golden.constraints: 1 (expected: off, or nothing: constraints decides itself and takes no threshold)
            policy.golden.rouge-l: 1.5 (expected: a number from 0 to 1)""");
  }

  @Test
  void decide_thresholdWrittenAnotherWay_decidesToo() {
    ObjectNode parameters = Json.object().put("max", "2s");
    BoundEvaluator latency =
        EvaluatorRegistry.installed()
            .bind(
                EvaluatorSpec.of("latency", parameters),
                new EvaluatorContext(Path.of(""), EmbeddingModels.of()));
    PassPolicy policy = PassPolicy.of(PolicyConfig.DEFAULT, List.of(latency));

    assertThat(policy.threshold("latency", Partition.GOLDEN)).hasValue(2000);
    assertThat(decide(policy, "golden", "latency", 2000).outcome()).isEqualTo(Outcome.PASS);
    assertThat(decide(policy, "golden", "latency", 2001).failureMode()).isEqualTo(FailureMode.SLOW);
  }

  private static Verdict decide(PassPolicy policy, String partition, String name, double value) {
    Example example = in(Partition.ofKey(partition).orElseThrow());
    return policy.decide(example, ANSWER, List.of(score(name, Score.of(value))));
  }

  private static PassPolicy policy(PolicyEvaluator... evaluators) {
    return PassPolicy.ofEvaluators(PolicyConfig.DEFAULT, List.of(evaluators));
  }

  private static PolicyEvaluator rule(String name) {
    return new PolicyEvaluator(
        name,
        name,
        Set.of(),
        Set.of(),
        true,
        0,
        1,
        true,
        FailureMode.FORMAT,
        OptionalDouble.empty());
  }

  private static PolicyEvaluator graded(String name, double low, double high) {
    return evaluator(name, low, high, true, FailureMode.INCORRECT, OptionalDouble.empty());
  }

  private static PolicyEvaluator evaluator(
      String name,
      double low,
      double high,
      boolean higherIsBetter,
      FailureMode mode,
      OptionalDouble threshold) {
    return new PolicyEvaluator(
        name, name, Set.of(), Set.of(), higherIsBetter, low, high, false, mode, threshold);
  }

  private static EvaluatorScore broken(String name, String why) {
    return score(name, Score.ofPass(false, why));
  }

  private static EvaluatorScore kept(String name) {
    return score(name, Score.ofPass(true, null));
  }

  private static Score unsafe() {
    return new Score.Scored(0, false, "unsafe", null, Json.object());
  }

  private static EvaluatorScore score(String name, Score score) {
    return new EvaluatorScore(name, "v", score);
  }

  private static Example golden() {
    return in(Partition.GOLDEN);
  }

  private static Example in(Partition partition) {
    return Example.builder("e1", partition, "a question").build();
  }
}
