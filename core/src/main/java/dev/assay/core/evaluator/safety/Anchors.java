package dev.assay.core.evaluator.safety;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Words without which a regular expression cannot match: of each set, one must be in the text.
 *
 * <p>Understands what our lists of phrases are written in: letters, groups, alternatives, classes,
 * repetition, and the escapes of one letter. Of anything else it says nothing, and an expression of
 * which nothing is said must be tried on every text.
 */
final class Anchors {

  private static final int SHORTEST = 2;

  private final String expression;
  private int at;

  private Anchors(String expression) {
    this.expression = expression;
  }

  /** Sets of words, without regard to case; empty where nothing can be said. */
  static List<Set<String>> of(String expression) {
    Anchors anchors = new Anchors(expression);
    try {
      List<Set<String>> sets = anchors.alternatives();
      return anchors.at == expression.length() ? sets : List.of();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /** As {@link java.util.regex.Pattern} compares in any case. */
  static char fold(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  private List<Set<String>> alternatives() {
    List<List<Set<String>>> all = new ArrayList<>();
    all.add(sequence());
    while (at < expression.length() && expression.charAt(at) == '|') {
      at++;
      all.add(sequence());
    }
    if (all.size() == 1) {
      return all.get(0);
    }
    Set<String> one = new TreeSet<>();
    for (List<Set<String>> each : all) {
      Optional<Set<String>> best = each.stream().max(Comparator.comparingInt(Anchors::shortest));
      if (best.isEmpty()) {
        return List.of();
      }
      one.addAll(best.get());
    }
    return List.of(one);
  }

  private static int shortest(Set<String> words) {
    return words.stream().mapToInt(String::length).min().orElse(0);
  }

  private List<Set<String>> sequence() {
    List<Set<String>> sets = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    while (at < expression.length() && "|)".indexOf(expression.charAt(at)) < 0) {
      char c = expression.charAt(at++);
      if (c == '(') {
        end(word, sets);
        group(sets);
      } else if (c == '[') {
        end(word, sets);
        skipClass();
        repeats();
      } else if (c == '^' || c == '$' || c == '.') {
        end(word, sets);
        repeats();
      } else if (c == '\\' && Character.isLetterOrDigit(peek())) {
        end(word, sets);
        escape();
        repeats();
      } else {
        literal(c == '\\' ? expression.charAt(at++) : c, word, sets);
      }
    }
    end(word, sets);
    return sets;
  }

  private char peek() {
    if (at >= expression.length()) {
      throw new IllegalArgumentException("a backslash (expected: something after it)");
    }
    return expression.charAt(at);
  }

  private void literal(char c, StringBuilder word, List<Set<String>> sets) {
    int before = at;
    boolean always = repeats();
    if (Character.isSurrogate(c) || !always) {
      end(word, sets);
      return;
    }
    word.append(fold(c));
    if (at > before) {
      end(word, sets);
    }
  }

  private static void end(StringBuilder word, List<Set<String>> sets) {
    if (word.length() >= SHORTEST) {
      sets.add(Set.of(word.toString()));
    }
    word.setLength(0);
  }

  private void group(List<Set<String>> sets) {
    if (expression.startsWith("?", at)) {
      if (!expression.startsWith("?:", at)) {
        throw new IllegalArgumentException("a group (expected: a plain one)");
      }
      at += 2;
    }
    List<Set<String>> inner = alternatives();
    if (at >= expression.length() || expression.charAt(at++) != ')') {
      throw new IllegalArgumentException("a group (expected: its end)");
    }
    if (repeats()) {
      inner.stream().filter(set -> shortest(set) >= SHORTEST).forEach(sets::add);
    }
  }

  private void skipClass() {
    at += expression.startsWith("^", at) ? 1 : 0;
    int first = at;
    while (peek() != ']' || at == first) {
      if (expression.charAt(at) == '[' || expression.charAt(at) == '&') {
        throw new IllegalArgumentException("a class (expected: a plain one)");
      }
      at += expression.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private void escape() {
    if ("bBwWsSdDntr".indexOf(expression.charAt(at++)) < 0) {
      throw new IllegalArgumentException("an escape (expected: a known one)");
    }
  }

  /** Passes over how often what came before is repeated; whether it is there at least once. */
  private boolean repeats() {
    if (at >= expression.length()) {
      return true;
    }
    boolean always = true;
    char c = expression.charAt(at);
    if (c == '{') {
      int end = expression.indexOf('}', at);
      if (end < 0) {
        throw new IllegalArgumentException("a repetition (expected: its end)");
      }
      always = expression.charAt(at + 1) != '0';
      at = end + 1;
    } else if (c == '?' || c == '*' || c == '+') {
      always = c == '+';
      at++;
    } else {
      return true;
    }
    if (at < expression.length() && "?+".indexOf(expression.charAt(at)) >= 0) {
      at++;
    }
    return always;
  }
}
