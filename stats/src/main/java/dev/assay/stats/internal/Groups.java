package dev.assay.stats.internal;

import java.util.HashMap;
import java.util.Map;

/** Numbers of groups. */
public final class Groups {

  private Groups() {}

  /**
   * The same groups numbered from 0 without gaps, in the order they first appear, whatever numbers
   * they had.
   */
  public static int[] dense(int[] groupOf) {
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
