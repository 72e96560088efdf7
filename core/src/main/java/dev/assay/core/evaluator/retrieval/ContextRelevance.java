package dev.assay.core.evaluator.retrieval;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the first {@code k} retrieved passages, in the retriever's order, stand to the relevant ones.
 * {@link PassageMatcher} says which are the same.
 */
final class ContextRelevance implements Evaluator {

  /** What is asked of the passages. */
  enum Measure {
    RECALL,
    PRECISION
  }

  private static final String K = "k";

  private final Measure measure;
  private final OptionalInt k;

  ContextRelevance(Measure measure, OptionalInt k) {
    this.measure = measure;
    this.k = k;
  }

  static EvaluatorDefinition recall() {
    return definition(
        "context-recall",
        "Tells which share of the relevant passages is among the first k retrieved.",
        "The share of the passages that the example names as relevant which the "
            + "target retrieved, among the first `k` it returned. 1 means that the "
            + "answer had everything it needed. Needs passages in the dataset's "
            + "`context` and in what the target reports as retrieved; Where both "
            + "passages have ids, the ids decide whether they are the same; else "
            + "their texts do. A low value explains incomplete answers better than "
            + "any look at the answer itself.",
        "How many of the retrieved passages count, from the first; all unless given.",
        FailureMode.INCOMPLETE,
        Measure.RECALL);
  }

  static EvaluatorDefinition precision() {
    return definition(
        "context-precision",
        "Tells which share of the first k retrieved passages is relevant.",
        "The share of the first `k` retrieved passages that the example names "
            + "as relevant; without `k`, of all retrieved. A low value means that the "
            + "model must find the answer among noise. Order within the first `k` "
            + "does not count: see `mrr` and `ndcg` for that. Where both passages "
            + "have ids, the ids decide whether they are the same; else their texts "
            + "do.",
        "Out of how many passages, from the first, also where fewer were retrieved; out of those"
            + " retrieved unless given.",
        FailureMode.OFF_TOPIC,
        Measure.PRECISION);
  }

  private static EvaluatorDefinition definition(
      String name,
      String summary,
      String documentation,
      String meaningOfK,
      FailureMode mode,
      Measure measure) {
    return EvaluatorDefinition.builder(name, "1", summary)
        .parameter(Parameter.integer(K, meaningOfK).between(1, Integer.MAX_VALUE))
        .category(Category.RETRIEVAL)
        .documentation(documentation)
        .needs(Need.RETRIEVED_CONTEXT)
        .needs(Need.RELEVANT_CONTEXT)
        .failureMode(mode)
        .createdBy(
            (parameters, context) ->
                new ContextRelevance(
                    measure,
                    parameters.has(K)
                        ? OptionalInt.of(parameters.integer(K))
                        : OptionalInt.empty()));
  }

  @Override
  public Score evaluate(Subject subject) {
    List<Passage> retrieved = subject.interaction().context();
    int cut = k.orElse(retrieved.size());
    List<Passage> first = retrieved.subList(0, Math.min(cut, retrieved.size()));
    List<Passage> relevant;
    try {
      relevant = Ranking.relevant(subject);
      Ranking.checkWork(first, relevant);
    } catch (Ranking.UnrankedException e) {
      return Score.unscored(String.valueOf(e.getMessage()));
    }
    PassageMatcher matcher = new PassageMatcher(relevant);
    BitSet found = new BitSet(relevant.size());
    ArrayNode ranks = Json.array();
    for (int i = 0; i < first.size(); i++) {
      List<Integer> matches = matcher.matches(first.get(i));
      matches.forEach(found::set);
      if (!matches.isEmpty()) {
        ranks.add(i + 1);
      }
    }
    ObjectNode evidence = Json.object().put(K, cut).put("retrieved", retrieved.size());
    evidence.put("relevant", relevant.size()).put("relevant_found", found.cardinality());
    evidence.set("relevant_ranks", ranks);
    return score(found.cardinality(), ranks.size(), cut, relevant.size(), evidence);
  }

  private Score score(int found, int hits, int cut, int relevant, ObjectNode evidence) {
    if (measure == Measure.PRECISION) {
      return Score.of(new RankedRelevance(hits, cut).precision()).withEvidence(evidence);
    }
    OptionalDouble recall = new RankedRelevance(found, cut).recall(relevant);
    return recall.isPresent()
        ? Score.of(recall.getAsDouble()).withEvidence(evidence)
        : Score.unscored("no passage is relevant, so that there is nothing to find");
  }
}
