package dev.assay.examples.support;

import dev.assay.core.interaction.Passage;
import dev.assay.core.model.EmbeddingModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
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
  private static final double OTHER_PLAN = -0.25;
  private static final double SAME_PLAN = 0.08;
  private static final double OWN_PLAN = 0.12;
  private static final double SPECIAL_CASE = -0.04;
  private static final double RIGHT_FORM = 0.06;
  private static final double LEAD = 0.08;
  private static final double FIRST = 0.03;

  // How much a word counts where it stands.
  private static final double IN_HEADING = 0.8;
  private static final double IN_TITLE = 0.5;
  private static final double IN_SECTION = 0.3;

  private record Entry(
      Chunk chunk,
      int index,
      boolean first,
      float[] vector,
      float[] section,
      Set<String> words,
      Set<String> heading,
      Set<String> title,
      Set<String> around) {}

  private final EmbeddingModel model;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Double> idf = new HashMap<>();
  private final double unknownIdf;

  Retriever(KnowledgeBase knowledge, EmbeddingModel model) {
    this.model = model;
    String previous = "";
    for (Chunk chunk : knowledge.chunks()) {
      boolean first = !chunk.title().equals(previous);
      previous = chunk.title();
      float[] section = model.embed(chunk.text());
      Set<String> heading = new HashSet<>(Words.terms(chunk.heading()));
      Set<String> title = new HashSet<>(Words.terms(chunk.title()));
      Set<String> around = new HashSet<>();
      chunk.sentences().forEach(s -> around.addAll(s.terms()));
      for (int i = 0; i < chunk.sentences().size(); i++) {
        Sentence sentence = chunk.sentences().get(i);
        float[] vector = model.embed(chunk.heading() + ": " + sentence.text());
        Set<String> words = new HashSet<>(sentence.terms());
        entries.add(new Entry(chunk, i, first, vector, section, words, heading, title, around));
      }
    }
    weighWords(knowledge.chunks());
    this.unknownIdf = Math.log(1 + knowledge.chunks().size());
  }

  private void weighWords(List<Chunk> chunks) {
    Map<String, Integer> frequency = new HashMap<>();
    for (Chunk chunk : chunks) {
      new HashSet<>(Words.terms(chunk.heading() + " " + chunk.text()))
          .forEach(term -> frequency.merge(term, 1, Integer::sum));
    }
    frequency.forEach((term, count) -> idf.put(term, Math.log(1 + chunks.size() / (double) count)));
  }

  /** How telling a word is; high for words that the knowledge base does not have. */
  double weight(String term) {
    return idf.getOrDefault(term, unknownIdf);
  }

  /** Whether the knowledge base has this word. */
  boolean knows(String term) {
    return idf.containsKey(term);
  }

  /** All sentences, the best first; ties in the order of the knowledge base. */
  List<Candidate> sentences(Question question) {
    float[] vector = model.embed(question.text());
    List<Candidate> candidates = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      Sentence sentence = entry.chunk().sentences().get(entry.index());
      double score =
          MEANING * cosine(vector, entry.vector())
              + SECTION_MEANING * cosine(vector, entry.section())
              + WORDS * overlap(question.terms(), entry)
              + planFit(question, sentence)
              + formFit(question, sentence)
              + leadFit(question, entry);
      candidates.add(new Candidate(entry.chunk(), entry.index(), score));
    }
    candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
    return candidates;
  }

  /** The {@code k} best sections behind {@code ranked} sentences, as the retriever's answer. */
  static List<Passage> passages(List<List<Candidate>> ranked, int k) {
    Map<String, Passage> best = new LinkedHashMap<>();
    int deepest = ranked.stream().mapToInt(List::size).max().orElse(0);
    for (int rank = 0; rank < deepest && best.size() < k; rank++) {
      for (List<Candidate> candidates : ranked) {
        if (rank < candidates.size() && best.size() < k) {
          Candidate candidate = candidates.get(rank);
          Chunk chunk = candidate.chunk();
          double score = Math.round(candidate.score() * 10_000) / 10_000.0;
          best.putIfAbsent(chunk.id(), new Passage(chunk.id(), chunk.text(), score));
        }
      }
    }
    return List.copyOf(best.values());
  }

  private double overlap(List<String> terms, Entry entry) {
    double total = 0;
    double found = 0;
    for (String term : new HashSet<>(terms)) {
      double weight = weight(term);
      total += weight;
      found += weight * place(term, entry);
    }
    return total == 0 ? 0 : found / total;
  }

  private static double place(String term, Entry entry) {
    if (entry.words().contains(term)) {
      return 1;
    }
    if (entry.heading().contains(term)) {
      return IN_HEADING;
    }
    if (entry.title().contains(term)) {
      return IN_TITLE;
    }
    return entry.around().contains(term) ? IN_SECTION : 0;
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
    boolean fits =
        (question.wantsSteps() && sentence.step())
            || (question.asksAvailability() && sentence.availability())
            || (question.asksAmount() && sentence.amount());
    if (question.asksAddress() && sentence.address()) {
      return 2 * RIGHT_FORM;
    }
    return fits ? RIGHT_FORM : 0;
  }

  // A question about the whole of a document ("your refund policy") is answered by how its sections
  // begin.
  private double leadFit(Question question, Entry entry) {
    Sentence sentence = entry.chunk().sentences().get(entry.index());
    if (entry.index() > 0 || (question.wantsSteps() && !sentence.step())) {
      return 0;
    }
    List<String> known = question.terms().stream().filter(this::knows).toList();
    if (known.isEmpty() || !entry.title().containsAll(known)) {
      return 0;
    }
    return entry.first() ? LEAD + FIRST : LEAD;
  }

  // The vectors have unit length.
  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
