package dev.assay.examples.support;

import dev.assay.core.model.EmbeddingModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A sentence with what it is found by: its vector, its section's, and the words around it. */
final class IndexedSentence {

  // How much a word counts where it stands.
  private static final double IN_HEADING = 0.8;
  private static final double IN_TITLE = 0.5;
  private static final double IN_SECTION = 0.3;

  private final Chunk chunk;
  private final int index;
  private final boolean firstSection;
  private final float[] vector;
  private final float[] section;
  private final Set<String> words;
  private final Set<String> heading;
  private final Set<String> title;
  private final Set<String> around;

  private IndexedSentence(
      Chunk chunk, int index, boolean firstSection, float[] section, EmbeddingModel model) {
    this.chunk = chunk;
    this.index = index;
    this.firstSection = firstSection;
    this.section = section;
    this.vector = model.embed(chunk.heading() + ": " + sentence().text());
    this.words = new HashSet<>(sentence().terms());
    this.heading = new HashSet<>(Words.terms(chunk.heading()));
    this.title = new HashSet<>(Words.terms(chunk.title()));
    this.around = new HashSet<>();
    chunk.sentences().forEach(s -> around.addAll(s.terms()));
  }

  /** Indexes every sentence of {@code chunks}, in their order. */
  static List<IndexedSentence> all(List<Chunk> chunks, EmbeddingModel model) {
    List<IndexedSentence> sentences = new ArrayList<>();
    String document = "";
    for (Chunk chunk : chunks) {
      boolean first = !chunk.title().equals(document);
      document = chunk.title();
      float[] section = model.embed(chunk.text());
      for (int i = 0; i < chunk.sentences().size(); i++) {
        sentences.add(new IndexedSentence(chunk, i, first, section, model));
      }
    }
    return sentences;
  }

  Sentence sentence() {
    return chunk.sentences().get(index);
  }

  /** This sentence, found with a score. */
  Candidate scored(double score) {
    return new Candidate(chunk, index, score);
  }

  /** Whether its section begins with it. */
  boolean leads() {
    return index == 0;
  }

  /** Whether its section is the first of the document. */
  boolean inFirstSection() {
    return firstSection;
  }

  /** Whether the document's title has all of these words. */
  boolean titleHas(List<String> terms) {
    return title.containsAll(terms);
  }

  double similarity(float[] question) {
    return dot(question, vector);
  }

  double sectionSimilarity(float[] question) {
    return dot(question, section);
  }

  /** How much of the words' weight stands here or, counting less, around here; 0 to 1. */
  double overlap(Set<String> terms, WordWeights weights) {
    double total = 0;
    double found = 0;
    for (String term : terms) {
      double weight = weights.of(term);
      total += weight;
      found += weight * place(term);
    }
    return total == 0 ? 0 : found / total;
  }

  private double place(String term) {
    if (words.contains(term)) {
      return 1;
    }
    if (heading.contains(term)) {
      return IN_HEADING;
    }
    if (title.contains(term)) {
      return IN_TITLE;
    }
    return around.contains(term) ? IN_SECTION : 0;
  }

  // The cosine, for the vectors have unit length.
  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
