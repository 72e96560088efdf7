package dev.assay.core.judge;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorProvider;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Offers judges of retrieval, of relevancy, of agents' goals, and of tone.
 *
 * @since 0.1
 */
public final class ListEvaluators implements EvaluatorProvider {

  private static final String TONE = "tone";
  private static final String HOW =
      " The value is computed from the list, not taken from the model's word, and the evidence holds"
          + " every item with its reasoning. Calibrate it before a gate rests on it.";

  /** Made by {@link java.util.ServiceLoader}. */
  public ListEvaluators() {}

  @Override
  public List<EvaluatorDefinition> evaluators() {
    return List.of(
        answerRelevancy(),
        contextPrecision(),
        contextRecall(),
        noiseSensitivity(),
        goalCompletion(),
        tone());
  }

  private static EvaluatorDefinition answerRelevancy() {
    return definition(
        "answer-relevancy",
        EvaluatorDefinition.builder(
                "answer-relevancy",
                "1",
                "The share of the response's statements that bear on the input, each judged by a language"
                    + " model.")
            .category(Category.RETRIEVAL)
            .documentation(
                "A language model lists the statements of the response and says of each whether it helps to"
                    + " answer the input; the value is the share that does, courtesies left out. It finds"
                    + " answers that ramble or evade; it does not say whether they are true."
                    + HOW)
            .failureMode(FailureMode.OFF_TOPIC)
            .needs(Need.INPUT),
        ListTasks::answerRelevancy);
  }

  private static EvaluatorDefinition contextPrecision() {
    return definition(
        "context-precision-judged",
        EvaluatorDefinition.builder(
                "context-precision-judged",
                "1",
                "Whether the retrieved passages are useful and the useful ones come first, each judged by a"
                    + " language model.")
            .category(Category.RETRIEVAL)
            .documentation(
                "A language model says of each retrieved passage whether a right answer needs it; the value"
                    + " is the mean of the precision at each useful passage (average precision), so it falls"
                    + " where useless passages stand before useful ones. For datasets that name no relevant"
                    + " passages; where they do, `context-precision` and `map` say the same for nothing and"
                    + " without doubt."
                    + HOW)
            .needs(Need.INPUT)
            .needs(Need.RETRIEVED_CONTEXT),
        ListTasks::contextPrecision);
  }

  private static EvaluatorDefinition contextRecall() {
    return definition(
        "context-recall-judged",
        EvaluatorDefinition.builder(
                "context-recall-judged",
                "1",
                "The share of the expected answer's statements that the retrieved passages hold, each judged"
                    + " by a language model and proved by a quote.")
            .category(Category.RETRIEVAL)
            .documentation(
                "A language model lists the statements of the expected answer and looks for each in the"
                    + " retrieved passages; the value is the share it finds, where a statement whose quote"
                    + " does not stand in the passages does not count as found. It tells a bad search from a"
                    + " bad answer. Where the dataset names the relevant passages use `context-recall`."
                    + HOW)
            .failureMode(FailureMode.INCOMPLETE)
            .needs(Need.EXPECTED)
            .needs(Need.RETRIEVED_CONTEXT),
        ListTasks::contextRecall);
  }

  private static EvaluatorDefinition noiseSensitivity() {
    return definition(
        "noise-sensitivity",
        EvaluatorDefinition.builder(
                "noise-sensitivity",
                "1",
                "The share of the response's statements that are wrong and were taken from retrieved"
                    + " passages, each judged by a language model.")
            .category(Category.RETRIEVAL)
            .documentation(
                "A language model lists the statements of the response and says of each whether it agrees"
                    + " with the expected answer and, if not, whether a retrieved passage suggests it; the"
                    + " value is the share that is wrong because of the passages, so lower is better. High"
                    + " values mean that the application believes whatever is retrieved: filter or rank"
                    + " better, or tell it when to doubt."
                    + HOW)
            .lowerIsBetter()
            .needs(Need.EXPECTED)
            .needs(Need.RETRIEVED_CONTEXT),
        ListTasks::noiseSensitivity);
  }

  private static EvaluatorDefinition goalCompletion() {
    return definition(
        "goal-completion",
        EvaluatorDefinition.builder(
                "goal-completion",
                "1",
                "The share of the user's goals that an agent reached, each judged by a language model from"
                    + " what the agent did and said.")
            .category(Category.AGENT)
            .documentation(
                "A language model lists what must be so in the end for the user to be content, and says of"
                    + " each goal whether it was reached, by the steps, the tool calls with their results,"
                    + " and the response; goals partly reached count half. Where a goal shows in a tool call,"
                    + " `tool-call-f1` or `trajectory` decide without a judge."
                    + HOW)
            .failureMode(FailureMode.INCOMPLETE)
            .needs(Need.INPUT),
        ListTasks::goalCompletion);
  }

  private static EvaluatorDefinition definition(
      String name, EvaluatorDefinition.Builder definition, Supplier<ListTask> task) {
    return JudgeSettings.declare(definition, 1)
        .createdBy(
            (parameters, context) ->
                new ListJudge(JudgeSettings.read(name, parameters, context, false), task.get()));
  }

  private static EvaluatorDefinition tone() {
    EvaluatorDefinition.Builder definition =
        EvaluatorDefinition.builder(
                TONE,
                "1",
                "How well the response keeps the tone that is asked for, from 1 to 5, judged by a language"
                    + " model.")
            .category(Category.SAFETY)
            .documentation(
                "A language model grades how well the response keeps a tone that you describe in words, such"
                    + " as `warm and plain, without jargon or excuses`, from 1 (the opposite) to 5"
                    + " (throughout); the value is the mean of `samples` grades. What is said does not"
                    + " count, only how. Rules find forbidden words for nothing (`constraints`, `toxicity`)."
                    + " Calibrate it before a gate rests on it.")
            .failureMode(FailureMode.FORMAT)
            .range(1, 5)
            .parameter(
                Parameter.string("tone", "The tone, in words.")
                    .withDefault("polite, calm and professional"));
    return JudgeSettings.declare(Material.declare(definition), 3)
        .createdBy(
            (parameters, context) -> {
              if (parameters.string(TONE).isBlank()) {
                throw new InvalidInputException(
                    Problem.of(TONE + "." + TONE, "empty", "the tone in words"));
              }
              Criteria criteria =
                  Criteria.read(
                      TONE,
                      List.of(
                          "Does the response keep this tone throughout: "
                              + parameters.string(TONE)
                              + "? Only how it is said counts, not what."),
                      Optional.of(anchors()),
                      Optional.empty());
              Material material = Material.read(parameters);
              return new AbsoluteJudge(
                  JudgeSettings.read(TONE, parameters, context, false),
                  criteria,
                  material,
                  new OwnFormat("", criteria, List.of(), material),
                  OptionalInt.empty(),
                  false);
            });
  }

  private static JsonNode anchors() {
    return Json.object()
        .put("1", "The opposite of this tone, or far from it in what matters most.")
        .put("2", "Mostly another tone; this one shows now and then.")
        .put("3", "This tone in parts; other parts clearly leave it.")
        .put("4", "This tone; a phrase or two leave it.")
        .put("5", "This tone throughout.");
  }
}
