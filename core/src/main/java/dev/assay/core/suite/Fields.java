package dev.assay.core.suite;

import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The keys of one mapping, being bound: every mistake is noted with its place. */
final class Fields {

  private final Node.Mapping mapping;
  private final String path;
  private final List<Problem> problems;

  private Fields(Node.Mapping mapping, String path, List<Problem> problems) {
    this.mapping = mapping;
    this.path = path;
    this.problems = problems;
  }

  /** The fields of {@code node}, which must be a mapping with no other keys than {@code known}. */
  static Optional<Fields> of(Node node, String path, List<String> known, List<Problem> problems) {
    return mapping(node, path, problems)
        .map(
            mapping -> {
              mapping
                  .entries()
                  .forEach(
                      (key, entry) -> {
                        if (!known.contains(key)) {
                          problems.add(unknown(path, key, known, entry.keyAt()));
                        }
                      });
              return new Fields(mapping, path, problems);
            });
  }

  /** {@code node} as a mapping. */
  static Optional<Node.Mapping> mapping(Node node, String path, List<Problem> problems) {
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(mapping);
    }
    problems.add(
        new Problem(
            node.at(), path.isEmpty() ? "suite" : path, node.shown(), "keys with values", null));
    return Optional.empty();
  }

  static Problem unknown(String path, String key, List<String> known, Location at) {
    String subject = path.isEmpty() ? key : path + "." + key;
    String expected = path.isEmpty() ? "a key of a suite" : "a key of " + path;
    return new Problem(at, subject, null, expected, Nearest.advice(key, known));
  }

  /** The value under {@code key}; one that is empty counts as not given. */
  Optional<Node> get(String key) {
    Node.Entry entry = mapping.entries().get(key);
    return entry == null || entry.value().empty() ? Optional.empty() : Optional.of(entry.value());
  }

  /** The value under {@code key}, whose absence is a mistake. */
  Optional<Node> require(String key, String expected) {
    Optional<Node> found = get(key);
    if (found.isEmpty()) {
      problems.add(new Problem(mapping.at(), subject(key), "missing", expected, null));
    }
    return found;
  }

  Optional<String> text(String key) {
    return get(key).flatMap(node -> text(node, subject(key), problems));
  }

  static Optional<String> text(Node node, String subject, List<Problem> problems) {
    if (node instanceof Node.Scalar scalar && scalar.meant().isString()) {
      return Optional.of(scalar.meant().stringValue());
    }
    problems.add(new Problem(node.at(), subject, node.shown(), "a string", null));
    return Optional.empty();
  }

  /** A list of strings, or one string. */
  List<Node.Scalar> texts(String key) {
    return get(key).map(node -> texts(node, subject(key), problems)).orElse(List.of());
  }

  static List<Node.Scalar> texts(Node node, String subject, List<Problem> problems) {
    List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
    List<Node.Scalar> texts = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Scalar scalar && scalar.meant().isString()) {
        texts.add(scalar);
      } else {
        problems.add(
            new Problem(item.at(), subject, item.shown(), "a string or a list of strings", null));
      }
    }
    return texts;
  }

  Optional<Long> whole(String key, long low, long high) {
    return get(key)
        .flatMap(
            node -> {
              BigDecimal number = number(node);
              if (number != null
                  && number.stripTrailingZeros().scale() <= 0
                  && number.compareTo(BigDecimal.valueOf(low)) >= 0
                  && number.compareTo(BigDecimal.valueOf(high)) <= 0) {
                return Optional.of(number.longValue());
              }
              String range = low == Long.MIN_VALUE ? "" : " from " + low + " to " + high;
              problems.add(
                  new Problem(
                      node.at(), subject(key), node.shown(), "a whole number" + range, null));
              return Optional.<Long>empty();
            });
  }

  Optional<Double> share(String key) {
    return get(key).flatMap(node -> share(node, subject(key), problems));
  }

  static Optional<Double> share(Node node, String subject, List<Problem> problems) {
    BigDecimal number = number(node);
    if (number != null && number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0) {
      return Optional.of(number.doubleValue());
    }
    problems.add(new Problem(node.at(), subject, node.shown(), "a number from 0 to 1", null));
    return Optional.empty();
  }

  /** The number a node holds, or that the environment put there as text. */
  static @Nullable BigDecimal number(Node node) {
    if (!(node instanceof Node.Scalar scalar)) {
      return null;
    }
    JsonNode value = scalar.meant();
    if (value.isNumber()) {
      return value.decimalValue();
    }
    return scalar.expanded() ? ScalarText.number(value.stringValue()).orElse(null) : null;
  }

  Map<String, Node.Entry> entries() {
    return mapping.entries();
  }

  String subject(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
