package dev.assay.core.report;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.gate.Gate;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateResult;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.run.Budget;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.Reducer;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunOptions;
import dev.assay.core.run.RunStatus;
import dev.assay.core.summary.RunSummaries;
import dev.assay.core.summary.RunSummary;
import dev.assay.core.verdict.PassPolicy;
import dev.assay.core.verdict.PolicyConfig;
import dev.assay.core.verdict.PolicyEvaluator;
import dev.assay.core.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Runs to report on: a support assistant, made from a seed, and single results by hand. */
final class Runs {

  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  static final String VERSION = "sha256:5f2c1b7a90";

  private static final List<String> EVALUATORS =
      List.of("semantic-similarity", "token-f1", "constraints");

  private static final List<String> QUESTIONS =
      List.of(
          "How do I cancel my subscription, and do I get a refund for the rest of the month?",
          "Does the Enterprise plan include API access?",
          "What is the upload limit on the Team plan?",
          "I was charged twice in March. What now?",
          "Which regions is data stored in?");

  private static final List<String> ANSWERS =
      List.of(
          "You can cancel any time under Settings, Billing. Annual plans are refunded for the"
              + " unused months within 30 days; monthly plans run to the end of the month. Happy to"
              + " help with anything else.",
          "Yes. The Enterprise plan includes API access with 600 requests a minute.",
          "On the Team plan a single file may be up to 2 GB. Let me know if you need more.",
          "Duplicate charges are refunded automatically within five working days.",
          "Data is stored in Frankfurt and Dublin; Enterprise customers choose the region.");

  private Runs() {}

  /** 50 golden, 10 regression, 40 adversarial and 500 distribution examples, some of them bad. */
  static ReportInput assistant() {
    return assistant(
        Map.of(
            Partition.GOLDEN, 50,
            Partition.REGRESSION, 10,
            Partition.ADVERSARIAL, 40,
            Partition.DISTRIBUTION, 500),
        0.03,
        1,
        false);
  }

  static ReportInput assistant(
      Map<Partition, Integer> sizes, double bad, int repeats, boolean cached) {
    Random random = new Random(7);
    List<ExampleResult> results = new ArrayList<>();
    for (Partition partition : Partition.values()) {
      for (int i = 0; i < sizes.getOrDefault(partition, 0); i++) {
        Example example = example(partition, i);
        for (int repeat = 0; repeat < repeats; repeat++) {
          results.add(answered(example, repeat, random, bad, cached));
        }
      }
    }
    RunOptions options =
        new RunOptions(5, repeats, Reducer.MEAN, 7, Duration.ofMinutes(1), 2, Budget.DEFAULT);
    return input(header("support-assistant", results, options), results);
  }

  static Example example(Partition partition, int i) {
    ObjectNode metadata = Json.object().put("category", i % 2 == 0 ? "billing" : "limits");
    return Example.builder(
            partition.key() + "-" + String.format("%03d", i + 1),
            partition,
            QUESTIONS.get(i % QUESTIONS.size()))
        .expected(ANSWERS.get(i % ANSWERS.size()))
        .tags(List.of(i % 2 == 0 ? "billing" : "limits", "en"))
        .metadata(metadata)
        .build();
  }

  private static ExampleResult answered(
      Example example, int repeat, Random random, double bad, boolean cached) {
    if (random.nextDouble() < bad / 6) {
      return new ExampleResult(
          example,
          repeat,
          Interaction.ofError("timeout", "no answer within 60 s"),
          List.of(),
          Verdict.failed(FailureMode.ERROR, "timeout: no answer within 60 s"),
          false,
          START);
    }
    boolean wrong = random.nextDouble() < bad;
    String answer = wrong ? "No. API access is not included" : example.references().get(0);
    double similarity = wrong ? 0.4 + random.nextDouble() * 0.4 : 0.9 + random.nextDouble() * 0.1;
    Interaction interaction =
        Interaction.builder()
            .output(answer)
            .context(
                List.of(
                    new Passage(
                        "plans.md#3", "Enterprise: API access, 600 requests a minute.", 0.83),
                    new Passage("billing.md#1", "Annual plans are refunded within 30 days.", 0.71)))
            .toolCalls(
                List.of(
                    new ToolCall(
                        "lookup_plan",
                        Json.object().put("plan", "enterprise"),
                        Json.object().put("api", true),
                        null)))
            .usage(new Usage(412L, 58L, null, null, 0.0004))
            .latencyMillis(40 + Math.exp(random.nextGaussian() * 0.6 + 3.4))
            .build();
    List<EvaluatorScore> scores = new ArrayList<>();
    scores.add(new EvaluatorScore("semantic-similarity", VERSION, Score.of(similarity)));
    scores.add(
        new EvaluatorScore(
            "token-f1",
            VERSION,
            random.nextDouble() < 0.02
                ? Score.unscored("no expected output")
                : Score.of(similarity * similarity)));
    ObjectNode evidence = Json.object();
    evidence.putObject("length").put("passed", true);
    evidence
        .putObject("polite-closing")
        .put("passed", !wrong)
        .put("explanation", wrong ? "does not end politely" : "");
    scores.add(
        new EvaluatorScore(
            "constraints",
            VERSION,
            new Score.Scored(
                wrong ? 0.5 : 1,
                !wrong,
                wrong ? "format" : null,
                wrong ? "polite-closing: does not end politely" : null,
                evidence)));
    return result(example, repeat, interaction, scores, cached);
  }

  /** The result of one exchange, decided by the suite's policy. */
  static ExampleResult result(
      Example example,
      int repeat,
      Interaction interaction,
      List<EvaluatorScore> scores,
      boolean cached) {
    Verdict verdict = policy().decide(example, interaction, scores);
    return new ExampleResult(example, repeat, interaction, scores, verdict, cached, START);
  }

  /** An example that one rule passes or fails, with whatever texts. */
  static ExampleResult ruled(String id, String input, String output, boolean passed, String why) {
    Example example =
        Example.builder(id, Partition.GOLDEN, input).expected("expected: " + output).build();
    EvaluatorScore score =
        new EvaluatorScore("constraints", VERSION, Score.ofPass(passed, passed ? null : why));
    EvaluatorScore similarity = new EvaluatorScore("semantic-similarity", VERSION, Score.of(0.95));
    Interaction interaction = Interaction.builder().output(output).latencyMillis(12.5).build();
    return result(example, 0, interaction, List.of(similarity, score), false);
  }

  /** A run of one example whose similarity is {@code value}. */
  static ReportInput scored(double value) {
    EvaluatorScore score = new EvaluatorScore("semantic-similarity", VERSION, Score.of(value));
    Example example = example(Partition.GOLDEN, 0);
    Interaction interaction = Interaction.ofOutput("an answer");
    return input(List.of(result(example, 0, interaction, List.of(score), false)));
  }

  static ReportInput input(List<ExampleResult> results) {
    return input(header("support-assistant", results, RunOptions.DEFAULT), results);
  }

  static ReportInput input(RunHeader header, List<ExampleResult> results) {
    RunSummary summary = RunSummaries.of(header, results, policy());
    GateConfig config =
        GateConfig.DEFAULT
            .with(Partition.GOLDEN, 1)
            .with(Partition.ADVERSARIAL, 0.9)
            .with(Partition.DISTRIBUTION, 0.9);
    GateResult gate = Gate.decide(config, summary, Gate.completeness(header).stream().toList());
    return ReportInput.of(header, results, summary, gate, policy());
  }

  static RunHeader header(String suite, List<ExampleResult> results, RunOptions options) {
    Map<Partition, Integer> planned = new EnumMap<>(Partition.class);
    Set<String> seen = new HashSet<>();
    long cached = results.stream().filter(ExampleResult::cached).count();
    for (ExampleResult result : results) {
      if (seen.add(result.example().id())) {
        planned.merge(result.example().partition(), 1, Integer::sum);
      }
    }
    return new RunHeader(
        "20260301-100000-support-assistant",
        suite,
        "/home/someone/work/suite.yaml",
        "sha256:aa",
        "dataset",
        "sha256:bb",
        planned,
        "",
        EVALUATORS.stream()
            .map(e -> new EvaluatorIdentity(e, e, VERSION, true, OptionalDouble.empty()))
            .toList(),
        "java",
        "java dev.assay.examples.support.SupportAssistant",
        "v1",
        "4be1c07",
        options,
        START,
        START.plusSeconds(42),
        RunStatus.COMPLETE,
        null,
        results.size() - cached,
        cached,
        new Usage(231_000L, 32_480L, null, null, 0.224),
        new Usage(41_000L, 2_050L, null, null, 0.0513),
        "0.1.0");
  }

  static PassPolicy policy() {
    List<PolicyEvaluator> evaluators = new ArrayList<>();
    for (String name : EVALUATORS) {
      boolean rule = name.equals("constraints");
      FailureMode mode = rule ? FailureMode.FORMAT : FailureMode.INCORRECT;
      evaluators.add(
          new PolicyEvaluator(
              name, name, Set.of(), Set.of(), true, 0, 1, rule, mode, OptionalDouble.empty()));
    }
    return PassPolicy.ofEvaluators(
        PolicyConfig.DEFAULT.with("semantic-similarity", 0.6), evaluators);
  }
}
