package dev.assay.core.evaluator.grounding;

import dev.assay.core.model.Entailment;
import dev.assay.core.model.EntailmentModel;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Asks an entailment model about claims: whether one follows from the nearest passages of the
 * context. Its answer and that of the words count equally, as the mean of their log-odds; no data
 * were at hand to fit another weight, whatever the model.
 */
final class EntailmentCheck {

  /** Nearest sentences that are premises, besides the nearest few together. */
  private static final int NEAREST = 3;

  // No answer of a model is worth more than a hundred to one.
  private static final double LEAST = 0.01;
  private static final double CONTRADICTED = 0.5;

  private final EntailmentModel model;

  EntailmentCheck(EntailmentModel model) {
    this.model = model;
  }

  String version() {
    return model.version();
  }

  /** The best that the context says of the claim: the most entailed, or else the most ruled out. */
  Entailment decide(String claim, Comparison comparison, ContextIndex context) {
    Entailment most = new Entailment(0, 1, 0);
    Entailment against = most;
    for (String premise : premises(comparison, context)) {
      Entailment found = model.decide(premise, claim);
      most = found.entailment() > most.entailment() ? found : most;
      against = found.contradiction() > against.contradiction() ? found : against;
    }
    // Of several passages one that confirms it is enough; the others may be about something else.
    boolean confirmed = most.entailment() >= CONTRADICTED;
    return !confirmed && against.contradiction() >= CONTRADICTED ? against : most;
  }

  private static Set<String> premises(Comparison comparison, ContextIndex context) {
    Set<String> premises = new LinkedHashSet<>();
    if (comparison.from() >= 0) {
      premises.add(context.text(comparison.from(), comparison.to()));
    }
    comparison.nearest().stream()
        .limit(NEAREST)
        .forEach(sentence -> premises.add(context.text(sentence, sentence + 1)));
    return premises;
  }

  static boolean contradicts(Entailment found) {
    return found.contradiction() >= CONTRADICTED;
  }

  /** The probability by both. */
  static double combined(double byWords, double entailed) {
    double logOdds = (logOdds(byWords) + logOdds(entailed)) / 2;
    return 1 / (1 + Math.exp(-logOdds));
  }

  private static double logOdds(double probability) {
    double p = Math.max(LEAST, Math.min(1 - LEAST, probability));
    return Math.log(p / (1 - p));
  }
}
