package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evaluators as the command line names them: {@code token-f1,rouge-l(stem=true)}.
 *
 * <p>Names stand between commas, parameters in parentheses. A value is {@code true}, {@code false},
 * {@code null}, a number, a list {@code [a, b]}, an object {@code {a: 1, "$b": 2}}, text in double
 * quotes with JSON's escapes, text in single quotes as it is ({@code ''} stands for one quote), or
 * bare text up to the next comma or closing bracket. The parameter {@code name} gives an alias, and
 * {@link Modifiers} stand among the parameters, as in suites.
 *
 * @since 0.1
 */
public final class EvaluatorExpression {

  private static final String SUBJECT = "evaluator";
  private static final String ALIAS = "name";

  private final ExpressionScanner scanner;

  private EvaluatorExpression(ExpressionScanner scanner) {
    this.scanner = scanner;
  }

  /**
   * The evaluators that {@code text} names, in order. One named again with other parameters gets
   * its own text as alias, so that its scores can be told apart.
   *
   * @throws InvalidInputException if the text is malformed, saying at which character, or two of
   *     the evaluators would have the same name
   */
  public static List<EvaluatorSpec> parse(String text) {
    requireNonNull(text, "text");
    return new EvaluatorExpression(new ExpressionScanner(SUBJECT, text)).specs();
  }

  private List<EvaluatorSpec> specs() {
    List<EvaluatorSpec> specs = new ArrayList<>();
    Set<String> aliases = new HashSet<>();
    do {
      EvaluatorSpec spec = spec(aliases);
      if (!aliases.add(spec.alias())) {
        throw new InvalidInputException(
            Problem.of(SUBJECT, spec.alias(), "each name once")
                .next("leave one out, or give it another name: " + example(spec)));
      }
      specs.add(spec);
    } while (scanner.skip(','));
    scanner.expectEnd("a comma or the end after an evaluator");
    return List.copyOf(specs);
  }

  private EvaluatorSpec spec(Set<String> taken) {
    int start = scanner.position();
    String name = scanner.word("an evaluator's name");
    ObjectNode parameters = scanner.skip('(') ? scanner.members('=', ')') : noParameters();
    JsonNode given = parameters.remove(ALIAS);
    String alias;
    if (given != null && !given.isNull()) {
      alias = given.asString();
    } else {
      alias = taken.contains(name) ? scanner.since(start) : name;
    }
    Modifiers modifiers = Modifiers.take(name, parameters);
    return EvaluatorSpec.of(name, parameters).named(alias).modified(modifiers);
  }

  private static ObjectNode noParameters() {
    return Json.object();
  }

  private static String example(EvaluatorSpec spec) {
    return spec.evaluator() + "(name=other)";
  }
}
