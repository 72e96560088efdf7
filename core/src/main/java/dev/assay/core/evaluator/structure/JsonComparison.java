package dev.assay.core.evaluator.structure;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares two JSON documents leaf by leaf.
 *
 * <p>A leaf is a text, number, truth value or null, or an empty object or list. What only one of
 * the documents has, or has in another form, differs leaf by leaf. Lists whose order does not count
 * are matched: equal items first, then each of the rest with the one most like it, as long as there
 * are few enough; a greedy match, not always the best one.
 */
final class JsonComparison {

  /** How values are compared. */
  record Rules(
      List<PathPattern> ignored,
      boolean anyOrder,
      List<PathPattern> anyOrderAt,
      double absolute,
      double relative) {

    boolean ignores(List<String> path) {
      return !ignored.isEmpty() && ignored.stream().anyMatch(pattern -> pattern.matches(path));
    }

    boolean ignoresOrder(List<String> path) {
      return anyOrder || anyOrderAt.stream().anyMatch(pattern -> pattern.matches(path));
    }
  }

  /** One place where the documents differ; null where one has nothing there. */
  record Difference(String path, @Nullable JsonNode expected, @Nullable JsonNode found) {}

  /** Thrown where a comparison would take too long. */
  static final class TooManyStepsException extends Exception {
    private static final long serialVersionUID = 1L;

    TooManyStepsException() {
      super("too many steps", null, false, false);
    }
  }

  /** The most differences that are kept. */
  static final int MOST_KEPT = 50;

  private static final long MOST_STEPS = 5_000_000;

  private final Rules rules;
  private final List<String> path = new ArrayList<>();
  private final List<Difference> differences = new ArrayList<>();
  private long steps;
  // While items of lists are tried against each other, differences are counted and not kept.
  private int trying;

  /** How many leaves there are in either document, and how many agree. */
  record Count(long leaves, long agreeing) {

    static final Count NONE = new Count(0, 0);

    Count plus(Count other) {
      return new Count(leaves + other.leaves, agreeing + other.agreeing);
    }

    double share() {
      return leaves == 0 ? 1 : (double) agreeing / leaves;
    }
  }

  JsonComparison(Rules rules) {
    this.rules = rules;
  }

  /** The first differences, after {@link #compare}. */
  List<Difference> differences() {
    return differences;
  }

  Count compare(JsonNode expected, JsonNode found) throws TooManyStepsException {
    countStep();
    if (rules.ignores(path)) {
      return Count.NONE;
    }
    if (expected.isObject() && found.isObject() && !(expected.isEmpty() && found.isEmpty())) {
      return objects((ObjectNode) expected, (ObjectNode) found);
    }
    if (expected.isArray() && found.isArray() && !(expected.isEmpty() && found.isEmpty())) {
      return rules.ignoresOrder(path) ? matched(expected, found) : inOrder(expected, found);
    }
    if (expected.isContainer() || found.isContainer()) {
      boolean bothEmpty =
          expected.isEmpty() && found.isEmpty() && expected.isObject() == found.isObject();
      if (bothEmpty && expected.isContainer() && found.isContainer()) {
        return new Count(1, 1);
      }
      keep(expected, found);
      return new Count(Math.max(leaves(expected), leaves(found)), 0);
    }
    if (equal(expected, found)) {
      return new Count(1, 1);
    }
    keep(expected, found);
    return new Count(1, 0);
  }

  private void countStep() throws TooManyStepsException {
    if (++steps > MOST_STEPS) {
      throw new TooManyStepsException();
    }
  }

  private Count objects(ObjectNode expected, ObjectNode found) throws TooManyStepsException {
    Set<String> names = new LinkedHashSet<>(expected.propertyNames());
    names.addAll(found.propertyNames());
    Count count = Count.NONE;
    for (String name : names) {
      count = count.plus(at(name, expected.get(name), found.get(name)));
    }
    return count;
  }

  private Count inOrder(JsonNode expected, JsonNode found) throws TooManyStepsException {
    Count count = Count.NONE;
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      count = count.plus(at(String.valueOf(i), expected.get(i), found.get(i)));
    }
    return count;
  }

  private Count at(String step, @Nullable JsonNode expected, @Nullable JsonNode found)
      throws TooManyStepsException {
    path.add(step);
    try {
      if (expected != null && found != null) {
        return compare(expected, found);
      }
      if (rules.ignores(path)) {
        return Count.NONE;
      }
      keep(expected, found);
      return new Count(leaves(expected == null ? found : expected), 0);
    } finally {
      path.remove(path.size() - 1);
    }
  }

  private Count matched(JsonNode expected, JsonNode found) throws TooManyStepsException {
    int[] partner = new int[expected.size()];
    boolean[] taken = new boolean[found.size()];
    equalFirst(expected, found, partner, taken);
    mostAlike(expected, found, partner, taken);
    Count count = Count.NONE;
    int next = 0;
    for (int i = 0; i < partner.length; i++) {
      if (partner[i] < 0) {
        while (next < taken.length && taken[next]) {
          next++;
        }
        if (next < taken.length) {
          taken[next] = true;
          partner[i] = next;
        }
      }
      JsonNode other = partner[i] < 0 ? null : found.get(partner[i]);
      count = count.plus(at(String.valueOf(i), expected.get(i), other));
    }
    for (int j = 0; j < taken.length; j++) {
      if (!taken[j]) {
        count = count.plus(at(String.valueOf(j), null, found.get(j)));
      }
    }
    return count;
  }

  // By a hash of the items, so that long lists of equal items take no more than reading them.
  private void equalFirst(JsonNode expected, JsonNode found, int[] partner, boolean[] taken)
      throws TooManyStepsException {
    Map<String, List<Integer>> places = new HashMap<>();
    for (int j = found.size() - 1; j >= 0; j--) {
      places.computeIfAbsent(key(found.get(j)), hash -> new ArrayList<>(1)).add(j);
    }
    for (int i = 0; i < partner.length; i++) {
      List<Integer> left = places.get(key(expected.get(i)));
      partner[i] = left == null || left.isEmpty() ? -1 : left.remove(left.size() - 1);
      if (partner[i] >= 0) {
        taken[partner[i]] = true;
      }
    }
  }

  private String key(JsonNode item) throws TooManyStepsException {
    countStep();
    return item.isContainer() ? ContentHash.of(item) : Json.write(item);
  }

  private void mostAlike(JsonNode expected, JsonNode found, int[] partner, boolean[] taken)
      throws TooManyStepsException {
    List<Integer> open = new ArrayList<>();
    for (int j = 0; j < taken.length; j++) {
      if (!taken[j]) {
        open.add(j);
      }
    }
    for (int i = 0; i < partner.length && !open.isEmpty(); i++) {
      if (partner[i] < 0) {
        int best = mostAlike(i, expected.get(i), found, open);
        if (best >= 0) {
          partner[i] = open.remove(best);
          taken[partner[i]] = true;
        }
      }
    }
  }

  // Where in the open places the item is that agrees most; -1 if none agrees at all.
  private int mostAlike(int place, JsonNode expected, JsonNode found, List<Integer> open)
      throws TooManyStepsException {
    int best = -1;
    double bestShare = 0;
    for (int k = 0; k < open.size() && bestShare < 1; k++) {
      double share = share(place, expected, found.get(open.get(k)));
      if (share > bestShare) {
        bestShare = share;
        best = k;
      }
    }
    return best;
  }

  private double share(int place, JsonNode expected, JsonNode found) throws TooManyStepsException {
    trying++;
    path.add(String.valueOf(place));
    try {
      return compare(expected, found).share();
    } finally {
      path.remove(path.size() - 1);
      trying--;
    }
  }

  private boolean equal(JsonNode expected, JsonNode found) {
    if (expected.equals(found)) {
      return true;
    }
    if (!expected.isNumber() || !found.isNumber()) {
      return false;
    }
    // By way of decimals, for a node gives no double for what is beyond their range.
    double one = expected.decimalValue().doubleValue();
    double other = found.decimalValue().doubleValue();
    double allowed = Math.max(rules.absolute(), rules.relative() * Math.abs(one));
    if (Double.isFinite(one) && allowed > 0 && Math.abs(one - other) <= allowed) {
      return true;
    }
    // Doubles tell nearly all apart; only equal ones need all their digits.
    return one == other && sameDigits(expected, found);
  }

  // A number of a million digits, or with an exponent of a billion, is not worth expanding.
  private static boolean sameDigits(JsonNode expected, JsonNode found) {
    BigDecimal one = expected.decimalValue();
    BigDecimal other = found.decimalValue();
    boolean small = Math.abs((long) one.scale() - other.scale()) < 1_000;
    return small && one.compareTo(other) == 0;
  }

  private void keep(@Nullable JsonNode expected, @Nullable JsonNode found) {
    if (trying == 0 && differences.size() < MOST_KEPT) {
      differences.add(new Difference(PathPattern.pointer(path), expected, found));
    }
  }

  private long leaves(@Nullable JsonNode node) throws TooManyStepsException {
    if (node == null) {
      return 0;
    }
    countStep();
    if (!node.isContainer() || node.isEmpty()) {
      return 1;
    }
    long leaves = 0;
    for (JsonNode item : node.values()) {
      leaves += leaves(item);
    }
    return leaves;
  }
}
