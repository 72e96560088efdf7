package dev.assay.server.engine;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluation.StoredScores;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.summary.SliceSummary;
import dev.assay.monitor.watch.BaselineSource;
import dev.assay.monitor.watch.History.Level;
import dev.assay.monitor.watch.WatchedMeasure;
import dev.assay.stats.interval.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What runs said of an evaluator of the same version. */
final class RunLevels {

  private static final int MOST_RUNS = 50;

  private final Path runs;

  RunLevels(Path runs) {
    this.runs = runs;
  }

  Optional<Level> level(BaselineSource source, WatchedMeasure measure, String version) {
    if (source instanceof BaselineSource.Run run) {
      // A run's id is a folder's name; anything else is none of ours.
      Path folder = runs.resolve(run.id()).normalize();
      return runs.equals(folder.getParent())
          ? level(folder, Optional.empty(), measure, version)
          : Optional.empty();
    }
    for (Path folder : latest()) {
      Optional<Level> golden = level(folder, Optional.of(Partition.GOLDEN), measure, version);
      if (golden.isPresent()) {
        return golden;
      }
    }
    return Optional.empty();
  }

  // Names of run folders begin with the time.
  private List<Path> latest() {
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(Files::isDirectory)
          .sorted(Comparator.reverseOrder())
          .limit(MOST_RUNS)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<Level> level(
      Path folder, Optional<Partition> partition, WatchedMeasure measure, String version) {
    try {
      Optional<SliceSummary> slice =
          StoredScores.readWhole(folder)
              .run()
              .map(EvaluationResult::summary)
              .flatMap(
                  summary ->
                      partition.isEmpty()
                          ? Optional.of(summary.overall())
                          : summary.of(partition.get()));
      return slice
          .flatMap(each -> estimate(each, measure, version))
          .map(estimate -> StoreHistory.level(estimate, "run " + folder.getFileName()));
    } catch (InvalidInputException e) {
      // A folder that is no run, or a broken one, is nothing to compare with.
      return Optional.empty();
    }
  }

  private static Optional<Estimate> estimate(
      SliceSummary slice, WatchedMeasure measure, String version) {
    return slice.evaluators().stream()
        .filter(each -> each.name().equals(measure.evaluator()) && each.version().equals(version))
        .findFirst()
        .flatMap(
            each ->
                switch (measure.kind()) {
                  case MEAN -> Optional.ofNullable(each.mean());
                  case PASS_RATE -> Optional.ofNullable(each.passRate());
                  default -> Optional.empty();
                });
  }
}
