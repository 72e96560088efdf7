package dev.assay.core.dataset.lint;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.GoldenLock;
import dev.assay.core.dataset.GoldenViolation;
import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.Review;
import dev.assay.core.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What golden examples need beside being right: reviews, approval, and to be hard enough. */
final class GoldenRules {

  /** In how many runs an example must have passed every time to count as too easy. */
  private static final int ENOUGH_RUNS = 10;

  private GoldenRules() {}

  static List<Finding> reviews(List<Example> examples) {
    List<String> ids =
        examples.stream()
            .filter(e -> e.partition() == Partition.GOLDEN)
            .filter(e -> Review.people(e.reviews()) < GoldenLock.REVIEWERS)
            .map(Example::id)
            .toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Finding(
            LintRule.MISSING_REVIEW,
            Severity.ERROR,
            ids,
            ids.size() + " golden examples lack reviews by two different people",
            "let experts review them and add {by, at} of each to reviews"));
  }

  static List<Finding> lock(LoadedDataset loaded) {
    Map<GoldenViolation.Kind, List<GoldenViolation>> byKind = new LinkedHashMap<>();
    try {
      for (GoldenViolation violation : GoldenLock.check(loaded)) {
        if (violation.kind() != GoldenViolation.Kind.REVIEWS) {
          byKind.computeIfAbsent(violation.kind(), kind -> new ArrayList<>()).add(violation);
        }
      }
    } catch (InvalidInputException e) {
      return e.problems().stream()
          .map(p -> lockFinding(List.of(), p.next(null).message(), String.valueOf(p.next())))
          .toList();
    }
    List<Finding> findings = new ArrayList<>();
    byKind.forEach(
        (kind, violations) -> {
          List<String> ids =
              violations.stream().map(GoldenViolation::exampleId).filter(Objects::nonNull).toList();
          GoldenViolation first = violations.get(0);
          if (ids.isEmpty()) {
            violations.forEach(v -> findings.add(lockFinding(ids, v.what(), v.fix())));
          } else {
            findings.add(
                lockFinding(ids, ids.size() + " golden examples " + first.what(), first.fix()));
          }
        });
    return findings;
  }

  private static Finding lockFinding(List<String> ids, String reason, String fix) {
    return new Finding(LintRule.GOLDEN_LOCK, Severity.ERROR, ids, reason, fix);
  }

  static List<Finding> tooEasy(List<Example> examples, Map<String, PassHistory> history) {
    List<String> ids =
        examples.stream()
            .filter(e -> e.partition() == Partition.GOLDEN)
            .filter(
                e -> {
                  PassHistory past = history.get(e.id());
                  return past != null && past.runs() >= ENOUGH_RUNS && past.passed() == past.runs();
                })
            .map(Example::id)
            .toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Finding(
            LintRule.TOO_EASY,
            Severity.INFO,
            ids,
            ids.size() + " golden examples passed every time in " + ENOUGH_RUNS + " runs or more",
            "keep a few as a floor; replace the rest by cases that versions differ on"));
  }
}
