package dev.assay.core.suite;

import dev.assay.core.config.Node;
import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Partitions by their keys. */
final class PartitionKeys {

  private PartitionKeys() {}

  static Optional<Partition> of(Node.Scalar node, String subject, List<Problem> problems) {
    String key = node.meant().stringValue();
    return of(key, new Problem(node.at(), subject, node.shown(), "a partition", null), problems);
  }

  /** The partition that is a key below {@code path}. */
  static Optional<Partition> ofKey(
      String path, String key, Location at, List<String> also, List<Problem> problems) {
    Optional<Partition> found = Partition.ofKey(key);
    if (found.isEmpty()) {
      List<String> known = new ArrayList<>(Partition.keys());
      known.addAll(also);
      problems.add(
          new Problem(at, path + "." + key, null, "a partition", Nearest.advice(key, known)));
    }
    return found;
  }

  private static Optional<Partition> of(String key, Problem problem, List<Problem> problems) {
    Optional<Partition> found = Partition.ofKey(key);
    if (found.isEmpty()) {
      problems.add(problem.next(Nearest.advice(key, Partition.keys())));
    }
    return found;
  }
}
