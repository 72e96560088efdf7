package dev.assay.core.suite;

import dev.assay.core.config.Node;
import dev.assay.core.config.NodeReader;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@code --set key=value} to a suite before it is bound, so that an override is checked as
 * the file is. A key is a path: {@code gate.golden.min_coverage}, {@code dataset.0}; an evaluator
 * is found by its name or alias too, and then stands for its parameters: {@code
 * evaluators.rouge-l.threshold}.
 */
final class Overrides {

  private static final int DEEPEST = 20;

  private final String option;
  private final List<String> path;
  private final Location at;
  private final Node value;

  private Overrides(String override, List<Problem> problems) {
    this.option = "--set " + override;
    this.at = Location.ofFile(option);
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new InvalidInputException(
          Problem.of("--set", override, "key=value, such as concurrency=10"));
    }
    this.path = List.of(override.substring(0, equals).split("\\.", -1));
    if (path.size() > DEEPEST || path.stream().anyMatch(String::isBlank)) {
      throw new InvalidInputException(
          Problem.of("--set", override, "a key such as gate.golden.min_coverage before the ="));
    }
    this.value = NodeReader.readValue(override.substring(equals + 1), option, problems);
  }

  static Node apply(Node root, List<String> overrides, List<Problem> problems) {
    Node changed = root;
    for (String override : overrides) {
      try {
        Overrides each = new Overrides(override, problems);
        changed = each.put(changed, 0, "");
      } catch (InvalidInputException e) {
        problems.addAll(e.problems());
      }
    }
    return changed;
  }

  private Node put(@Nullable Node node, int depth, String parent) {
    if (depth == path.size()) {
      return value;
    }
    String key = path.get(depth);
    if (node == null || node.empty()) {
      return put(new Node.Mapping(at, new LinkedHashMap<>()), depth, parent);
    }
    if (node instanceof Node.Mapping mapping) {
      LinkedHashMap<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
      Node.Entry old = entries.get(key);
      Node changed = put(old == null ? null : old.value(), depth + 1, key);
      entries.put(key, new Node.Entry(old == null ? at : old.keyAt(), changed));
      return new Node.Mapping(mapping.at(), entries);
    }
    if (node instanceof Node.Sequence sequence) {
      return put(sequence, depth, parent);
    }
    throw new InvalidInputException(
        new Problem(
            at,
            String.join(".", path.subList(0, depth)),
            node.shown(),
            "keys with values, for " + key + " to be set in",
            null));
  }

  private Node put(Node.Sequence sequence, int depth, String parent) {
    String key = path.get(depth);
    List<Node> items = new ArrayList<>(sequence.items());
    boolean evaluators = depth == 1 && parent.equals("evaluators");
    int index = key.matches("[0-9]{1,6}") ? Integer.parseInt(key) : -1;
    if (index >= 0 && index <= items.size()) {
      Node changed = put(index < items.size() ? items.get(index) : null, depth + 1, key);
      if (index < items.size()) {
        items.set(index, changed);
      } else {
        items.add(changed);
      }
      return new Node.Sequence(sequence.at(), items);
    }
    if (evaluators && index < 0) {
      for (int i = 0; i < items.size(); i++) {
        String name = nameOf(items.get(i), key);
        if (name != null) {
          items.set(i, putParameters(items.get(i), name, depth));
          return new Node.Sequence(sequence.at(), items);
        }
      }
    }
    String expected =
        "an index from 0 to "
            + items.size()
            + (evaluators ? ", or the name of one of the evaluators" : "");
    throw new InvalidInputException(
        new Problem(at, String.join(".", path.subList(0, depth + 1)), null, expected, null));
  }

  // The registry's name of the evaluator in the item, if it is the one called key.
  private static @Nullable String nameOf(Node item, String key) {
    if (item instanceof Node.Scalar scalar) {
      return scalar.written().asString("").equals(key) ? key : null;
    }
    if (!(item instanceof Node.Mapping mapping)) {
      return null;
    }
    for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
      if (!EvaluatorBinder.BESIDE.contains(entry.getKey())) {
        String alias = alias(mapping, entry.getValue().value());
        return key.equals(alias == null ? entry.getKey() : alias) ? entry.getKey() : null;
      }
    }
    return null;
  }

  private static @Nullable String alias(Node.Mapping item, Node parameters) {
    Node.Entry beside = item.entries().get("name");
    if (beside == null && parameters instanceof Node.Mapping inside) {
      beside = inside.entries().get("name");
    }
    return beside != null && beside.value() instanceof Node.Scalar scalar
        ? scalar.written().asString("")
        : null;
  }

  private Node putParameters(Node item, String name, int depth) {
    LinkedHashMap<String, Node.Entry> entries = new LinkedHashMap<>();
    Location keyAt = item.at();
    Node parameters = null;
    if (item instanceof Node.Mapping mapping) {
      entries.putAll(mapping.entries());
      Node.Entry old = entries.get(name);
      if (old != null) {
        keyAt = old.keyAt();
        parameters = old.value();
      }
    }
    entries.put(name, new Node.Entry(keyAt, put(parameters, depth + 1, name)));
    return new Node.Mapping(item.at(), entries);
  }
}
