package dev.assay.examples.support;

import java.util.HashSet;
import java.util.List;

/** Decides whether the knowledge base can answer a question at all. */
final class Scope {

  private static final double CERTAIN = 0.60;
  private static final double LEAST = 0.40;
  private static final double KNOWN_WORDS = 0.5;

  private final Retriever retriever;

  Scope(Retriever retriever) {
    this.retriever = retriever;
  }

  /**
   * Whether the best candidate is good enough, given how much of the question's words are known at
   * all.
   */
  boolean covers(Question question, List<Candidate> ranked) {
    double best = ranked.get(0).score();
    return best >= CERTAIN || (best >= LEAST && knownShare(question) >= KNOWN_WORDS);
  }

  double knownShare(Question question) {
    HashSet<String> terms = new HashSet<>(question.terms());
    if (terms.isEmpty()) {
      return 0;
    }
    return terms.stream().filter(retriever::knows).count() / (double) terms.size();
  }
}
