package dev.assay.core.judge;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every evaluator with a judge takes, besides what it judges by.
 *
 * @param judge the model
 * @param samples how many answers are asked for
 * @param quorum how many of them must be readable
 * @param limit how much of a text is shown
 * @param stableVariance the variance below which the answers agree, in grades of its scale squared;
 *     empty for the default of the scale
 * @param stableSpread the distance of best and worst up to which they agree, in grades; empty for
 *     the default of the scale
 * @param pairedWith what it must not decide without; empty text if nothing is named, no value if it
 *     may decide alone
 * @since 0.1
 */
public record JudgeSettings(
    JudgeModel judge,
    int samples,
    int quorum,
    TextLimit limit,
    OptionalDouble stableVariance,
    OptionalDouble stableSpread,
    Optional<String> pairedWith) {

  /** Names the model. */
  public static final String MODEL = "model";

  /** The model that judges use unless they name one, in the environment or under {@code models}. */
  public static final String DEFAULT_VARIABLE = "ASSAY_JUDGE_MODEL";

  private static final String DEFAULT_NAME = "judge";
  private static final double TEMPERATURE = 0.3;
  private static final int MAX_TOKENS = 2048;
  private static final int MAX_CHARS = 40_000;

  /** Checks the parts. */
  public JudgeSettings {
    requireNonNull(judge, "judge");
    requireNonNull(limit, "limit");
    requireNonNull(stableVariance, "stableVariance");
    requireNonNull(stableSpread, "stableSpread");
    requireNonNull(pairedWith, "pairedWith");
  }

  /** Declares these parameters, and that a model decides. */
  public static EvaluatorDefinition.Builder declare(
      EvaluatorDefinition.Builder definition, int samples) {
    return declareModel(definition)
        .parameter(
            Parameter.integer("samples", "How many answers to ask for; the value is their mean.")
                .between(1, 100)
                .withDefault(samples))
        .parameter(
            Parameter.integer(
                    "quorum",
                    "How many of the answers must be readable for there to be a score; all unless"
                        + " given.")
                .between(1, 100))
        .parameter(
            Parameter.number(
                    "stable_variance",
                    "Answers agree if their variance is below this; 0.5 on a scale of 1 to 5.")
                .between(0, 10_000))
        .parameter(
            Parameter.number(
                    "stable_spread",
                    "Answers agree if best and worst are at most this far apart; 1.5 on a scale of"
                        + " 1 to 5.")
                .between(0, 100));
  }

  /** Declares what names and bounds the model, for evaluators that repeat nothing. */
  public static EvaluatorDefinition.Builder declareModel(EvaluatorDefinition.Builder definition) {
    return definition
        .judged()
        .parameter(
            Parameter.json(
                MODEL,
                "The judge: `openai:gpt-4o-mini`, the name of one under `models`, or an object;"
                    + " the one called `judge` or in `ASSAY_JUDGE_MODEL` unless given."))
        .parameter(
            Parameter.number("temperature", "How freely the judge words its answers.")
                .between(0, 2)
                .withDefault(TEMPERATURE))
        .parameter(
            Parameter.integer("max_tokens", "The longest answer; a longer one is no score.")
                .between(1, 1_000_000)
                .withDefault(MAX_TOKENS))
        .parameter(
            Parameter.integer("seed", "A seed for providers that take one.")
                .between(0, Integer.MAX_VALUE))
        .parameter(
            Parameter.integer("max_chars", "The longest text that is shown to the judge.")
                .between(100, 10_000_000)
                .withDefault(MAX_CHARS))
        .parameter(
            Parameter.string(
                    "too_long",
                    "What happens to a longer text: no score, or it is cut to its beginning and"
                        + " end.")
                .oneOf("unscored", "cut")
                .withDefault("unscored"))
        .parameter(
            Parameter.bool(
                "safety_critical",
                "Whether harm may come from a wrong pass: then it must be paired with a rule."))
        .parameter(
            Parameter.string(
                "paired_with",
                "The rule, or other evaluator without a model, that decides beside a"
                    + " safety-critical judge: its name in this suite."));
  }

  /**
   * Reads them and opens the model.
   *
   * @param subject the evaluator's name, for errors
   * @param safety whether what it judges by is a matter of safety, whatever the parameters say
   * @throws NotConfiguredException if no model is named or its key is missing
   * @throws InvalidInputException if they cannot work together
   */
  public static JudgeSettings read(
      String subject, Parameters parameters, EvaluatorContext context, boolean safety) {
    int samples = parameters.has("samples") ? parameters.integer("samples") : 1;
    int quorum = parameters.has("quorum") ? parameters.integer("quorum") : samples;
    if (quorum > samples) {
      throw new InvalidInputException(
          Problem.of(subject + ".quorum", quorum, "at most the number of samples, " + samples));
    }
    boolean critical = safety || parameters.bool("safety_critical");
    ChatParameters chat =
        new ChatParameters(
            parameters.number("temperature"),
            null,
            parameters.integer("max_tokens"),
            parameters.has("seed") ? (Long) (long) parameters.integer("seed") : null,
            java.util.List.of(),
            0);
    return new JudgeSettings(
        new JudgeModel(model(subject, parameters, context.chats()), chat),
        samples,
        quorum,
        new TextLimit(parameters.integer("max_chars"), parameters.string("too_long").equals("cut")),
        parameters.optionalNumber("stable_variance"),
        parameters.optionalNumber("stable_spread"),
        critical
            ? Optional.of(parameters.optionalString("paired_with").orElse(""))
            : Optional.empty());
  }

  /**
   * The model a judge uses: the one given, or the one called {@code judge} under {@code models}, or
   * the one that the environment names.
   *
   * @throws NotConfiguredException if there is none
   */
  public static ChatModel model(String subject, Parameters parameters, ChatModels chats) {
    String path = subject + "." + MODEL;
    Optional<JsonNode> given = parameters.json(MODEL);
    if (given.isPresent()) {
      return chats.get(path, given.get());
    }
    String name =
        chats.settings().named().containsKey(DEFAULT_NAME)
            ? DEFAULT_NAME
            : chats.settings().environment().getOrDefault(DEFAULT_VARIABLE, "");
    if (name.isBlank()) {
      throw new NotConfiguredException(
          Problem.of(path, "no model", "a model such as openai:gpt-4o-mini")
              .next("give model, name one judge under models, or set " + DEFAULT_VARIABLE));
    }
    return chats.get(path, Json.array().add(name).get(0));
  }

  /** The same with other sampling parameters. */
  public JudgeSettings withJudge(JudgeModel judge) {
    return new JudgeSettings(
        judge, samples, quorum, limit, stableVariance, stableSpread, pairedWith);
  }

  /**
   * What makes the version of a judge besides its evaluator's parameters, as {@link
   * dev.assay.core.evaluator.Evaluator#fingerprint} gives it.
   *
   * @param prompt everything that the judge is told, with marks where the judged texts stand
   */
  public String fingerprint(String prompt) {
    ObjectNode identity = Json.object();
    identity.put("model", judge.model().version());
    identity.put("schema", judge.model().supportsSchema());
    identity.put("prompt", prompt);
    return Json.write(identity);
  }
}
