package dev.assay.core.config;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code ${NAME}} and {@code ${NAME:-default}} in from the environment. A doubled dollar sign
 * before the brace stands for itself. The default is taken where the variable is unset or empty.
 *
 * @since 0.1
 */
public final class Variables {

  // Possessive throughout: no input makes it try twice.
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*+)(:-([^}]*+))?+}|\\$\\{");

  private final Map<String, String> environment;
  private final List<Problem> problems;
  private final Set<String> used = new TreeSet<>();

  /** Fills in from {@code environment}; what it lacks is added to {@code problems}. */
  public Variables(Map<String, String> environment, List<Problem> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The variables that were found in the environment. */
  public List<String> used() {
    return new ArrayList<>(used);
  }

  /** The same with the environment filled in. */
  public Node expand(Node node) {
    if (node instanceof Node.Mapping mapping) {
      return Node.map(mapping, this::expand);
    }
    if (node instanceof Node.Sequence sequence) {
      return new Node.Sequence(
          sequence.at(), new ArrayList<>(sequence.items().stream().map(this::expand).toList()));
    }
    Node.Scalar scalar = (Node.Scalar) node;
    if (!scalar.written().isString() || !scalar.written().stringValue().contains("${")) {
      return node;
    }
    String expanded = expand(scalar.written().stringValue(), scalar);
    return new Node.Scalar(scalar.at(), scalar.written(), Json.array().add(expanded).get(0));
  }

  private String expand(String text, Node.Scalar scalar) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (matcher.find()) {
      String value = matcher.group().equals("$${") ? "${" : value(matcher, scalar);
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(expanded).toString();
  }

  private String value(Matcher matcher, Node.Scalar scalar) {
    String name = matcher.group(1);
    if (name == null) {
      problems.add(
          new Problem(
              scalar.at(),
              "variable",
              scalar.shown(),
              "${NAME} or ${NAME:-default}",
              "write $${ for a plain ${"));
      return "";
    }
    String found = environment.get(name);
    @Nullable String fallback = matcher.group(3);
    if (found != null && (!found.isEmpty() || fallback == null)) {
      used.add(name);
      return found;
    }
    if (fallback != null) {
      return fallback;
    }
    problems.add(
        new Problem(
            scalar.at(),
            "variable",
            name,
            "set in the environment",
            "set it, or give a default: ${" + name + ":-default}"));
    return "";
  }
}
