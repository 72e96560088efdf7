package dev.assay.core.evaluator.grounding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which words of the context stand for the words of a claim, and how well: the same stem, a
 * synonym, or a word of the same family.
 */
final class WordMatch {

  /** A stem of the context that stands for a word, and how well, from 0 to 1. */
  record Match(String stem, double quality) {}

  private static final double SYNONYM = 0.8;
  private static final double AGREEING = 0.9;
  private static final double FAMILY = 0.75;
  private static final List<Match> NONE = List.of();

  private final ContextIndex context;
  private final Map<String, List<Match>> known = new HashMap<>();

  WordMatch(ContextIndex context) {
    this.context = context;
  }

  /** The context's words for {@code token}, the best first. */
  List<Match> of(Token token) {
    return known.computeIfAbsent(token.stem(), stem -> find(token));
  }

  private List<Match> find(Token token) {
    List<Match> matches = new ArrayList<>();
    if (context.has(token.stem())) {
      matches.add(new Match(token.stem(), 1));
    }
    Quantity quantity = token.quantity();
    if (quantity != null && matches.isEmpty()) {
      String same = context.agreeing(quantity);
      return same == null ? NONE : List.of(new Match(same, AGREEING));
    }
    if (!token.isWord() || token.stop()) {
      return matches;
    }
    for (String synonym : Lexicon.instance().synonyms(token.stem())) {
      if (!synonym.equals(token.stem()) && context.has(synonym)) {
        matches.add(new Match(synonym, SYNONYM));
      }
    }
    for (String relative : context.relatives(token.stem())) {
      if (!relative.equals(token.stem()) && isFamily(token.stem(), relative)) {
        matches.add(new Match(relative, FAMILY));
      }
    }
    return matches.isEmpty() ? NONE : matches;
  }

  // cancel, cancellation; not inter-net, inter-est.
  private static boolean isFamily(String a, String b) {
    int most = Math.min(a.length(), b.length());
    int shared = 0;
    while (shared < most && a.charAt(shared) == b.charAt(shared)) {
      shared++;
    }
    return shared >= 5 && shared >= 0.75 * most && most >= 0.45 * Math.max(a.length(), b.length());
  }
}
