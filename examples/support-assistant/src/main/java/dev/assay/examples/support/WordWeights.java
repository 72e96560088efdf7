package dev.assay.examples.support;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How telling the words of the knowledge base are: the rarer, the more (inverse document
 * frequency).
 */
final class WordWeights {

  private final Map<String, Double> weights = new HashMap<>();
  private final double unknown;

  WordWeights(List<Chunk> chunks) {
    Map<String, Integer> frequency = new HashMap<>();
    for (Chunk chunk : chunks) {
      new HashSet<>(Words.terms(chunk.heading() + " " + chunk.text()))
          .forEach(term -> frequency.merge(term, 1, Integer::sum));
    }
    frequency.forEach(
        (term, count) -> weights.put(term, Math.log(1 + chunks.size() / (double) count)));
    this.unknown = Math.log(1 + chunks.size());
  }

  /** How telling a word is; high for words that the knowledge base does not have. */
  double of(String term) {
    return weights.getOrDefault(term, unknown);
  }

  /** Whether the knowledge base has this word. */
  boolean knows(String term) {
    return weights.containsKey(term);
  }
}
