package dev.assay.examples.support;

import dev.assay.core.interaction.Passage;
import dev.assay.core.model.EmbeddingModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the sentences and sections that fit a question, by meaning (cosine of embeddings) and by
 * words (idf-weighted overlap) together: either alone misses what the other sees. Safe to call from
 * several threads.
 */
final class Retriever {

  private static final double MEANING = 0.50;
  private static final double SECTION_MEANING = 0.15;
  private static final double WORDS = 0.35;

  // What a sentence gains or loses by what it is about, and by its form.
  private static final double OTHER_PLAN = -0.25;
  private static final double SAME_PLAN = 0.08;
  private static final double OWN_PLAN = 0.12;
  private static final double SPECIAL_CASE = -0.04;
  private static final double RIGHT_FORM = 0.06;
  private static final double ADDRESS = 0.12;
  private static final double LEAD = 0.08;
  private static final double FIRST = 0.03;

  private final EmbeddingModel model;
  private final WordWeights weights;
  private final List<IndexedSentence> index;

  Retriever(KnowledgeBase knowledge, WordWeights weights, EmbeddingModel model) {
    this.model = model;
    this.weights = weights;
    this.index = IndexedSentence.all(knowledge.chunks(), model);
  }

  /** All sentences, the best first; ties in the order of the knowledge base. */
  List<Candidate> sentences(Question question) {
    float[] vector = model.embed(question.text());
    Set<String> terms = new HashSet<>(question.terms());
    List<Candidate> candidates = new ArrayList<>(index.size());
    for (IndexedSentence indexed : index) {
      double score =
          MEANING * indexed.similarity(vector)
              + SECTION_MEANING * indexed.sectionSimilarity(vector)
              + WORDS * indexed.overlap(terms, weights)
              + planFit(question, indexed.sentence())
              + formFit(question, indexed.sentence())
              + leadFit(question, indexed);
      candidates.add(indexed.scored(score));
    }
    candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
    return candidates;
  }

  /**
   * The {@code k} best sections behind {@code ranked} sentences, taking turns where there are
   * several questions.
   */
  static List<Passage> passages(List<List<Candidate>> ranked, int k) {
    Map<String, Passage> best = new LinkedHashMap<>();
    int deepest = ranked.stream().mapToInt(List::size).max().orElse(0);
    for (int rank = 0; rank < deepest && best.size() < k; rank++) {
      for (List<Candidate> candidates : ranked) {
        if (rank < candidates.size() && best.size() < k) {
          Candidate candidate = candidates.get(rank);
          best.putIfAbsent(candidate.chunk().id(), candidate.passage());
        }
      }
    }
    return List.copyOf(best.values());
  }

  private static double planFit(Question question, Sentence sentence) {
    Set<Plan> asked = question.plans();
    if (sentence.plans().isEmpty()) {
      return 0;
    }
    if (asked.isEmpty()) {
      return sentence.subject().isEmpty() || sentence.bullet() ? 0 : SPECIAL_CASE;
    }
    if (!sentence.subject().isEmpty()) {
      return Collections.disjoint(asked, sentence.subject()) ? OTHER_PLAN : OWN_PLAN;
    }
    if (!Collections.disjoint(asked, sentence.plans())) {
      return SAME_PLAN;
    }
    return question.asksAvailability() && sentence.availability() ? 0 : SPECIAL_CASE;
  }

  private static double formFit(Question question, Sentence sentence) {
    if (question.asksAddress() && sentence.address()) {
      return ADDRESS;
    }
    boolean fits =
        (question.wantsSteps() && sentence.step())
            || (question.asksAvailability() && sentence.availability())
            || (question.asksAmount() && sentence.amount());
    return fits ? RIGHT_FORM : 0;
  }

  // A question about the whole of a document ("your refund policy") is answered by how its sections
  // begin.
  private double leadFit(Question question, IndexedSentence indexed) {
    if (!indexed.leads() || (question.wantsSteps() && !indexed.sentence().step())) {
      return 0;
    }
    List<String> known = question.terms().stream().filter(weights::knows).toList();
    if (known.isEmpty() || !indexed.titleHas(known)) {
      return 0;
    }
    return indexed.inFirstSection() ? LEAD + FIRST : LEAD;
  }
}
