package dev.assay.core.suite;

import static java.util.Objects.requireNonNull;

import dev.assay.core.config.ConfigText;
import dev.assay.core.config.Node;
import dev.assay.core.config.NodeReader;
import dev.assay.core.config.Problems;
import dev.assay.core.config.Variables;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads suite files: YAML, or JSON if the name ends in {@code .json}.
 *
 * <p>Reports every mistake at once, each with its line and column and the nearest valid key. The
 * keys are described in {@code docs/suites.md}. Nothing is opened but the suite: that datasets can
 * be read and targets work is found by running it.
 *
 * @since 0.1
 */
public final class SuiteReader {

  private final EvaluatorRegistry registry;
  private final List<String> targetKinds;

  private SuiteReader(EvaluatorRegistry registry, List<String> targetKinds) {
    this.registry = requireNonNull(registry, "registry");
    this.targetKinds = List.copyOf(targetKinds);
  }

  /** A reader that knows these evaluators and kinds of targets. */
  public static SuiteReader of(EvaluatorRegistry registry, Targets targets) {
    return new SuiteReader(registry, targets.kinds());
  }

  /**
   * Reads a suite, with what is installed.
   *
   * @param file the suite file
   * @param overrides {@code key=value} each, as {@code --set} takes them; applied in order
   * @param environment what {@code ${NAME}} stands for
   * @throws InvalidInputException with every mistake
   */
  public static Suite read(Path file, List<String> overrides, Map<String, String> environment) {
    return of(EvaluatorRegistry.installed(), Targets.installed())
        .readSuite(file, overrides, environment);
  }

  /**
   * Reads a suite, with what is installed, no overrides and an empty environment.
   *
   * @throws InvalidInputException with every mistake
   */
  public static Suite read(Path file) {
    return read(file, List.of(), Map.of());
  }

  /**
   * Reads a suite with what this reader knows.
   *
   * @throws InvalidInputException with every mistake
   */
  public Suite readSuite(Path file, List<String> overrides, Map<String, String> environment) {
    List<Problem> problems = new ArrayList<>();
    Node root = NodeReader.read(ConfigText.read(file, "suite"), file.toString(), problems);
    if (root == null || root.empty()) {
      throw new InvalidInputException(
          new Problem(Location.ofFile(file.toString()), "suite", "an empty file", "a suite", null));
    }
    Node overridden = Overrides.apply(root, overrides, problems);
    Variables variables = new Variables(environment, problems);
    Node meant = variables.expand(overridden);
    Path parent = file.getParent();
    Path folder = parent == null ? Path.of("") : parent;
    SuiteBuilder builder =
        new SuiteBinder(registry, targetKinds, folder, problems)
            .bind(meant, stem(file))
            .orElse(null);
    Problems.throwIfAny(problems);
    requireNonNull(builder, "builder");
    Node.Mapping written = (Node.Mapping) meant;
    return builder
        .environment(new Environment(environment, variables.used()))
        .file(file, written.written(), new Places(meant))
        .build();
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
