package dev.assay.core.suite;

import dev.assay.core.config.Node;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds nearer places for problems that were found after a file was read. A problem's subject is a
 * path of names; where these are keys below the place it has, it is moved there.
 */
final class Places {

  private final Node root;

  Places(Node root) {
    this.root = root;
  }

  /** The same problem at the nearest place its subject names. */
  Problem refine(Problem problem) {
    Location at = problem.location();
    Node.Mapping owner = at == null ? null : find(root, at);
    return owner == null ? problem : refine(owner, problem);
  }

  static Problem refine(Node.Mapping own, EvaluatorSpec spec, Problem problem) {
    String prefix = spec.evaluator() + ".";
    Problem inner =
        problem.subject().startsWith(prefix)
            ? new Problem(
                problem.location(),
                problem.subject().substring(prefix.length()),
                problem.value(),
                problem.expected(),
                problem.next())
            : problem;
    Location at = refine(own, inner).location();
    return problem.at(at);
  }

  private static Problem refine(Node.Mapping owner, Problem problem) {
    Node node = owner;
    Location at = problem.location();
    for (String name : List.of(problem.subject().split("[.\\[\\]]+"))) {
      if (node instanceof Node.Mapping mapping && mapping.entries().containsKey(name)) {
        node = mapping.entries().get(name).value();
        at = node.at();
      } else if (node instanceof Node.Sequence sequence && name.matches("[0-9]{1,6}")) {
        int index = Integer.parseInt(name);
        if (index < sequence.items().size()) {
          node = sequence.items().get(index);
          at = node.at();
        }
      }
    }
    // An unknown key is shown as the value of what does not know it.
    String value = problem.value();
    if (value != null && node instanceof Node.Mapping mapping) {
      Node.Entry key = mapping.entries().get(value);
      at = key == null ? at : key.keyAt();
    }
    return problem.at(at);
  }

  // The mapping that holds a key or begins at this place.
  private static Node.@Nullable Mapping find(Node node, Location at) {
    if (node instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries().values()) {
        if (entry.keyAt().equals(at) || entry.value().at().equals(at)) {
          return mapping;
        }
        Node.Mapping found = find(entry.value(), at);
        if (found != null) {
          return found;
        }
      }
    } else if (node instanceof Node.Sequence sequence) {
      for (Node item : sequence.items()) {
        Node.Mapping found = find(item, at);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
