package dev.assay.core.dataset.lint;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.json.ContentHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Finds examples with the same input, or nearly. */
final class DuplicateRule {

  private final double similarity;

  DuplicateRule(double similarity) {
    this.similarity = similarity;
  }

  List<Finding> check(List<Example> examples) {
    Map<String, List<Example>> same = new LinkedHashMap<>();
    for (Example example : examples) {
      same.computeIfAbsent(InputWords.sameness(example), key -> new ArrayList<>()).add(example);
    }
    List<Finding> findings = new ArrayList<>();
    List<Example> distinct = new ArrayList<>();
    for (List<Example> group : same.values()) {
      if (group.size() > 1) {
        findings.add(exact(group));
      }
      if (!InputWords.isGenerated(group.get(0))) {
        distinct.add(group.get(0));
      }
    }
    findings.addAll(near(distinct));
    return findings;
  }

  private List<Finding> near(List<Example> examples) {
    long[][] sets = new long[examples.size()][];
    for (int i = 0; i < sets.length; i++) {
      sets[i] = Words.of(InputWords.text(examples.get(i))).singlesAndPairs();
    }
    Clusters clusters = new Clusters(sets.length);
    new MinHash().similar(sets, similarity, (a, b) -> !clusters.joined(a, b), clusters::join);
    List<Finding> findings = new ArrayList<>();
    for (List<Integer> members : clusters.large()) {
      List<Example> group = members.stream().map(examples::get).toList();
      String how =
          String.format(
              Locale.ROOT,
              "nearly the same input (%.2f alike)",
              clusters.similarity(members.get(0)));
      boolean leak = partitions(group).size() > 1;
      findings.add(
          new Finding(
              leak ? LintRule.PARTITION_LEAK : LintRule.NEAR_DUPLICATE,
              Severity.WARNING,
              ids(group),
              leak ? how + " in " + names(group) : how + " within " + names(group),
              leak
                  ? "keep it in one partition, so that the others measure something else"
                  : "keep the best of them, or make them differ in what they test"));
    }
    return findings;
  }

  private static Finding exact(List<Example> group) {
    List<String> expectations =
        group.stream()
            .map(Example::expectedOutput)
            .filter(Objects::nonNull)
            .map(ContentHash::canonical)
            .distinct()
            .toList();
    if (expectations.size() > 1) {
      return new Finding(
          LintRule.CONFLICTING_EXPECTATIONS,
          Severity.ERROR,
          ids(group),
          "the same input with " + expectations.size() + " different expected outputs",
          "decide which is right; alternatives go into one expected_output as a list");
    }
    boolean leak = partitions(group).size() > 1;
    return new Finding(
        leak ? LintRule.PARTITION_LEAK : LintRule.DUPLICATE,
        Severity.WARNING,
        ids(group),
        "the same input " + (leak ? "in " : "within ") + names(group),
        leak
            ? "keep it in one partition, so that the others measure something else"
            : "keep one of them: the others count the same thing again");
  }

  private static List<String> ids(List<Example> group) {
    return group.stream().map(Example::id).toList();
  }

  private static List<Partition> partitions(List<Example> group) {
    return group.stream().map(Example::partition).distinct().sorted().toList();
  }

  private static String names(List<Example> group) {
    return partitions(group).stream().map(Partition::key).collect(Collectors.joining(" and "));
  }
}
