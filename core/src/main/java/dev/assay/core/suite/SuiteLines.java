package dev.assay.core.suite;

import static java.util.Objects.requireNonNull;

import dev.assay.core.comparison.Compared;
import dev.assay.core.config.ConfigText;
import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.config.NodeReader;
import dev.assay.core.gate.GateCriterion;
import dev.assay.core.problem.InvalidInputException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * On which lines of a suite file things stand, for programs that point at them. The file is read as
 * it is now; nothing in it is checked.
 *
 * @since 0.1
 */
public final class SuiteLines {

  private final @Nullable Node root;

  private SuiteLines(@Nullable Node root) {
    this.root = root;
  }

  /** Reads {@code file}. Never fails: of a file that cannot be read, no line is known. */
  public static SuiteLines of(Path file) {
    requireNonNull(file, "file");
    try {
      return new SuiteLines(
          NodeReader.read(ConfigText.read(file, "suite"), file.toString(), new ArrayList<>()));
    } catch (InvalidInputException e) {
      return new SuiteLines(null);
    }
  }

  /**
   * The line, from 1, of the key that {@code path} leads to, such as {@code gate.golden.pass_rate}.
   * Where the last names of it stand nowhere, the line of the nearest key above; empty if not even
   * the first does.
   */
  public OptionalInt of(String path) {
    Node node = root;
    OptionalInt line = OptionalInt.empty();
    for (String name : path.split("\\.", -1)) {
      Node.Entry entry = node instanceof Node.Mapping mapping ? mapping.entries().get(name) : null;
      if (entry == null) {
        break;
      }
      line = OptionalInt.of(entry.keyAt().line());
      node = entry.value();
    }
    return line;
  }

  /**
   * The line, from 1, on which the gate's criterion of this name stands, such as {@code
   * all.no_regression.rouge-l}; of one that the file does not spell out, the nearest line above.
   */
  public OptionalInt criterion(String name) {
    Node gate = child(root, "gate");
    if (child(gate, "criteria") instanceof Node.Sequence list) {
      for (Node item : list.items()) {
        if (item instanceof Node.Mapping mapping && mapping.entries().size() == 1) {
          Map.Entry<String, Node.Entry> entry = mapping.entries().entrySet().iterator().next();
          if (name.equals(name(entry.getKey(), entry.getValue().value()))) {
            return OptionalInt.of(entry.getValue().keyAt().line());
          }
        }
      }
    }
    return of("gate." + name);
  }

  // As GateCriterion calls it.
  private static String name(String kind, Node settings) {
    String evaluator = text(settings, "evaluator", "");
    String rest =
        switch (kind) {
          case "no_regression", "improvement" ->
              kind + "." + (evaluator.isEmpty() ? Compared.PASS_RATE : evaluator);
          case "latency" -> GateCriterion.Latency.kind(quantile(settings));
          case "coverage" -> kind + (evaluator.isEmpty() ? "" : "." + evaluator);
          default -> kind;
        };
    return kind.equals("calibrated")
        ? kind + named(child(settings, "evaluators"))
        : text(settings, "partition", "all") + "." + rest;
  }

  private static String named(@Nullable Node evaluators) {
    List<Node> all =
        evaluators instanceof Node.Sequence list
            ? list.items()
            : evaluators == null ? List.of() : List.of(evaluators);
    String names =
        all.stream()
            .map(node -> node instanceof Node.Scalar scalar ? scalar.meant().asString("") : "")
            .collect(Collectors.joining("+"));
    return names.isEmpty() ? "" : "." + names;
  }

  private static double quantile(Node settings) {
    Node node = child(settings, "quantile");
    BigDecimal number = node == null ? null : Fields.number(node);
    return number == null ? 0.95 : number.doubleValue();
  }

  private static String text(Node node, String key, String fallback) {
    return child(node, key) instanceof Node.Scalar scalar && scalar.meant().isString()
        ? scalar.meant().stringValue()
        : fallback;
  }

  private static @Nullable Node child(@Nullable Node node, String key) {
    Node.Entry entry = node instanceof Node.Mapping mapping ? mapping.entries().get(key) : null;
    return entry == null ? null : entry.value();
  }
}
