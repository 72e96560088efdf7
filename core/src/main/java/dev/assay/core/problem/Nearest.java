package dev.assay.core.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name a person probably meant.
 *
 * @since 0.1
 */
public final class Nearest {

  private Nearest() {}

  /**
   * The candidate nearest to {@code name} by edit distance with transpositions, ignoring case, if
   * one is near enough to be worth offering: at most a third of the longer name, and at least one
   * edit. Ties go to the first.
   */
  public static Optional<String> to(String name, Collection<String> candidates) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int limit = Math.max(1, Math.max(wanted.length(), candidate.length()) / 3);
      if (Math.abs(wanted.length() - candidate.length()) > limit) {
        continue;
      }
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance <= limit && distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** A next step offering the nearest of {@code candidates}, or all of them if none is near. */
  public static String advice(String name, Collection<String> candidates) {
    return to(name, candidates)
        .map(near -> "did you mean " + near + "?")
        .orElseGet(() -> "known: " + String.join(", ", candidates));
  }

  // Optimal string alignment: edits and swaps of neighbours, each costing one.
  private static int distance(String a, String b) {
    int[][] rows = new int[3][b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      rows[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = rows[i % 3];
      int[] above = rows[(i + 2) % 3];
      int[] twoAbove = rows[(i + 1) % 3];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        row[j] = swapped ? Math.min(cost, twoAbove[j - 2] + 1) : cost;
      }
    }
    return rows[a.length() % 3][b.length()];
  }
}
