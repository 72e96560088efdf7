package dev.assay.examples.support;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides whether the knowledge base can answer a question at all. */
final class Scope {

  // Set between the golden and regression questions and some about other things that are not in
  // the dataset.
  private static final double LEAST = 0.44;
  private static final double STRANGENESS = 0.25;

  private static final Pattern POSSESSION =
      Pattern.compile(
          "\\b(?:my|our|a|an|the) (\\w+) (?:account|subscription|membership|plan|password|invoice|card|ticket)s?\\b",
          Pattern.CASE_INSENSITIVE);

  private final WordWeights weights;

  Scope(WordWeights weights) {
    this.weights = weights;
  }

  /** Whether the knowledge base can answer it. */
  boolean covers(Question question, List<Candidate> ranked) {
    return !belongsElsewhere(question.clause()) && fit(question, ranked) >= 0;
  }

  /**
   * How far the best candidate is above what is needed, given how much of the question's words is
   * unknown here.
   */
  double fit(Question question, List<Candidate> ranked) {
    return ranked.get(0).score() - STRANGENESS * unknown(question) - LEAST;
  }

  // "My gym membership", "our Netflix account": a thing of ours by name, but of someone else.
  private boolean belongsElsewhere(String clause) {
    Matcher matcher = POSSESSION.matcher(clause);
    while (matcher.find()) {
      String owner = matcher.group(1).toLowerCase(Locale.ROOT);
      if (!Lexicon.ORDINARY.contains(owner)
          && !Lexicon.STOPWORDS.contains(owner)
          && !weights.knows(Words.canonical(owner))) {
        return true;
      }
    }
    return false;
  }

  // "The share price of Apple": two words of three are at home here, but the telling one is not.
  private double unknown(Question question) {
    double total = 0;
    double unknown = 0;
    for (String term : new HashSet<>(question.terms())) {
      double weight = weights.of(term);
      total += weight;
      unknown += weights.knows(term) ? 0 : weight;
    }
    return total == 0 ? 1 : unknown / total;
  }
}
