package dev.assay.core.evaluation;

import dev.assay.core.comparison.Compared;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunHeader;
import dev.assay.core.trend.RunHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The history that a folder of runs holds.
 *
 * @param histories one per suite, by name
 * @param skipped folders that are no runs, with why
 * @param earlier how many runs were left out because they came before the last that were asked for
 * @since 0.1
 */
public record StoredHistory(List<RunHistory> histories, List<Skipped> skipped, int earlier) {

  /** Checks and copies the parts. */
  public StoredHistory {
    histories = List.copyOf(histories);
    skipped = List.copyOf(skipped);
  }

  /**
   * A folder that is no run.
   *
   * @param folder its name
   * @param why what is wrong with it
   */
  public record Skipped(String folder, String why) {}

  private record Found(Path path, RunHeader header) {}

  /** A run that was read, or why it was not. */
  private record Read(Optional<RunHistory.Stored> stored, Optional<Skipped> skipped) {}

  /**
   * Reads the runs in {@code folder}, each decided by its own policy.
   *
   * @param suites only these; empty for all
   * @param evaluators only these, {@code pass_rate} for the pass rate; empty for all
   * @param last of each suite, at most so many, the latest
   * @throws InvalidInputException if it is no folder, holds no run, or lacks a suite or evaluator
   */
  public static StoredHistory read(
      Path folder, List<String> suites, List<String> evaluators, int last) {
    List<Skipped> skipped = new ArrayList<>();
    Map<String, List<Found>> bySuite = bySuite(folder, skipped);
    for (String suite : suites) {
      if (!bySuite.containsKey(suite)) {
        throw new InvalidInputException(
            Problem.of("--suite", suite, "a suite with runs in " + folder)
                .next(Nearest.advice(suite, bySuite.keySet())));
      }
    }
    List<RunHistory> histories = new ArrayList<>();
    int earlier = 0;
    TreeSet<String> names = new TreeSet<>(List.of(Compared.PASS_RATE));
    for (Map.Entry<String, List<Found>> entry : bySuite.entrySet()) {
      if (!suites.isEmpty() && !suites.contains(entry.getKey())) {
        continue;
      }
      List<Found> runs = entry.getValue();
      runs.sort(Comparator.comparing(found -> found.header().startedAt()));
      int from = Math.max(0, runs.size() - last);
      earlier += from;
      List<RunHistory.Stored> stored = stored(runs.subList(from, runs.size()), skipped);
      if (!stored.isEmpty()) {
        stored.forEach(run -> run.scores().evaluators().forEach(e -> names.add(e.name())));
        RunHistory history = RunHistory.of(stored, evaluators);
        if (!history.measures().isEmpty()) {
          histories.add(history);
        }
      }
    }
    for (String evaluator : evaluators) {
      if (!names.contains(evaluator)) {
        throw new InvalidInputException(
            Problem.of("--evaluator", evaluator, "an evaluator of these runs")
                .next(Nearest.advice(evaluator, names)));
      }
    }
    return new StoredHistory(histories, skipped, earlier);
  }

  private static Map<String, List<Found>> bySuite(Path folder, List<Skipped> skipped) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          Problem.of("folder", folder, "a folder that holds run directories, such as runs"));
    }
    if (Files.isRegularFile(folder.resolve(RunDirectory.HEADER_FILE))) {
      throw new InvalidInputException(
          Problem.of("folder", folder, "a folder of runs, not a run itself")
              .next("give the folder it is in"));
    }
    Map<String, List<Found>> bySuite = new TreeMap<>();
    for (Path path : folders(folder)) {
      try (RunDirectory run = RunDirectory.open(path)) {
        RunHeader header = run.header();
        bySuite
            .computeIfAbsent(header.suite(), suite -> new ArrayList<>())
            .add(new Found(path, header));
      } catch (InvalidInputException e) {
        skipped.add(new Skipped(name(path), e.problems().get(0).message()));
      }
    }
    if (bySuite.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(
                  "folder",
                  folder,
                  skipped.isEmpty()
                      ? "run directories in it"
                      : "run directories in it; none of its folders is one")
              .next("assay run writes them to runs unless told otherwise"));
    }
    return bySuite;
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .filter(path -> !name(path).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("folder", folder, "a folder that can be read").next(e.toString()), e);
    }
  }

  private static List<RunHistory.Stored> stored(List<Found> runs, List<Skipped> skipped) {
    List<Read> read = runs.parallelStream().map(StoredHistory::read).toList();
    read.forEach(one -> one.skipped().ifPresent(skipped::add));
    return read.stream().flatMap(one -> one.stored().stream()).toList();
  }

  // A run whose journal cannot be read is left out by name; the others still make a history.
  private static Read read(Found found) {
    String name = name(found.path());
    try {
      RunHistory.Stored stored =
          new RunHistory.Stored(name, StoredScores.read(found.path()).scores());
      return new Read(Optional.of(stored), Optional.empty());
    } catch (InvalidInputException e) {
      return new Read(
          Optional.empty(), Optional.of(new Skipped(name, e.problems().get(0).message())));
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
