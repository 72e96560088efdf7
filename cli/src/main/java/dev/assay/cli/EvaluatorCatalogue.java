package dev.assay.cli;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The catalogue of evaluators as a Markdown page, grouped by what they are about. */
final class EvaluatorCatalogue {

  private EvaluatorCatalogue() {}

  static String markdown(Collection<EvaluatorDefinition> definitions) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Evaluators

        Generated from the registry by `assay evaluators --markdown`; a test keeps it so. Each has a name, under which
        suites, JUnit and `assay score` know it, and a version, which changes whenever the same input may give another
        value. Parameters stand below the name in a suite; `threshold` says which values pass. What may stand beside any
        evaluator (`negate`, `on`, `optional`, …) is described in [suites.md](suites.md).

        """);
    List<Category> categories =
        definitions.stream().map(EvaluatorDefinition::category).distinct().sorted().toList();
    Map<String, Integer> taken = new HashMap<>();
    for (Category category : categories) {
      page.append("- ").append(title(category)).append(": ");
      page.append(
          of(category, definitions).stream()
              .map(
                  definition ->
                      "[" + definition.name() + "](#" + anchor(definition.name(), taken) + ")")
              .collect(Collectors.joining(", ")));
      page.append('\n');
    }
    for (Category category : categories) {
      page.append("\n## ").append(title(category)).append('\n');
      of(category, definitions).forEach(definition -> append(page, definition));
    }
    return page.toString();
  }

  // By name: the order of providers depends on the class path.
  private static List<EvaluatorDefinition> of(
      Category category, Collection<EvaluatorDefinition> definitions) {
    return definitions.stream()
        .filter(definition -> definition.category() == category)
        .sorted(Comparator.comparing(EvaluatorDefinition::name))
        .toList();
  }

  private static void append(StringBuilder page, EvaluatorDefinition definition) {
    page.append("\n### ").append(definition.name()).append("\n\n");
    page.append(definition.summary()).append("\n\n");
    if (!definition.documentation().isEmpty()) {
      page.append(definition.documentation()).append("\n\n");
    }
    page.append("Version ").append(definition.version()).append(" · value ");
    page.append(ParameterText.range(definition.low(), definition.high())).append(", ");
    page.append(definition.higherIsBetter() ? "higher is better" : "lower is better");
    page.append(definition.decidesItself() ? " · decides itself what passes" : "");
    page.append(definition.judged() ? " · judged by a language model" : "");
    page.append(" · failing means `").append(definition.failureMode().key()).append('`');
    if (!definition.needs().isEmpty()) {
      page.append(" · needs ");
      page.append(
          definition.needs().stream().sorted().map(Need::words).collect(Collectors.joining(", ")));
    }
    page.append('\n');
    if (!definition.parameters().isEmpty()) {
      page.append("\n| parameter | takes | |\n|---|---|---|\n");
      definition.parameters().forEach(parameter -> row(page, parameter));
    }
    if (!definition.example().isEmpty()) {
      page.append("\n```yaml\n").append(definition.example()).append("\n```\n");
    }
  }

  private static void row(StringBuilder page, Parameter parameter) {
    page.append("| `").append(parameter.name()).append("` | ");
    page.append(cell(ParameterText.values(parameter))).append(" | ");
    page.append(cell(parameter.description())).append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }

  // As GitHub makes them: without punctuation, and numbered where two come out the same.
  private static String anchor(String name, Map<String, Integer> taken) {
    String plain = name.replace("+", "");
    int before = taken.merge(plain, 1, Integer::sum) - 1;
    return before == 0 ? plain : plain + "-" + before;
  }

  private static String title(Category category) {
    return switch (category) {
      case TEXT -> "Text";
      case STRUCTURE -> "Structure";
      case CONSTRAINT -> "Constraints";
      case RETRIEVAL -> "Retrieval";
      case GROUNDING -> "Grounding";
      case AGENT -> "Agents";
      case SAFETY -> "Safety and behaviour";
      case OPERATION -> "Operation";
      case JUDGE -> "Judges";
      case SET -> "Sets";
    };
  }
}
