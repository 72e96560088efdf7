package dev.assay.core.evaluator.retrieval;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How well the retriever ordered what it retrieved: hit rate, MRR, MAP, nDCG. */
final class RankedRetrieval implements Evaluator {

  /** What is asked of the ranking's first k. */
  @FunctionalInterface
  private interface Measure {

    OptionalDouble of(Ranking ranking, int k);
  }

  private static final String K = "k";
  private static final String GAIN = "gain";

  private static final String SAME =
      " Passages are the same by their ids, or by their texts where an id is missing. The first k"
          + " are looked at, all unless given; a list shorter than k is what it is. The value is"
          + " one example's; the run shows its mean with an interval.";

  private final Measure measure;
  private final int k;

  private RankedRetrieval(Measure measure, int k) {
    this.measure = measure;
    this.k = k;
  }

  static EvaluatorDefinition hitRate() {
    return define(
        "hit-rate",
        "Tells whether a relevant passage is among the first k retrieved.",
        "1 if at least one of the first k retrieved passages is among those that the example names"
            + " as relevant, else 0: what counts where one good passage is enough.",
        (ranking, k) -> OptionalDouble.of(ranking.ranked().first(k).hits() > 0 ? 1 : 0));
  }

  static EvaluatorDefinition reciprocalRank() {
    return define(
        "mrr",
        "One over the rank of the first relevant passage retrieved.",
        "The reciprocal rank of the first relevant passage, 0 if none is among the first k; its"
            + " mean over a run is the mean reciprocal rank. It looks at the first find alone.",
        (ranking, k) -> OptionalDouble.of(ranking.ranked().first(k).reciprocalRank()));
  }

  static EvaluatorDefinition averagePrecision() {
    return define(
        "map",
        "The mean of the precision at each relevant passage retrieved.",
        "Average precision: the precision at the rank of each relevant passage, averaged over all"
            + " relevant passages (over k where there are more than k), those not retrieved"
            + " counting 0; its mean over a run is the mean average precision. It rewards finding"
            + " all of them, early.",
        (ranking, k) ->
            ranking.ranked().first(k).averagePrecision(Math.min(k, ranking.relevantResults())));
  }

  static EvaluatorDefinition discountedGain() {
    return builder(
            "ndcg",
            "The graded relevance of the first k retrieved, against the best order there is.",
            "Normalised discounted cumulated gain: each passage's grade, discounted by the"
                + " logarithm of its rank, summed and divided by the sum of the best order of all"
                + " relevant passages. The grade is the `score` of the passage in the example, 1"
                + " unless given; with `gain: exp2` it counts as 2^grade - 1, which weighs the"
                + " best ones more.")
        .parameter(
            Parameter.string(GAIN, "What a grade gains: the grade, or 2^grade - 1.")
                .oneOf("linear", "exp2")
                .withDefault("linear"))
        .createdBy(
            (parameters, context) -> {
              DoubleUnaryOperator gain =
                  parameters.string(GAIN).equals("exp2") ? g -> Math.pow(2, g) - 1 : g -> g;
              return new RankedRetrieval(
                  (ranking, k) -> ranking.ranked().normalisedGain(ranking.all(), k, gain),
                  parameters.has(K) ? parameters.integer(K) : Integer.MAX_VALUE);
            });
  }

  private static EvaluatorDefinition define(
      String name, String summary, String documentation, Measure measure) {
    return builder(name, summary, documentation)
        .createdBy(
            (parameters, context) ->
                new RankedRetrieval(
                    measure, parameters.has(K) ? parameters.integer(K) : Integer.MAX_VALUE));
  }

  private static EvaluatorDefinition.Builder builder(
      String name, String summary, String documentation) {
    return EvaluatorDefinition.builder(name, "1", summary)
        .documentation(documentation + SAME)
        .category(Category.RETRIEVAL)
        .parameter(
            Parameter.integer(K, "How many of the retrieved passages count, from the first.")
                .between(1, Integer.MAX_VALUE))
        .needs(Need.RETRIEVED_CONTEXT)
        .needs(Need.RELEVANT_CONTEXT)
        .failureMode(FailureMode.INCOMPLETE);
  }

  @Override
  public Score evaluate(Subject subject) {
    Ranking ranking;
    try {
      ranking = Ranking.of(subject);
    } catch (Ranking.UnrankedException e) {
      return Score.unscored(String.valueOf(e.getMessage()));
    }
    OptionalDouble value = measure.of(ranking, k);
    ObjectNode evidence = Json.object().put("retrieved", ranking.retrieved());
    evidence.put("relevant", ranking.relevantResults()).put("missed", ranking.missed());
    ArrayNode ranks = evidence.putArray("relevant_ranks");
    for (int i = 0; i < Math.min(k, ranking.retrieved()); i++) {
      if (ranking.isHit(i)) {
        ranks.add(i + 1);
      }
    }
    return value.isPresent()
        ? Score.of(value.getAsDouble()).withEvidence(evidence)
        : Score.unscored("no passage is relevant, so that there is nothing to find");
  }
}
