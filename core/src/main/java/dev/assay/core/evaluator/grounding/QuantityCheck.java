package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.grounding.WordMatch.Match;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the quantities of a claim with those of the context that are said of the same thing, as
 * the words around both tell: near words count more, rare ones more, and those of the heading and
 * of the sentence before a little.
 */
final class QuantityCheck {

  private static final double HEADING = 0.7;
  private static final double BEFORE = 0.2;
  private static final double COMMON = 0.6;
  private static final double NAME = 1.5;
  private static final double UNKNOWN = 0.4;
  private static final double MARGIN = 0.08;
  private static final double RATIO = 1.25;
  private static final double SAME_SUBJECT = 0.6;
  private static final double NEAR_CLAIM = 6;
  private static final double NEAR_CONTEXT = 10;

  private static final int MOST_QUANTITIES = 30;
  private static final int AROUND = 30;

  private final Comparer comparer;
  private final ContextIndex context;
  private final Claim claim;
  private final List<Token> tokens;
  private final int offset;
  private double agreement;

  QuantityCheck(Comparer comparer, Claim claim) {
    this.comparer = comparer;
    this.context = comparer.context();
    this.claim = claim;
    this.tokens = new ArrayList<>(claim.before());
    this.offset = tokens.size();
    tokens.addAll(claim.tokens());
  }

  /** A quantity of the context, and how much its surroundings are those of the claim's. */
  private record Candidate(ContextSentence sentence, int at, double alignment) {}

  /** How much the surroundings of a quantity are those of the one it agrees with, from 0 to 1. */
  double agreement() {
    return agreement;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    int checked = 0;
    for (int i = 0; i < claim.tokens().size() && checked < MOST_QUANTITIES; i++) {
      checked += claim.tokens().get(i).quantity() == null ? 0 : 1;
      Quantity quantity = claim.tokens().get(i).quantity();
      Finding finding = quantity == null ? null : check(i, quantity);
      if (finding != null) {
        findings.add(finding);
      }
    }
    return findings;
  }

  private @Nullable Finding check(int at, Quantity quantity) {
    Candidate same = null;
    Candidate other = null;
    boolean said = false;
    for (ContextIndex.Standing standing : context.quantities()) {
      Quantity theirs = standing.quantity();
      ContextSentence sentence = standing.sentence();
      boolean equal = quantity.isSameNumber(theirs);
      said |= equal;
      if (!isCandidate(quantity, theirs) || !comparer.mayAlign()) {
        continue;
      }
      double alignment = alignment(at, quantity, sentence, standing.at(), theirs);
      Candidate candidate = new Candidate(sentence, standing.at(), alignment);
      if (equal && agrees(quantity, theirs, sentence)) {
        same = better(same, candidate);
      } else if (!isAnothers(theirs, at)) {
        other = better(other, candidate);
      }
    }
    return judge(at, quantity, same, other, said);
  }

  // What the claim also says rightly is not what this quantity should have been.
  private boolean isAnothers(Quantity theirs, int at) {
    for (int i = 0; i < claim.tokens().size(); i++) {
      Quantity quantity = claim.tokens().get(i).quantity();
      if (i != at
          && quantity != null
          && quantity.comparable(theirs)
          && quantity.agreesWith(theirs)) {
        return true;
      }
    }
    return false;
  }

  private static Candidate better(@Nullable Candidate a, Candidate b) {
    return a == null || b.alignment() > a.alignment() ? b : a;
  }

  private @Nullable Finding judge(
      int at,
      Quantity quantity,
      @Nullable Candidate same,
      @Nullable Candidate other,
      boolean said) {
    double least = leastAlignment(quantity);
    if (other != null && other.alignment() >= least) {
      double a = other.alignment();
      if (same == null && !(said && a < SAME_SUBJECT)) {
        return otherQuantity(at, other, 0.6 + 0.4 * Math.min(1, a / 0.6));
      }
      if (same != null && a > same.alignment() + MARGIN && a > RATIO * same.alignment()) {
        return otherQuantity(at, other, Math.min(1, 0.5 + a - same.alignment()));
      }
    }
    if (same != null) {
      agreement = Math.max(agreement, same.alignment());
    }
    if (said) {
      return null;
    }
    return new Finding(
        Finding.Kind.NEW_QUANTITY, 1, "says " + text(at) + ", which the context does not", -1);
  }

  private Finding otherQuantity(int at, Candidate other, double strength) {
    Token theirs = other.sentence().tokens().get(other.at());
    String passage = context.passages().get(other.sentence().passage());
    String said = passage.substring(theirs.start(), theirs.end());
    return new Finding(
        Finding.Kind.OTHER_QUANTITY,
        strength,
        "says " + text(at) + ", the context says " + Shorten.line(said),
        other.sentence().index());
  }

  private String text(int at) {
    Token own = claim.tokens().get(at);
    return Shorten.line(comparer.output().substring(own.start(), own.end()));
  }

  // How much the surroundings must share before another number is said to be of the same thing.
  private static double leastAlignment(Quantity quantity) {
    String dimension = quantity.dimension();
    if (dimension.equals("year") || dimension.equals("ordinal")) {
      return 0.5;
    }
    if (dimension.equals("date") || dimension.equals("time")) {
      return 0.35;
    }
    if (dimension.equals("number")) {
      return 0.5;
    }
    return dimension.equals("count") ? 0.2 : 0.15;
  }

  private static boolean isCandidate(Quantity ours, Quantity theirs) {
    if (ours.comparable(theirs)) {
      return true;
    }
    // "120 people" of "100 members": another noun, perhaps for the same.
    return ours.isPlain() && theirs.isPlain();
  }

  private boolean agrees(Quantity ours, Quantity theirs, ContextSentence sentence) {
    return ours.agreesWith(theirs) || isPerOtherPeriod(ours, theirs, sentence);
  }

  // 12 times a monthly price is the yearly one.
  private boolean isPerOtherPeriod(Quantity ours, Quantity theirs, ContextSentence sentence) {
    if (!ours.dimension().startsWith("money") || theirs.low() == 0) {
      return false;
    }
    double ratio = ours.low() / theirs.low();
    boolean yearly = Quantity.near(ratio, 12, 1e-9) && says("year", "annual", "annual");
    boolean monthly = Quantity.near(ratio, 1 / 12.0, 1e-9) && says("month", "monthli", "month");
    return (yearly && sentence.positions().containsKey("month")) || monthly;
  }

  private boolean says(String... stems) {
    for (Token token : tokens) {
      for (String stem : stems) {
        if (token.stem().equals(stem)) {
          return true;
        }
      }
    }
    return false;
  }

  private double alignment(
      int at, Quantity quantity, ContextSentence sentence, int there, Quantity theirs) {
    double total = 0;
    double shared = 0;
    int first = Math.max(0, offset + at - AROUND);
    int last = Math.min(tokens.size(), offset + at + AROUND);
    for (int i = first; i < last; i++) {
      Token token = tokens.get(i);
      if (!token.isContent()) {
        continue;
      }
      double near = near(Math.abs(i - offset - at), NEAR_CLAIM);
      double best = 0;
      double rarity = comparer.matches().of(token).isEmpty() ? UNKNOWN : 1;
      for (Match match : comparer.matches().of(token)) {
        double m = match.quality() * standing(match.stem(), sentence, there);
        if (m > best) {
          best = m;
        }
        rarity = Math.min(rarity, context.distinction(match.stem()));
      }
      boolean common = Lexicon.instance().isCommonStem(token.stem());
      double weight = near * rarity * (token.capital() ? NAME : common ? COMMON : 1);
      total += weight;
      shared += weight * best;
    }
    double noun = quantity.dimension().equals("count") && !quantity.comparable(theirs) ? 0.6 : 1;
    double bounds =
        quantity.bound() != theirs.bound()
                && quantity.bound() != Quantity.Bound.NONE
                && theirs.bound() != Quantity.Bound.NONE
            ? 0.8
            : 1;
    return total == 0 ? 0 : noun * bounds * shared / total;
  }

  private double standing(String stem, ContextSentence sentence, int there) {
    double best = 0;
    int[] positions = sentence.positions().get(stem);
    if (positions != null) {
      for (int p : positions) {
        best = Math.max(best, near(Math.abs(p - there), NEAR_CONTEXT));
      }
      return best;
    }
    if (sentence.heading().contains(stem)) {
      return HEADING;
    }
    int before = sentence.index() - 1;
    if (before >= 0) {
      ContextSentence previous = context.sentences().get(before);
      if (previous.passage() == sentence.passage() && previous.positions().containsKey(stem)) {
        return BEFORE;
      }
    }
    return 0;
  }

  private static double near(int distance, double scale) {
    return 1 / (1 + distance / scale);
  }
}
