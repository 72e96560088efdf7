package dev.assay.core.dataset.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets of indices joined pair by pair. */
final class Clusters {

  private final int[] parents;
  private final double[] similarities;

  Clusters(int size) {
    parents = new int[size];
    similarities = new double[size];
    for (int i = 0; i < size; i++) {
      parents[i] = i;
      similarities[i] = 1;
    }
  }

  boolean joined(int a, int b) {
    return root(a) == root(b);
  }

  void join(int a, int b, double similarity) {
    int first = Math.min(root(a), root(b));
    int second = Math.max(root(a), root(b));
    similarities[first] = Math.min(similarity, Math.min(similarities[first], similarities[second]));
    parents[second] = first;
  }

  /** The lowest similarity by which members of this index's cluster were joined. */
  double similarity(int index) {
    return similarities[root(index)];
  }

  /** Clusters of two or more, in the order of their first members. */
  List<List<Integer>> large() {
    Map<Integer, List<Integer>> byRoot = new LinkedHashMap<>();
    for (int i = 0; i < parents.length; i++) {
      byRoot.computeIfAbsent(root(i), root -> new ArrayList<>()).add(i);
    }
    return byRoot.values().stream().filter(members -> members.size() > 1).toList();
  }

  private int root(int index) {
    int root = index;
    while (parents[root] != root) {
      root = parents[root];
    }
    int at = index;
    while (parents[at] != root) {
      int next = parents[at];
      parents[at] = root;
      at = next;
    }
    return root;
  }
}
