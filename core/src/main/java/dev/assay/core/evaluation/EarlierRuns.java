package dev.assay.core.evaluation;

import dev.assay.core.comparison.RunScores;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunHeader;
import dev.assay.core.trend.RunHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs of a suite that lie beside one of them, for its report: few and small enough that a
 * report takes little longer for them. What cannot be read is passed over; {@code assay trend} says
 * what and why.
 */
final class EarlierRuns {

  /** With the run itself. */
  static final int MOST_RUNS = 20;

  private static final int MOST_FOLDERS = 1_000;
  private static final long MOST_BYTES = 96L << 20;

  private record Found(Path path, RunHeader header) {}

  private EarlierRuns() {}

  /** The history that ends with {@code run}; empty where no earlier run lies beside it. */
  static Optional<RunHistory> upTo(Path directory, RunScores run) {
    Path own = directory.toAbsolutePath().normalize();
    if (own.getParent() == null) {
      return Optional.empty();
    }
    List<RunHistory.Stored> stored = new ArrayList<>(read(own, run.run()));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    stored.add(new RunHistory.Stored(name(own), run));
    return Optional.of(RunHistory.of(stored, List.of()));
  }

  private static List<RunHistory.Stored> read(Path own, RunScores.Run run) {
    List<Found> chosen = new ArrayList<>();
    long bytes = 0;
    for (Found found : earlier(own, run)) {
      bytes += size(found.path());
      if (chosen.size() + 1 == MOST_RUNS || bytes > MOST_BYTES) {
        break;
      }
      chosen.add(found);
    }
    return chosen.parallelStream().flatMap(found -> scores(found).stream()).toList();
  }

  // The latest first.
  private static List<Found> earlier(Path own, RunScores.Run run) {
    try (Stream<Path> beside = Files.list(own.resolveSibling("."))) {
      return beside
          .map(path -> path.toAbsolutePath().normalize())
          .filter(path -> !path.equals(own))
          .filter(path -> Files.isRegularFile(path.resolve(RunDirectory.HEADER_FILE)))
          .limit(MOST_FOLDERS)
          .flatMap(path -> header(path).stream())
          .filter(found -> found.header().suite().equals(run.suite()))
          .filter(found -> found.header().startedAt().isBefore(run.startedAt()))
          .sorted(
              Comparator.comparing((Found found) -> found.header().startedAt())
                  .thenComparing(Found::path)
                  .reversed())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static Optional<Found> header(Path path) {
    try (RunDirectory run = RunDirectory.open(path)) {
      return Optional.of(new Found(path, run.header()));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static Optional<RunHistory.Stored> scores(Found found) {
    try {
      RunScores scores = StoredScores.read(found.path()).scores();
      return Optional.of(new RunHistory.Stored(name(found.path()), scores));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static long size(Path run) {
    try {
      return Files.size(run.resolve(RunDirectory.RESULTS_FILE));
    } catch (IOException e) {
      return 0;
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
