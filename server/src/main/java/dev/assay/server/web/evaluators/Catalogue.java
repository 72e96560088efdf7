package dev.assay.server.web.evaluators;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The evaluators that are installed.
 *
 * @param groups by what they are about
 * @param shown how many are in them
 * @param total how many there are
 * @param search what was looked for; empty for all
 */
record Catalogue(
    Map<Category, List<EvaluatorDefinition>> groups, int shown, int total, String search) {

  static Catalogue of(EvaluatorRegistry registry, String search) {
    String wanted = search.strip().toLowerCase(Locale.ROOT);
    Map<Category, List<EvaluatorDefinition>> groups = new TreeMap<>();
    int shown = 0;
    for (EvaluatorDefinition each : registry.definitions()) {
      String words = each.name() + " " + each.summary() + " " + each.documentation();
      if (words.toLowerCase(Locale.ROOT).contains(wanted)) {
        groups.computeIfAbsent(each.category(), any -> new ArrayList<>()).add(each);
        shown++;
      }
    }
    groups.values().forEach(list -> list.sort(Comparator.comparing(EvaluatorDefinition::name)));
    return new Catalogue(groups, shown, registry.definitions().size(), search);
  }

  /** What a category is about. */
  static String about(Category category) {
    return switch (category) {
      case TEXT -> "How the text compares with a reference, or what it holds";
      case STRUCTURE -> "JSON, XML, SQL, code";
      case CONSTRAINT -> "Rules of form and wording";
      case RETRIEVAL -> "What was retrieved, and what the answer made of it";
      case GROUNDING -> "Whether the answer rests on its context";
      case AGENT -> "Tools, steps and goals";
      case SAFETY -> "Leaks, harm, injection, refusals, tone";
      case OPERATION -> "Time, tokens, money";
      case JUDGE -> "Grades by a language model";
      case SET -> "Several evaluators as one";
    };
  }

  /** A documentation's pieces: every second one is code. */
  static List<String> pieces(String documentation) {
    return List.of(documentation.split("`", -1));
  }

  static String needs(EvaluatorDefinition definition) {
    return definition.needs().stream().map(Need::words).sorted().collect(Collectors.joining(", "));
  }

  static String type(Parameter parameter) {
    if (!parameter.choices().isEmpty()) {
      return String.join(", ", parameter.choices());
    }
    String type = parameter.type().name().toLowerCase(Locale.ROOT);
    boolean low = Double.isFinite(parameter.low());
    boolean high = Double.isFinite(parameter.high());
    if (low && high) {
      return type + " from " + parameter.low() + " to " + parameter.high();
    }
    return low ? type + ", at least " + parameter.low() : type;
  }

  static String standard(Parameter parameter) {
    if (parameter.required()) {
      return "must be given";
    }
    return parameter.defaultValue() == null ? "–" : Json.write(parameter.defaultValue());
  }
}
