package dev.assay.core.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which examples of two runs are the same.
 *
 * @param shared in both as they are, in the candidate's order
 * @param changed how many have the same id and ask or expect something else
 * @param onlyBase how many only the base has
 * @param onlyCandidate how many only the candidate has
 */
record Pairs(List<Pair> shared, int changed, int onlyBase, int onlyCandidate) {

  /** An example in both runs. */
  record Pair(ExampleScores base, ExampleScores candidate) {}

  static Pairs of(RunScores base, RunScores candidate) {
    Map<String, ExampleScores> there = new HashMap<>();
    base.examples().forEach(example -> there.put(example.id(), example));
    List<Pair> shared = new ArrayList<>();
    int changed = 0;
    int onlyCandidate = 0;
    for (ExampleScores example : candidate.examples()) {
      ExampleScores before = there.remove(example.id());
      if (before == null) {
        onlyCandidate++;
      } else if (before.hash().equals(example.hash())) {
        shared.add(new Pair(before, example));
      } else {
        changed++;
      }
    }
    return new Pairs(List.copyOf(shared), changed, there.size(), onlyCandidate);
  }
}
