package dev.assay.core.evaluator.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The greatest number of pairs of which no two share a side.
 *
 * <p>Augmenting paths found breadth first, without recursion; at most left × edges steps. Source:
 * C. Berge, "Two theorems in graph theory", PNAS 43 (1957).
 */
final class BipartiteMatching {

  private static final int FREE = -1;

  private final List<List<Integer>> edges = new ArrayList<>();
  private final int[] leftOf;
  private final int[] rightOf;

  BipartiteMatching(int left, int right) {
    for (int i = 0; i < left; i++) {
      edges.add(new ArrayList<>());
    }
    leftOf = new int[right];
    rightOf = new int[left];
    Arrays.fill(leftOf, FREE);
    Arrays.fill(rightOf, FREE);
  }

  void edge(int left, int right) {
    edges.get(left).add(right);
  }

  /** Matches; gives the partner of each on the left, or -1. */
  int[] match() {
    for (int left = 0; left < rightOf.length; left++) {
      augment(left);
    }
    return rightOf.clone();
  }

  private void augment(int root) {
    int[] cameFrom = new int[leftOf.length];
    Arrays.fill(cameFrom, FREE);
    boolean[] seen = new boolean[leftOf.length];
    Deque<Integer> queue = new ArrayDeque<>(List.of(root));
    while (!queue.isEmpty()) {
      int left = queue.poll();
      for (int right : edges.get(left)) {
        if (!seen[right]) {
          seen[right] = true;
          cameFrom[right] = left;
          if (leftOf[right] == FREE) {
            turn(right, cameFrom);
            return;
          }
          queue.add(leftOf[right]);
        }
      }
    }
  }

  // Along the path found, what was unmatched is matched and the reverse.
  private void turn(int end, int[] cameFrom) {
    int right = end;
    while (right != FREE) {
      int left = cameFrom[right];
      int next = rightOf[left];
      rightOf[left] = right;
      leftOf[right] = left;
      right = next;
    }
  }
}
