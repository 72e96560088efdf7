package dev.assay.server.web.datasets;

import dev.assay.core.dataset.GoldenLock;
import dev.assay.core.dataset.GoldenViolation;
import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.lint.SizeGuidance;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset file is, at a glance.
 *
 * @param name the file's
 * @param loaded what is in it; null if it cannot be read
 * @param counts how many examples each partition has
 * @param violations in what the golden set is not the one that was approved
 * @param approved what the lock says; null if it says nothing of the file
 * @param problems why it cannot be read, or its lock cannot
 */
record Known(
    String name,
    @Nullable LoadedDataset loaded,
    Map<Partition, Integer> counts,
    List<GoldenViolation> violations,
    GoldenLock.@Nullable Approved approved,
    List<Problem> problems) {

  /** A file as it is read. */
  static Known of(Path file, Supplier<LoadedDataset> read) {
    String name = String.valueOf(file.getFileName());
    LoadedDataset loaded = null;
    Map<Partition, Integer> counts = new EnumMap<>(Partition.class);
    List<GoldenViolation> violations = List.of();
    GoldenLock.Approved approved = null;
    List<Problem> problems = new ArrayList<>();
    try {
      loaded = read.get();
      for (Partition partition : Partition.values()) {
        counts.put(partition, loaded.dataset().of(partition).size());
      }
      violations = GoldenLock.check(loaded);
      approved = GoldenLock.approved(file).orElse(null);
    } catch (InvalidInputException e) {
      problems.addAll(e.problems());
    }
    return new Known(name, loaded, counts, violations, approved, problems);
  }

  int count(Partition partition) {
    return counts.getOrDefault(partition, 0);
  }

  int all() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  Optional<SizeGuidance> guidance(Partition partition) {
    return SizeGuidance.of(partition);
  }

  /** The golden set in a word. */
  String golden() {
    if (!problems.isEmpty()) {
      return "unreadable";
    }
    if (count(Partition.GOLDEN) == 0 && violations.isEmpty()) {
      return "none";
    }
    return violations.isEmpty() ? "approved" : "not as approved";
  }

  String goldenState() {
    return switch (golden()) {
      case "approved" -> "state-good";
      case "none" -> "state-quiet";
      default -> "state-bad";
    };
  }
}
