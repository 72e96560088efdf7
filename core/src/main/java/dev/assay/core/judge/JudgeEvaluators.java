package dev.assay.core.judge;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.OptionalInt;

/**
 * Offers {@code judge}, {@code rubric} and {@code hallucination}.
 *
 * @since 0.1
 */
public final class JudgeEvaluators implements EvaluatorProvider {

  private static final String JUDGE = "judge";
  private static final String RUBRIC = "rubric";
  private static final String HALLUCINATION = "hallucination";
  private static final double MOST_POINTS = 10_000;
  private static final int SAMPLES = 3;
  private static final int MOST_ALTERNATIVES = 20;

  /** Made by {@link java.util.ServiceLoader}. */
  public JudgeEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(judge(), rubric(), hallucination());
  }

  private static EvaluatorDefinition judge() {
    EvaluatorDefinition.Builder definition =
        EvaluatorDefinition.builder(
                JUDGE,
                "1",
                "A grade by a language model, on a scale of which every grade is described; the mean"
                    + " of several answers.")
            .category(Category.JUDGE)
            .documentation(
                "A language model grades the response by `criteria`: your own words, or "
                    + String.join(", ", Criteria.known())
                    + ", whose grades are described already. The value is the mean of `samples`"
                    + " grades on their own scale, 1 to 5 unless `anchors` or `scale` say otherwise;"
                    + " evidence holds each reply, variance and spread, whether the grades are"
                    + " stable, and advice when they are not. The response stands in a fence it"
                    + " cannot close, and a reply that cannot be read is no score. A judge can be"
                    + " wrong in ways a rule is not: calibrate it against people before a gate rests"
                    + " on it (docs/judges.md), and prefer a rule where one can decide.")
            .range(0, Scale.HIGHEST)
            .needs(Need.INPUT)
            .parameter(
                Parameter.strings(
                        "criteria",
                        "What to grade by: in your words, or by name ("
                            + String.join(", ", Criteria.known())
                            + "); one or several.")
                    .asRequired())
            .parameter(
                Parameter.json(
                    "anchors", "What each grade means, as {1: ..., 2: ...}: one text for each."))
            .parameter(
                Parameter.json("scale", "Worst and best grade, such as [1, 5]; what anchors say."))
            .parameter(
                Parameter.json(
                    "few_shot",
                    "Examples graded by people, as a list of {input, output, score, reasoning} with"
                        + " context and reference if needed, or a file with one."))
            .parameter(
                Parameter.string(
                    "role", "Who the judge is, in a sentence or two, before its task."))
            .parameter(
                Parameter.bool(
                    "logprobs",
                    "Whether a grade is the one expected under the probabilities of the grades,"
                        + " where the model reports them."))
            .parameter(
                Parameter.string("preset", "The prompt format of a model made for judging.")
                    .oneOf("prometheus-2"));
    return JudgeSettings.declare(Material.declare(definition), SAMPLES)
        .createdBy(JudgeEvaluators::judge);
  }

  static Evaluator judge(Parameters parameters, EvaluatorContext context) {
    Criteria criteria =
        Criteria.read(
            JUDGE,
            parameters.strings("criteria"),
            parameters.json("anchors"),
            parameters.json("scale"));
    List<FewShot> examples =
        parameters
            .json("few_shot")
            .map(
                node ->
                    FewShot.read(
                        JUDGE + ".few_shot",
                        node,
                        context.baseDirectory(),
                        criteria.anchors().scale()))
            .orElse(List.of());
    Material given = Material.read(parameters);
    if (criteria.needsReference() && given.reference() == Material.Use.NEVER) {
      throw new InvalidInputException(
          Problem.of(
              JUDGE + ".reference",
              "never",
              "auto or required, for "
                  + String.join(", ", parameters.strings("criteria"))
                  + " is judged by the expected output"));
    }
    Material material = criteria.needsReference() ? given.withReferenceRequired() : given;
    String role = parameters.optionalString("role").orElse("").strip();
    boolean prometheus = parameters.has("preset");
    if (prometheus) {
      checkPreset(criteria, examples, role);
    }
    JudgeSettings settings = JudgeSettings.read(JUDGE, parameters, context, criteria.safety());
    boolean logprobs = parameters.bool("logprobs");
    return new AbsoluteJudge(
        logprobs ? withLogprobs(settings, criteria) : settings,
        criteria,
        material,
        prometheus
            ? new Prometheus.Absolute(criteria, material)
            : new OwnFormat(role, criteria, examples, material),
        prometheus ? OptionalInt.empty() : OptionalInt.of(examples.size()),
        logprobs);
  }

  private static EvaluatorDefinition rubric() {
    EvaluatorDefinition.Builder definition =
        EvaluatorDefinition.builder(
                RUBRIC,
                "1",
                "Points by a language model for several questions, each with a scale of its own;"
                    + " their total.")
            .category(Category.JUDGE)
            .documentation(
                "A language model answers the questions of a rubric, each by points whose meaning"
                    + " is described, and the value is the total, from 0 to the rubric's maximum: a"
                    + " threshold is in points. The rubric is one that comes with Assay ("
                    + String.join(", ", Rubric.known())
                    + "), a file, or written out as {items: [{id, question, points, anchors, min}]}."
                    + " An item below its `min` fails the whole whatever the total. Questions that"
                    + " can be answered with yes or no by looking are answered far more reliably"
                    + " than one broad grade; `calls: each` asks one at a time, at the price of more"
                    + " calls. The evidence holds points and reasoning for each item.")
            .range(0, MOST_POINTS)
            .needs(Need.INPUT)
            .parameter(
                Parameter.json(
                        RUBRIC,
                        "The rubric: the name of one that comes with Assay ("
                            + String.join(", ", Rubric.known())
                            + "), a file, or its items.")
                    .asRequired())
            .parameter(
                Parameter.json(
                    "min", "The fewest points of items with which the whole may pass, by item."))
            .parameter(
                Parameter.string("calls", "Whether all items are asked in one call or each in one.")
                    .oneOf("one", "each")
                    .withDefault("one"));
    return JudgeSettings.declare(Material.declare(definition), 1)
        .createdBy(JudgeEvaluators::rubric);
  }

  private static Evaluator rubric(Parameters parameters, EvaluatorContext context) {
    Rubric read =
        Rubric.read(
            RUBRIC + "." + RUBRIC, parameters.json(RUBRIC).orElseThrow(), context.baseDirectory());
    Rubric rubric =
        parameters.json("min").map(min -> read.withMins(RUBRIC + ".min", min)).orElse(read);
    boolean mins = rubric.items().stream().anyMatch(item -> item.min().isPresent());
    if (mins && !parameters.has(EvaluatorDefinition.THRESHOLD)) {
      throw new InvalidInputException(
          Problem.of(
                  RUBRIC + "." + EvaluatorDefinition.THRESHOLD,
                  "missing",
                  "a number from 0 to "
                      + rubric.maximum()
                      + ", for items with a min decide with it")
              .next("threshold: 0 lets the items alone decide"));
    }
    return new RubricJudge(
        JudgeSettings.read(RUBRIC, parameters, context, false),
        rubric,
        Material.read(parameters),
        parameters.string("calls").equals("each"));
  }

  private static EvaluatorDefinition hallucination() {
    EvaluatorDefinition.Builder definition =
        EvaluatorDefinition.builder(
                HALLUCINATION,
                "1",
                "The share of the response's claims that rest on the context, each judged by a"
                    + " language model and proved by a quote.")
            .category(Category.GROUNDING)
            .documentation(
                "A language model lists the claims of the response, each with a status (SUPPORTED,"
                    + " REASONABLE_INFERENCE, UNSUPPORTED, CONTRADICTED, NOT_CHECKABLE) and the words"
                    + " of the context that decide it. The value is computed from the claims, not"
                    + " taken from the model: the share that is supported or a reasonable inference"
                    + " among those that can be checked, where a claim whose quote does not stand in"
                    + " the context does not count as supported. Any claim that fails fails the"
                    + " example unless a threshold says otherwise. A response without any fact to"
                    + " check, such as a greeting or a refusal, has no score, for nothing was found"
                    + " out about it: `refusal` tells those apart."
                    + " `grounding` does the same without a model, faster and for nothing, but sees"
                    + " less of what is inferred.")
            .failureMode(FailureMode.HALLUCINATED)
            .needs(Need.CONTEXT);
    return JudgeSettings.declare(definition, 1)
        .createdBy(
            (parameters, context) ->
                new HallucinationJudge(
                    JudgeSettings.read(HALLUCINATION, parameters, context, false)));
  }

  private static void checkPreset(Criteria criteria, List<FewShot> examples, String role) {
    if (!criteria.anchors().scale().equals(Scale.ONE_TO_FIVE)) {
      throw new InvalidInputException(
          Problem.of(
              "judge.preset",
              "prometheus-2 with grades from " + criteria.anchors().scale().words(),
              "grades from 1 to 5, the ones this model knows"));
    }
    if (!examples.isEmpty() || !role.isEmpty()) {
      String what = examples.isEmpty() ? "role" : "few_shot";
      throw new InvalidInputException(
          Problem.of(
              "judge." + what,
              "given",
              "none with prometheus-2, whose prompt has no place for it"));
    }
  }

  private static JudgeSettings withLogprobs(JudgeSettings settings, Criteria criteria) {
    if (!settings.judge().model().supportsLogprobs()) {
      throw new InvalidInputException(
          Problem.of(
                  "judge.logprobs",
                  true,
                  "a model that reports log probabilities, which "
                      + settings.judge().model().name()
                      + " does not")
              .next("leave logprobs out, or choose another model"));
    }
    if (criteria.anchors().scale().high() > 9) {
      throw new InvalidInputException(
          Problem.of(
              "judge.logprobs",
              "true with grades up to " + criteria.anchors().scale().high(),
              "grades of one digit, for longer ones may be several tokens"));
    }
    ChatParameters parameters = settings.judge().parameters().withTopLogprobs(MOST_ALTERNATIVES);
    return settings.withJudge(new JudgeModel(settings.judge().model(), parameters));
  }
}
