package dev.assay.core.config;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The keys of one mapping, being bound: every mistake is noted with its place. What is missing, and
 * what is wrong and was noted, is empty.
 *
 * @since 0.1
 */
public final class Fields {

  private final Node.Mapping mapping;
  private final String path;
  private final List<Problem> problems;

  private Fields(Node.Mapping mapping, String path, List<Problem> problems) {
    this.mapping = mapping;
    this.path = path;
    this.problems = problems;
  }

  /**
   * The fields of {@code node}, which must be a mapping with no other keys than {@code known}.
   *
   * @param path the keys that lead to it, joined by dots
   */
  public static Optional<Fields> of(
      Node node, String path, List<String> known, List<Problem> problems) {
    return of(node, path, path, "a key of " + path, known, problems);
  }

  /**
   * The fields of a whole file.
   *
   * @param noun what the file is, such as {@code suite}
   */
  public static Optional<Fields> ofRoot(
      Node node, String noun, List<String> known, List<Problem> problems) {
    return of(node, "", noun, "a key of a " + noun, known, problems);
  }

  private static Optional<Fields> of(
      Node node,
      String path,
      String subject,
      String expected,
      List<String> known,
      List<Problem> problems) {
    Node.Mapping mapping = mapping(node, subject, problems).orElse(null);
    if (mapping == null) {
      return Optional.empty();
    }
    Fields fields = new Fields(mapping, path, problems);
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                problems.add(
                    new Problem(
                        entry.keyAt(),
                        fields.subject(key),
                        null,
                        expected,
                        Nearest.advice(key, known)));
              }
            });
    return Optional.of(fields);
  }

  /** {@code node} as a mapping. */
  public static Optional<Node.Mapping> mapping(Node node, String subject, List<Problem> problems) {
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(mapping);
    }
    problems.add(new Problem(node.at(), subject, node.shown(), "keys with values", null));
    return Optional.empty();
  }

  /** Where the mapping begins. */
  public Location at() {
    return mapping.at();
  }

  /** The value under {@code key}; one that is empty counts as not given. */
  public Optional<Node> get(String key) {
    Node.Entry entry = mapping.entries().get(key);
    return entry == null || entry.value().empty() ? Optional.empty() : Optional.of(entry.value());
  }

  /** The value under {@code key}, whose absence is a mistake. */
  public Optional<Node> require(String key, String expected) {
    Optional<Node> found = get(key);
    if (found.isEmpty()) {
      problems.add(new Problem(mapping.at(), subject(key), "missing", expected, null));
    }
    return found;
  }

  /** The fields of the mapping under {@code key}, which has no other keys than {@code known}. */
  public Optional<Fields> fields(String key, List<String> known) {
    return get(key).flatMap(node -> of(node, subject(key), known, problems));
  }

  /** The items of the list under {@code key}; none where it is not given. */
  public List<Node> items(String key) {
    Node node = get(key).orElse(null);
    if (node == null) {
      return List.of();
    }
    if (node instanceof Node.Sequence sequence) {
      return Collections.unmodifiableList(sequence.items());
    }
    wrong(key, node, "a list");
    return List.of();
  }

  /** The entries of the mapping under {@code key}; none where it is not given. */
  public Map<String, Node.Entry> entries(String key) {
    return get(key)
        .flatMap(node -> mapping(node, subject(key), problems))
        .map(found -> Collections.unmodifiableMap(found.entries()))
        .orElse(Map.of());
  }

  /** A string. */
  public Optional<String> text(String key) {
    return get(key).flatMap(node -> text(node, subject(key), problems));
  }

  /** {@code node} as a string. */
  public static Optional<String> text(Node node, String subject, List<Problem> problems) {
    if (node instanceof Node.Scalar scalar && scalar.meant().isString()) {
      return Optional.of(scalar.meant().stringValue());
    }
    problems.add(new Problem(node.at(), subject, node.shown(), "a string", null));
    return Optional.empty();
  }

  /** A string that no message shows: a password, a key. */
  public Optional<String> secret(String key) {
    Node node = get(key).orElse(null);
    if (node == null
        || (node instanceof Node.Scalar scalar
            && scalar.meant().isString()
            && !scalar.meant().stringValue().isBlank())) {
      return Optional.ofNullable(node).map(n -> n.meant().stringValue());
    }
    problems.add(
        new Problem(node.at(), subject(key), null, "a string (value not shown)", "try ${NAME}"));
    return Optional.empty();
  }

  /** One of {@code known}. */
  public Optional<String> oneOf(String key, List<String> known) {
    Node node = get(key).orElse(null);
    String text = node instanceof Node.Scalar scalar ? scalar.meant().asString("") : "";
    if (node == null || known.contains(text)) {
      return Optional.ofNullable(node).map(n -> text);
    }
    problems.add(
        new Problem(
            node.at(),
            subject(key),
            node.shown(),
            "one of " + String.join(", ", known),
            Nearest.to(text, known).map(near -> "did you mean " + near + "?").orElse(null)));
    return Optional.empty();
  }

  /** A list of strings, or one string. */
  public List<Node.Scalar> texts(String key) {
    return get(key).map(node -> texts(node, subject(key), problems)).orElse(List.of());
  }

  /** {@code node} as a list of strings, or one string. */
  public static List<Node.Scalar> texts(Node node, String subject, List<Problem> problems) {
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

  /** True or false. */
  public Optional<Boolean> flag(String key) {
    Node node = get(key).orElse(null);
    if (node == null) {
      return Optional.empty();
    }
    JsonNode meant =
        node instanceof Node.Scalar scalar
            ? scalar.expanded() ? ScalarText.value(scalar) : scalar.meant()
            : node.meant();
    if (meant.isBoolean()) {
      return Optional.of(meant.booleanValue());
    }
    wrong(key, node, "true or false");
    return Optional.empty();
  }

  /** A whole number. */
  public Optional<Long> whole(String key, long low, long high) {
    Node node = get(key).orElse(null);
    if (node == null) {
      return Optional.empty();
    }
    BigDecimal number = number(node);
    if (number != null
        && number.stripTrailingZeros().scale() <= 0
        && number.compareTo(BigDecimal.valueOf(low)) >= 0
        && number.compareTo(BigDecimal.valueOf(high)) <= 0) {
      return Optional.of(number.longValue());
    }
    String range = low == Long.MIN_VALUE ? "" : " from " + low + " to " + high;
    wrong(key, node, "a whole number" + range);
    return Optional.empty();
  }

  /**
   * A number.
   *
   * @param expected the rule, for errors
   */
  public Optional<Double> number(String key, double low, double high, String expected) {
    Node node = get(key).orElse(null);
    if (node == null) {
      return Optional.empty();
    }
    BigDecimal number = number(node);
    double value = number == null ? Double.NaN : number.doubleValue();
    if (value >= low && value <= high) {
      return Optional.of(value);
    }
    wrong(key, node, expected);
    return Optional.empty();
  }

  /** A number from 0 to 1. */
  public Optional<Double> share(String key) {
    return get(key).flatMap(node -> share(node, subject(key), problems));
  }

  /** {@code node} as a number from 0 to 1. */
  public static Optional<Double> share(Node node, String subject, List<Problem> problems) {
    BigDecimal number = number(node);
    if (number != null && number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0) {
      return Optional.of(number.doubleValue());
    }
    problems.add(new Problem(node.at(), subject, node.shown(), "a number from 0 to 1", null));
    return Optional.empty();
  }

  /** A duration such as {@code 30s} or {@code 30d}. */
  public Optional<Duration> duration(String key, Duration low, Duration high) {
    Node node = get(key).orElse(null);
    if (node == null) {
      return Optional.empty();
    }
    Optional<Duration> found =
        node instanceof Node.Scalar scalar && scalar.meant().isString()
            ? ScalarText.time(scalar.meant().stringValue())
                .filter(time -> time.compareTo(low) >= 0 && time.compareTo(high) <= 0)
            : Optional.empty();
    if (found.isEmpty()) {
      String range = " from " + ScalarText.write(low) + " to " + ScalarText.write(high);
      wrong(key, node, "a duration such as 30s, 10m or 30d," + range);
    }
    return found;
  }

  /** A size in bytes such as {@code 64MiB}. */
  public Optional<Long> size(String key, long low, long high) {
    Node node = get(key).orElse(null);
    if (node == null) {
      return Optional.empty();
    }
    long size =
        node instanceof Node.Scalar scalar && scalar.meant().isString()
            ? ScalarText.size(scalar.meant().stringValue()).orElse(-1)
            : -1;
    if (size >= low && size <= high) {
      return Optional.of(size);
    }
    String range = " from " + ScalarText.write(low) + " to " + ScalarText.write(high);
    wrong(key, node, "a size such as 512KiB or 64MiB," + range);
    return Optional.empty();
  }

  /** The number a node holds, or that the environment put there as text. */
  public static @Nullable BigDecimal number(Node node) {
    if (!(node instanceof Node.Scalar scalar)) {
      return null;
    }
    JsonNode value = scalar.meant();
    if (value.isNumber()) {
      return value.decimalValue();
    }
    return scalar.expanded() ? ScalarText.number(value.stringValue()).orElse(null) : null;
  }

  /** The entries, in order. */
  public Map<String, Node.Entry> entries() {
    return Collections.unmodifiableMap(mapping.entries());
  }

  /** Notes that {@code node}, the value of {@code key}, breaks a rule. */
  public void wrong(String key, Node node, String expected) {
    problems.add(new Problem(node.at(), subject(key), node.shown(), expected, null));
  }

  /** The keys that lead to {@code key}, joined by dots. */
  public String subject(String key) {
    requireNonNull(key, "key");
    return path.isEmpty() ? key : path + "." + key;
  }
}
