package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.grounding.Quantity.Bound;
import java.util.List;
import java.util.Set;

/** Tells by the words around a quantity whether it is a limit, and whether it is exact. */
final class Limits {

  private static final Set<String> ROUGHLY =
      Set.of(
          "about",
          "around",
          "approximately",
          "roughly",
          "nearly",
          "almost",
          "some",
          "circa",
          "~",
          "approx",
          "close",
          "estimated");
  private final List<Token> tokens;

  Limits(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Whether the quantity from {@code first} to {@code last} is a limit. */
  Bound of(int first, int last) {
    if (last + 2 < tokens.size() && tokens.get(last + 1).is("or")) {
      String next = tokens.get(last + 2).lower();
      if (next.equals("more")
          || next.equals("over")
          || next.equals("above")
          || next.equals("higher")) {
        return Bound.AT_LEAST;
      }
      if (next.equals("less") || next.equals("fewer") || next.equals("under")) {
        return Bound.AT_MOST;
      }
    }
    String before = words(first, 3);
    if (ends(
            before,
            "at least",
            "more than",
            "over",
            "above",
            "minimum of",
            "exceeding",
            "from",
            "starting at",
            "starts at",
            "greater than",
            "no less than",
            "no fewer than",
            "minimum")
        && !ends(before, "no more than", "not more than")) {
      return Bound.AT_LEAST;
    }
    if (ends(
        before,
        "at most",
        "up to",
        "within",
        "under",
        "below",
        "less than",
        "fewer than",
        "no more than",
        "not more than",
        "maximum of",
        "maximum",
        "limit of",
        "limited to",
        "as many as",
        "limit is",
        "max")) {
      return Bound.AT_MOST;
    }
    return Bound.NONE;
  }

  private static boolean ends(String text, String... endings) {
    for (String ending : endings) {
      if (text.endsWith(" " + ending)) {
        return true;
      }
    }
    return false;
  }

  private String words(int before, int count) {
    StringBuilder words = new StringBuilder(" ");
    for (int i = Math.max(0, before - count); i < before; i++) {
      words.append(words.length() == 1 ? "" : " ").append(tokens.get(i).lower());
    }
    return words.toString();
  }

  /** Whether the quantity that starts at {@code first} is said to be about so much. */
  boolean isRough(int first) {
    return first > 0 && ROUGHLY.contains(tokens.get(first - 1).lower());
  }
}
