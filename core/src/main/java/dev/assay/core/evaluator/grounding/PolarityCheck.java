package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.grounding.WordMatch.Match;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds negations that were added or dropped and words that were turned into their opposite,
 * against the sentences that say nearly the same as the claim.
 */
final class PolarityCheck {

  private static final double LEAST = 0.6;
  private static final double AS_GOOD = 0.92;
  private static final double SAME_WORDS = 0.95;
  private static final int SCOPE = 2;

  private final Comparer comparer;
  private final Claim claim;
  private final int[] top;
  private final Set<String> negated;

  PolarityCheck(Comparer comparer, Claim claim, int[] top) {
    this.comparer = comparer;
    this.claim = claim;
    this.top = top;
    this.negated = negated(claim.tokens());
  }

  List<Finding> findings() {
    double best = 0;
    double[] shares = new double[top.length];
    for (int i = 0; i < top.length; i++) {
      shares[i] = comparer.shareIn(claim, top[i]);
      best = Math.max(best, shares[i]);
    }
    List<Finding> findings = new ArrayList<>();
    if (best < LEAST) {
      return findings;
    }
    Finding found = null;
    for (int i = 0; i < top.length; i++) {
      if (shares[i] < AS_GOOD * best) {
        continue;
      }
      Finding difference = difference(comparer.context().sentences().get(top[i]), shares[i]);
      if (difference == null) {
        // Another sentence as near says it as the claim does.
        return findings;
      }
      found = found == null || difference.strength() > found.strength() ? difference : found;
    }
    if (found != null) {
      findings.add(found);
    }
    return findings;
  }

  private @Nullable Finding difference(ContextSentence sentence, double share) {
    Optional<Boolean> compared =
        Comparative.of(claim.tokens())
            .flatMap(ours -> Comparative.of(sentence.tokens()).flatMap(ours::agreesWith));
    if (compared.isPresent()) {
      String words = "compares the other way round than the context";
      return compared.get()
          ? null
          : new Finding(Finding.Kind.ANTONYM, share, words, sentence.index());
    }
    Finding turned = turned(sentence, share);
    return turned == null && share >= SAME_WORDS ? limit(sentence, share) : turned;
  }

  // "Over 10 MB are accepted" of "under 10 MB are accepted"; "over 10 MB are rejected" is right.
  private @Nullable Finding limit(ContextSentence sentence, double share) {
    for (Token token : claim.tokens()) {
      Quantity ours = token.quantity();
      if (ours == null || ours.bound() == Quantity.Bound.NONE) {
        continue;
      }
      for (Token other : sentence.tokens()) {
        Quantity theirs = other.quantity();
        boolean opposite =
            theirs != null
                && theirs.bound() != Quantity.Bound.NONE
                && theirs.bound() != ours.bound()
                && ours.comparable(theirs)
                && Quantity.near(ours.low(), theirs.low(), 1e-9);
        if (opposite) {
          String words = "says the least where the context says the most, or the reverse";
          return new Finding(Finding.Kind.ANTONYM, share, words, sentence.index());
        }
      }
    }
    return null;
  }

  private @Nullable Finding turned(ContextSentence sentence, double share) {
    int[] span = span(sentence);
    List<Token> near = sentence.tokens().subList(span[0], span[1]);
    Set<String> theirs = negated(near);
    // With a negation on both sides it is too hard to say what is denied.
    if (negated.isEmpty() != theirs.isEmpty()) {
      for (Token token : claim.tokens()) {
        if (!token.isContent()) {
          continue;
        }
        for (Match match : comparer.matches().of(token)) {
          boolean here = sentence.positions().containsKey(match.stem());
          boolean turned = negated.contains(token.stem()) || theirs.contains(match.stem());
          if (here && turned && match.quality() >= 0.75) {
            String words =
                theirs.isEmpty()
                    ? "denies \"" + token.lower() + "\", the context affirms it"
                    : "affirms \"" + token.lower() + "\", the context denies it";
            return new Finding(Finding.Kind.NEGATION, share, words, sentence.index());
          }
        }
      }
    }
    return antonym(sentence, theirs, share);
  }

  // The part of the sentence that speaks of what the claim does, and two words more.
  private int[] span(ContextSentence sentence) {
    List<Integer> at = new ArrayList<>();
    for (Token token : claim.tokens()) {
      for (Match match : comparer.matches().of(token)) {
        int[] positions = token.isContent() ? sentence.positions().get(match.stem()) : null;
        if (positions != null) {
          at.add(positions[0]);
          break;
        }
      }
    }
    at.sort(null);
    int size = sentence.tokens().size();
    if (at.isEmpty()) {
      return new int[] {0, size};
    }
    return new int[] {Math.max(0, at.get(0) - 3), Math.min(size, at.get(at.size() - 1) + 2)};
  }

  private @Nullable Finding antonym(ContextSentence sentence, Set<String> theirs, double share) {
    for (Token token : claim.tokens()) {
      if (!Lexicon.instance().hasAntonym(token.lower())
          || sentence.positions().containsKey(token.stem())) {
        continue;
      }
      for (Token other : sentence.tokens()) {
        boolean opposed = Lexicon.instance().areOpposed(token.lower(), other.lower());
        boolean claimHasOther =
            claim.tokens().stream().anyMatch(t -> t.stem().equals(other.stem()));
        boolean turned = negated.contains(token.stem()) != theirs.contains(other.stem());
        if (opposed && !claimHasOther && !turned && sharesNeighbour(token, other, sentence)) {
          String words =
              "says \"" + token.lower() + "\", the context says \"" + other.lower() + "\"";
          return new Finding(Finding.Kind.ANTONYM, share, words, sentence.index());
        }
      }
    }
    return null;
  }

  // "monthly plans" and "annual plans", not any two opposites.
  private boolean sharesNeighbour(Token ours, Token theirs, ContextSentence sentence) {
    Set<String> around = neighbours(claim.tokens(), ours);
    around.retainAll(neighbours(sentence.tokens(), theirs));
    return !around.isEmpty();
  }

  private static Set<String> neighbours(List<Token> tokens, Token of) {
    Set<String> stems = new HashSet<>();
    int at = tokens.indexOf(of);
    for (int step = -1; step <= 1; step += 2) {
      for (int i = at + step; i >= 0 && i < tokens.size() && Math.abs(i - at) <= 3; i += step) {
        if (tokens.get(i).isContent()) {
          stems.add(tokens.get(i).stem());
          break;
        }
      }
    }
    return stems;
  }

  // "not larger than 25 MB" sets a limit and denies nothing.
  private static boolean isLimit(List<Token> tokens, int negation) {
    for (int i = negation + 1; i < Math.min(negation + 5, tokens.size()); i++) {
      Token token = tokens.get(i);
      if (token.is("than") || token.lower().startsWith("exceed")) {
        return true;
      }
    }
    return false;
  }

  // The content words that follow a negation in its clause.
  private static Set<String> negated(List<Token> tokens) {
    Set<String> stems = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (!Lexicon.instance().isNegation(tokens.get(i).lower())) {
        continue;
      }
      Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : tokens.get(i);
      // "no-reply", "World No 1"
      boolean compound =
          next.is("-") || (tokens.get(i).is("no") && (next.is(".") || next.isNumber()));
      if (compound
          || isLimit(tokens, i)
          || (tokens.get(i).is("nothing") && i > 0 && tokens.get(i - 1).stem().equals("cost"))
          || (tokens.get(i).is("not") && next.is("only"))) {
        continue;
      }
      int taken = 0;
      for (int j = i + 1; j < tokens.size() && taken < SCOPE && j < i + 7; j++) {
        Token token = tokens.get(j);
        if (token.kind() == Token.Kind.MARK || token.is("but")) {
          break;
        }
        if (token.isContent()) {
          stems.add(token.stem());
          taken++;
        }
      }
    }
    return stems;
  }
}
