package dev.assay.core.evaluation;

import dev.assay.core.calibration.CalibrationFinding;
import dev.assay.core.calibration.CalibrationRequirement;
import dev.assay.core.gate.GateCalibrations;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateCriterion;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.suite.Suite;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds out whether evaluators were held against people as their suite requires. */
final class Calibrated {

  private Calibrated() {}

  /**
   * Checks the evaluators that the suite names, or those that a model judges, members of sets
   * included.
   *
   * @throws InvalidInputException with every one that lacks a calibration, or has one that is too
   *     old, of another version, or too bad
   */
  static void check(Suite suite, List<Instrument> instruments, Instant now) {
    CalibrationRequirement required = suite.calibration().orElse(null);
    if (required == null) {
      return;
    }
    List<Problem> problems =
        meant(required.evaluators(), instruments).stream()
            .flatMap(i -> required.check(i.path(), i.name(), i.version(), now).stream())
            .map(suite::placed)
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  /**
   * What there is for the criteria of a gate.
   *
   * @param folders what relative folders are relative to, the first that has them
   * @param now when the run started
   * @throws InvalidInputException if a file is no calibration
   */
  static GateCalibrations of(
      GateConfig gate, List<Instrument> instruments, List<Path> folders, Instant now) {
    Map<GateCriterion.Calibrated, List<CalibrationFinding>> findings = new LinkedHashMap<>();
    for (GateCriterion criterion : gate.criteria()) {
      if (criterion instanceof GateCriterion.Calibrated asked) {
        CalibrationRequirement required =
            new CalibrationRequirement(
                place(asked.folder(), folders),
                Duration.ofDays(asked.maxAgeDays()),
                asked.evaluators(),
                asked.trust(),
                null);
        findings.put(asked, findings(required, instruments, now));
      }
    }
    return new GateCalibrations(findings);
  }

  private static List<CalibrationFinding> findings(
      CalibrationRequirement required, List<Instrument> instruments, Instant now) {
    List<CalibrationFinding> found = new ArrayList<>();
    for (Instrument i : meant(required.evaluators(), instruments)) {
      found.add(required.find(i.path(), i.name(), i.version(), now));
    }
    for (String name : required.evaluators()) {
      if (instruments.stream().noneMatch(i -> i.path().equals(name))) {
        found.add(CalibrationFinding.notInRun(name));
      }
    }
    return found;
  }

  // A set is as good as the judges in it: each is meant where no evaluators are named.
  private static List<Instrument> meant(List<String> named, List<Instrument> instruments) {
    return instruments.stream()
        .filter(i -> named.isEmpty() ? i.judged() : named.contains(i.path()))
        .toList();
  }

  private static Path place(String folder, List<Path> folders) {
    try {
      Path path = Path.of(folder);
      return folders.stream()
          .map(from -> from.resolve(path))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseGet(() -> folders.get(0).resolve(path));
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          Problem.of("calibrated.folder", folder, "the path of a folder"), e);
    }
  }
}
