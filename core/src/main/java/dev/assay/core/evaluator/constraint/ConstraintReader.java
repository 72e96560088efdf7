package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the named constraints of a suite, reporting every mistake in them. */
final class ConstraintReader {

  private final Path baseDirectory;

  ConstraintReader(Path baseDirectory) {
    this.baseDirectory = baseDirectory;
  }

  /**
   * Reads {@code {name: {kind: setting, option: value, …}, …}}.
   *
   * @throws InvalidInputException with every mistake; no constraint at all is one
   */
  List<Constraint> read(ObjectNode json) {
    if (json.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(ConstraintEvaluators.NAME, null, "at least one constraint")
              .next("such as {length: {words: {min: 20, max: 200}}}"));
    }
    List<Constraint> constraints = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      try {
        constraints.add(constraint(entry.getKey(), entry.getValue()));
      } catch (InvalidInputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return constraints;
  }

  private Constraint constraint(String name, JsonNode json) {
    String subject = ConstraintEvaluators.NAME + "." + name;
    if (!(json instanceof ObjectNode given) || given.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(subject, Json.write(json), "{kind: setting}")
              .next("kinds: " + String.join(", ", Kinds.names())));
    }
    Kind kind = kind(subject, given);
    Parameters values = Parameters.check(subject, kind.parameters(), given, null);
    Rule rule = kind.factory().create(new Settings(subject, kind.name(), values, baseDirectory));
    Applicability applicability =
        new Applicability(condition(subject, values, "when"), condition(subject, values, "unless"));
    FailureMode mode =
        values.optionalString("mode").flatMap(FailureMode::ofKey).orElse(kind.mode());
    String because = values.optionalString("because").map(text -> text + ": ").orElse("");
    return new Constraint(name, rule, applicability, mode, because);
  }

  private static Kind kind(String subject, ObjectNode given) {
    List<Kind> found = Kinds.ALL.stream().filter(kind -> given.has(kind.name())).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.size() > 1) {
      String names = String.join(", ", found.stream().map(Kind::name).toList());
      throw new InvalidInputException(
          Problem.of(subject, names, "one kind").next("give each a constraint of its own"));
    }
    Set<String> options = Kinds.optionNames();
    String unknown =
        given
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(key -> !options.contains(key))
            .findFirst()
            .orElse(null);
    throw new InvalidInputException(
        Problem.of(subject, unknown, "a kind of constraint")
            .next(Nearest.advice(unknown == null ? "" : unknown, Kinds.names())));
  }

  private static Applicability.@Nullable Condition condition(
      String subject, Parameters values, String name) {
    return values
        .json(name)
        .map(json -> Applicability.Condition.read(subject + "." + name, json))
        .orElse(null);
  }
}
