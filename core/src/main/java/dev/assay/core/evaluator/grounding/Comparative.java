package dev.assay.core.evaluator.grounding;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a clause compares: "Pro is more expensive than Basic".
 *
 * @param than what it compares by: the word before "than", or the one after "more" or "less"
 * @param more whether the left has more of it
 * @param left the content stems that stand on the left alone
 * @param right those on the right alone
 */
record Comparative(Token than, boolean more, Set<String> left, Set<String> right) {

  private static final int REACH = 6;
  private static final Set<String> LESS = Set.of("less", "fewer");

  /** What {@code tokens} compare, if they do. */
  static Optional<Comparative> of(List<Token> tokens) {
    int than = -1;
    for (int i = 1; i < tokens.size() && than < 0; i++) {
      than = tokens.get(i).is("than") ? i : -1;
    }
    if (than < 0 || than + 1 == tokens.size() || tokens.get(than + 1).isNumber()) {
      return Optional.empty();
    }
    int degree = than - 1;
    while (degree >= Math.max(0, than - REACH) && !isDegree(tokens.get(degree))) {
      degree--;
    }
    boolean found = degree >= 0 && isDegree(tokens.get(degree));
    // "costs more than", "more seats on Team than", "cheaper than"
    int by = found && degree + 1 < than ? degree + 1 : than - 1;
    Token key = tokens.get(by);
    boolean more = !found || !LESS.contains(tokens.get(degree).lower());
    Set<String> left = content(tokens.subList(0, than), key);
    Set<String> right = content(tokens.subList(than + 1, tokens.size()), key);
    Set<String> both = new HashSet<>(left);
    both.retainAll(right);
    left.removeAll(both);
    right.removeAll(both);
    return left.isEmpty() || right.isEmpty()
        ? Optional.empty()
        : Optional.of(new Comparative(key, more, left, right));
  }

  private static boolean isDegree(Token token) {
    return token.is("more") || LESS.contains(token.lower());
  }

  private static Set<String> content(List<Token> tokens, Token key) {
    Set<String> stems = new HashSet<>();
    for (Token token : tokens) {
      if (token.isContent() && !isDegree(token) && !token.stem().equals(key.stem())) {
        stems.add(token.stem());
      }
    }
    return stems;
  }

  /**
   * Whether this says the same as {@code other}: true or false where both compare the same things
   * by the same quality or its opposite, empty where that cannot be told.
   */
  Optional<Boolean> agreesWith(Comparative other) {
    boolean straight = meet(left, other.left) && meet(right, other.right);
    boolean swapped = meet(left, other.right) && meet(right, other.left);
    boolean opposed = Lexicon.instance().areOpposed(than.lower(), other.than.lower());
    boolean same = than.stem().equals(other.than.stem());
    if (straight == swapped || (!opposed && !same)) {
      return Optional.empty();
    }
    boolean direction = opposed ? more != other.more : more == other.more;
    return Optional.of(direction == straight);
  }

  private static boolean meet(Set<String> a, Set<String> b) {
    return a.stream().anyMatch(b::contains);
  }
}
