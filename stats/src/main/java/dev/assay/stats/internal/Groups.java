package dev.assay.stats.internal;

import java.util.HashMap;
import java.util.Map;

/** Numbers of groups. */
public final class Groups {

  private static final long MOST_TABLE = 1L << 30;

  private Groups() {}

  /**
   * The same groups numbered from 0 without gaps, in the order they first appear, whatever numbers
   * they had.
   */
  public static int[] dense(int[] groupOf) {
    if (groupOf.length == 0) {
      return new int[0];
    }
    int least = groupOf[0];
    int greatest = groupOf[0];
    for (int group : groupOf) {
      least = Math.min(least, group);
      greatest = Math.max(greatest, group);
    }
    // A table, unless most of it would stay empty: boxed keys cost ten times the time and memory.
    long span = (long) greatest - least + 1;
    return span <= Math.min(4L * groupOf.length, MOST_TABLE)
        ? byTable(groupOf, least, (int) span)
        : byKey(groupOf);
  }

  private static int[] byTable(int[] groupOf, int least, int span) {
    int[] numbers = new int[span];
    int[] dense = new int[groupOf.length];
    int count = 0;
    for (int i = 0; i < dense.length; i++) {
      int at = groupOf[i] - least;
      if (numbers[at] == 0) {
        numbers[at] = ++count;
      }
      dense[i] = numbers[at] - 1;
    }
    return dense;
  }

  private static int[] byKey(int[] groupOf) {
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] dense = new int[groupOf.length];
    for (int i = 0; i < dense.length; i++) {
      Integer known = numbers.putIfAbsent(groupOf[i], numbers.size());
      dense[i] = known == null ? numbers.size() - 1 : known;
    }
    return dense;
  }

  /** How many groups there are, numbered from 0 without gaps. */
  public static int count(int[] dense) {
    int count = 0;
    for (int group : dense) {
      count = Math.max(count, group + 1);
    }
    return count;
  }

  /** Every item in a group of its own. */
  public static int[] singletons(int n) {
    int[] groups = new int[n];
    for (int i = 0; i < n; i++) {
      groups[i] = i;
    }
    return groups;
  }
}
