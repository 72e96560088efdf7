package dev.assay.core.evaluation;

import dev.assay.core.comparison.RunScores;
import dev.assay.core.gate.BaselineSource;
import dev.assay.core.gate.GateBaseline;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the run that a gate compares with. */
final class Baselines {

  private static final int MOST_RUNS = 10_000;

  private final String suite;
  private final List<Path> folders;
  private final Map<String, String> environment;
  private @Nullable String own;

  /**
   * Of a suite of this name.
   *
   * @param folders what relative paths are relative to, the first that has them
   */
  Baselines(String suite, List<Path> folders, Map<String, String> environment) {
    this.suite = suite;
    this.folders = folders;
    this.environment = environment;
  }

  /** Does not take the run of this id for its own baseline. */
  Baselines without(@Nullable String run) {
    this.own = run;
    return this;
  }

  /**
   * The baseline of {@code gate}, if it compares at all.
   *
   * @param required whether a person named it on the command line: a file that is not there is then
   *     refused, and a branch without a run holds the run up everywhere
   * @throws InvalidInputException if it is required and not there, or it cannot be read
   */
  GateBaseline of(GateConfig gate, boolean required) {
    if (gate.comparing().isEmpty() || gate.baseline().isEmpty()) {
      return GateBaseline.none(GateBaseline.UNNAMED.missing(), inCi());
    }
    BaselineSource source = gate.baseline().get();
    Path path = place(source);
    if (source.branch() != null) {
      Path latest = Files.isDirectory(path) ? latest(path, source.branch()) : null;
      return latest == null ? missing(source, required) : read(latest);
    }
    return Files.exists(path) ? read(path) : missing(source, required);
  }

  /**
   * Refuses a baseline that has none of the examples.
   *
   * @throws InvalidInputException if it shares none of {@code ids}
   */
  static void checkShared(GateBaseline baseline, Set<String> ids) {
    RunScores scores = baseline.scores();
    if (scores != null && scores.examples().stream().noneMatch(e -> ids.contains(e.id()))) {
      throw new InvalidInputException(
          Problem.of(
              "baseline",
              "run " + scores.run().id(),
              "a run that shares examples with this one; it has "
                  + scores.examples().size()
                  + " and none of these"));
    }
  }

  private Path place(BaselineSource source) {
    try {
      Path path = Path.of(source.path());
      return folders.stream()
          .map(folder -> folder.resolve(path))
          .filter(Files::exists)
          .findFirst()
          .orElse(path);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          Problem.of("baseline", source.path(), "the path of a run or a baseline file"), e);
    }
  }

  private GateBaseline read(Path path) {
    RunScores scores = StoredScores.read(path).scores();
    if (scores.run().id().equals(own)) {
      throw new InvalidInputException(
          Problem.of("baseline", path, "another run than the one that is decided"));
    }
    return GateBaseline.of(scores);
  }

  private GateBaseline missing(BaselineSource source, boolean required) {
    String branch = source.branch();
    String path = folders.get(0).resolve(Path.of(source.path())).toString();
    String make;
    if (branch != null) {
      make = "on " + branch + ", assay run SUITE --output " + path + "/NAME";
    } else if (source.path().endsWith(".jsonl")) {
      make = "assay baseline save RUN " + path;
    } else {
      make = "assay run SUITE --output " + path;
    }
    String what =
        branch == null
            ? path + " is not there"
            : "no complete run of " + suite + " on " + branch + " is in " + path;
    if (required && branch == null) {
      throw new InvalidInputException(
          Problem.of("--baseline", source.words(), "a run or a baseline file; " + what)
              .next(make + " makes one"));
    }
    return GateBaseline.none(
        "there is no baseline: " + what + "; " + make + " makes one", required || inCi());
  }

  private boolean inCi() {
    String ci = environment.getOrDefault("CI", "");
    return !List.of("", "0", "false").contains(ci);
  }

  private @Nullable Path latest(Path folder, String branch) {
    Path latest = null;
    RunHeader newest = null;
    for (Path path : runs(folder)) {
      RunHeader header = header(path, branch);
      if (header != null && (newest == null || header.startedAt().isAfter(newest.startedAt()))) {
        newest = header;
        latest = path;
      }
    }
    return latest;
  }

  private static List<Path> runs(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> Files.isRegularFile(p.resolve(RunDirectory.HEADER_FILE)))
          .sorted()
          .limit(MOST_RUNS)
          .toList();
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("baseline", folder, "a folder that can be read").next(e.toString()), e);
    }
  }

  // A folder in which one run is broken still has a latest one.
  private @Nullable RunHeader header(Path path, String branch) {
    try (RunDirectory directory = RunDirectory.open(path)) {
      RunHeader header = directory.header();
      boolean fits =
          header.status() == RunStatus.COMPLETE
              && header.suite().equals(suite)
              && !header.id().equals(own)
              && branch.equals(RunSections.branch(directory.sections()));
      return fits ? header : null;
    } catch (InvalidInputException e) {
      return null;
    }
  }
}
