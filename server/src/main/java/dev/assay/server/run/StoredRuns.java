package dev.assay.server.run;

import static java.util.Objects.requireNonNull;

import dev.assay.core.comparison.ComparisonSettings;
import dev.assay.core.comparison.RunComparison;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluation.Regate;
import dev.assay.core.evaluation.StoredScores;
import dev.assay.core.gate.BaselineSource;
import dev.assay.core.gate.GateResult;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.ComparisonInput;
import dev.assay.core.report.SharedExample;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.trend.RunHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs in a folder.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public final class StoredRuns {

  /** Of journals: what is larger is read from its report, not from here. */
  static final long LARGEST = 256L << 20;

  private static final int KEPT_RESULTS = 4;
  private static final int KEPT_COMPARISONS = 4;
  private static final int KEPT_SCORES = 100;
  private static final int KEPT_HISTORIES = 8;

  private final Path folder;
  private final Map<Path, Kept> headers = new ConcurrentHashMap<>();
  private final Recent<Stamp, EvaluationResult> results = new Recent<>(KEPT_RESULTS);
  private final Recent<Stamp, StoredScores> scores = new Recent<>(KEPT_SCORES);
  private final Recent<List<Stamp>, RunHistory> histories = new Recent<>(KEPT_HISTORIES);
  private final Recent<List<Stamp>, SideBySide> comparisons = new Recent<>(KEPT_COMPARISONS);

  private record Kept(Stamp stamp, @Nullable StoredRun run) {}

  /** The runs in {@code folder}, which need not be there yet. */
  public StoredRuns(Path folder) {
    this.folder = requireNonNull(folder, "folder");
  }

  /**
   * What is in the folder.
   *
   * @param runs the latest first
   * @param unreadable folders that hold a run which cannot be read
   */
  public record Listing(List<StoredRun> runs, List<String> unreadable) {

    /** Copies the lists. */
    public Listing {
      runs = List.copyOf(runs);
      unreadable = List.copyOf(unreadable);
    }

    /** The runs of one suite. */
    public List<StoredRun> of(String suite) {
      return runs.stream().filter(run -> run.header().suite().equals(suite)).toList();
    }
  }

  /**
   * Two runs held against each other.
   *
   * @param comparison what came of it
   * @param examples those that both have, what got worse first
   * @param gate what the candidate's gate says of it against this base; null where it cannot be
   *     asked
   * @param ungated why it cannot be asked; null where it can
   */
  public record SideBySide(
      RunComparison comparison,
      List<SharedExample> examples,
      @Nullable GateResult gate,
      @Nullable String ungated) {

    /** Copies the examples. */
    public SideBySide {
      examples = List.copyOf(examples);
    }
  }

  /** All there are. */
  public Listing list() {
    List<StoredRun> runs = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    List<Path> paths = folders();
    headers.keySet().retainAll(paths);
    for (Path path : paths) {
      Stamp stamp = Stamp.ofHeader(path).orElse(null);
      if (stamp == null) {
        continue;
      }
      Kept kept = headers.get(path);
      if (kept == null || !kept.stamp().equals(stamp)) {
        kept = new Kept(stamp, read(path).orElse(null));
        headers.put(path, kept);
      }
      if (kept.run() == null) {
        unreadable.add(String.valueOf(path.getFileName()));
      } else {
        runs.add(kept.run());
      }
    }
    runs.sort(
        Comparator.comparing((StoredRun run) -> run.header().startedAt())
            .thenComparing(StoredRun::folder)
            .reversed());
    return new Listing(runs, unreadable);
  }

  private List<Path> folders() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !Files.isSymbolicLink(file)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      // There is no such folder before the first run.
      return List.of();
    }
  }

  private static Optional<StoredRun> read(Path path) {
    try (RunDirectory run = RunDirectory.open(path)) {
      return Optional.of(StoredRun.of(path, run));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  /** The run in the folder of this name; only names that are in the folder lead anywhere. */
  public Optional<StoredRun> find(String name) {
    return list().runs().stream().filter(run -> run.folder().equals(name)).findFirst();
  }

  /** How many results a run has written. */
  public long written(StoredRun run) {
    try (Stream<String> lines =
        Files.lines(run.path().resolve(RunDirectory.RESULTS_FILE), StandardCharsets.ISO_8859_1)) {
      return lines.count();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** When a run wrote something last. */
  public Instant changed(StoredRun run) {
    return Stamp.of(run.path())
        .map(
            stamp ->
                stamp.headerChanged().compareTo(stamp.resultsChanged()) > 0
                    ? stamp.headerChanged()
                    : stamp.resultsChanged())
        .map(FileTime::toInstant)
        .orElse(Instant.EPOCH);
  }

  /**
   * A run with its results, numbers and gate, decided again by its own policy.
   *
   * @throws InvalidInputException if its journal cannot be read, or is larger than fits here
   */
  public EvaluationResult results(StoredRun run) {
    Stamp stamp = stamp(run);
    return results.get(stamp, () -> Regate.of(run.path()).decide());
  }

  /**
   * Runs of one suite in order of time.
   *
   * @param runs at least one, of the same suite
   * @throws InvalidInputException if none of them can be read
   */
  public RunHistory history(List<StoredRun> runs) {
    List<Stamp> stamps = runs.stream().flatMap(run -> Stamp.of(run.path()).stream()).toList();
    return histories.get(stamps, () -> RunHistory.of(stored(runs), List.of()));
  }

  private List<RunHistory.Stored> stored(List<StoredRun> runs) {
    List<RunHistory.Stored> stored = new ArrayList<>();
    InvalidInputException wrong = null;
    for (StoredRun run : runs) {
      try {
        stored.add(new RunHistory.Stored(run.folder(), scores(run).scores()));
      } catch (InvalidInputException e) {
        wrong = e;
      }
    }
    if (stored.isEmpty() && wrong != null) {
      throw wrong;
    }
    return stored;
  }

  private StoredScores scores(StoredRun run) {
    return scores.get(stamp(run), () -> StoredScores.read(run.path()));
  }

  /**
   * Holds a run against another.
   *
   * @throws InvalidInputException if one of them cannot be read, or they share nothing
   */
  public SideBySide compare(StoredRun base, StoredRun candidate) {
    List<Stamp> stamps = List.of(stamp(base), stamp(candidate));
    return comparisons.get(stamps, () -> compared(base, candidate));
  }

  private SideBySide compared(StoredRun base, StoredRun candidate) {
    EvaluationResult before = results(base);
    EvaluationResult now = results(candidate);
    RunComparison comparison =
        RunComparison.of(before.scores(), now.scores(), ComparisonSettings.DEFAULT);
    List<SharedExample> examples =
        SharedExample.of(
            new ComparisonInput(
                comparison,
                before.scores(),
                now.scores(),
                before.reportInput(),
                now.reportInput()));
    try {
      GateResult gate =
          Regate.of(candidate.path())
              .baseline(BaselineSource.of(base.path().toAbsolutePath().toString()))
              .decide()
              .gate();
      return new SideBySide(comparison, examples, gate, null);
    } catch (InvalidInputException e) {
      return new SideBySide(comparison, examples, null, e.problems().get(0).message());
    }
  }

  private static Stamp stamp(StoredRun run) {
    Stamp stamp = Stamp.of(run.path()).orElse(null);
    if (stamp == null) {
      throw new InvalidInputException(
          Problem.of("run", Printable.line(run.folder(), 200), "a folder that is still there"));
    }
    if (stamp.results() > LARGEST) {
      throw new InvalidInputException(
          Problem.of(
                  "run",
                  (stamp.results() >> 20) + " MB of results",
                  "at most " + (LARGEST >> 20) + " MB to be shown here")
              .next("open the report in its folder, or read it with assay report"));
    }
    return stamp;
  }
}
