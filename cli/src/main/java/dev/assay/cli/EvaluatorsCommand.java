package dev.assay.cli;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay evaluators [NAME…]}: the registry. */
@Command(
    name = "evaluators",
    description = "List the evaluators: what they measure, take and need.")
final class EvaluatorsCommand extends AssayCommand {

  private static final int WIDTH = 100;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Only these evaluators; all of them unless given.")
  private List<String> names = List.of();

  @Option(
      names = "--markdown",
      description = "The catalogue as a Markdown page, as docs/evaluators.md is.")
  private boolean markdown;

  EvaluatorsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    EvaluatorRegistry registry = EvaluatorRegistry.installed();
    List<EvaluatorDefinition> chosen =
        names.isEmpty()
            ? registry.definitions()
            : names.stream().map(name -> registry.get(EvaluatorSpec.of(name))).toList();
    if (json()) {
      ObjectNode document = Json.object();
      ArrayNode array = document.putArray("evaluators");
      chosen.forEach(definition -> array.add(json(definition)));
      json(document);
    } else if (markdown) {
      terminal().line(EvaluatorCatalogue.markdown(chosen).stripTrailing());
    } else {
      terminal()
          .line(chosen.stream().map(EvaluatorsCommand::text).collect(Collectors.joining("\n\n")));
    }
    return ExitCode.PASSED;
  }

  private static String text(EvaluatorDefinition definition) {
    StringBuilder text = new StringBuilder();
    text.append(definition.name()).append("  (version ").append(definition.version()).append(")\n");
    text.append("  ").append(definition.summary()).append('\n');
    if (!definition.documentation().isEmpty()) {
      text.append(wrapped(definition.documentation()));
    }
    text.append("  category: ").append(definition.category().key());
    text.append(definition.judged() ? "; judged by a language model\n" : "\n");
    text.append("  value: ")
        .append(ParameterText.range(definition.low(), definition.high()))
        .append(", ");
    text.append(definition.higherIsBetter() ? "higher is better" : "lower is better");
    text.append(definition.decidesItself() ? "; decides itself what passes" : "");
    text.append("; failing means ").append(definition.failureMode().key());
    if (!definition.needs().isEmpty()) {
      text.append("\n  needs: ");
      text.append(
          definition.needs().stream().sorted().map(Need::words).collect(Collectors.joining(", ")));
    }
    for (Parameter parameter : definition.parameters()) {
      text.append("\n    ")
          .append(parameter.name())
          .append(": ")
          .append(ParameterText.values(parameter));
      text.append(". ").append(parameter.description());
    }
    return text.toString();
  }

  private static String wrapped(String paragraph) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(" ");
    for (String word : paragraph.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(" ");
      }
      line.append(' ').append(word);
    }
    return text.append(line).append('\n').toString();
  }

  private static ObjectNode json(EvaluatorDefinition definition) {
    ObjectNode json = Json.object();
    json.put("name", definition.name());
    json.put("version", definition.version());
    json.put("summary", definition.summary());
    json.put("documentation", definition.documentation());
    json.put("category", definition.category().key());
    json.put("judged", definition.judged());
    json.put("low", finite(definition.low()));
    json.put("high", finite(definition.high()));
    json.put("higher_is_better", definition.higherIsBetter());
    json.put("decides_itself", definition.decidesItself());
    json.put("failure_mode", definition.failureMode().key());
    ArrayNode needs = json.putArray("needs");
    definition.needs().stream()
        .sorted()
        .forEach(need -> needs.add(need.name().toLowerCase(Locale.ROOT)));
    ArrayNode parameters = json.putArray("parameters");
    definition.parameters().forEach(parameter -> parameters.add(json(parameter)));
    json.put("example", definition.example());
    return json;
  }

  private static ObjectNode json(Parameter parameter) {
    ObjectNode json = Json.object();
    json.put("name", parameter.name());
    json.put("type", ParameterText.type(parameter));
    json.set("default", parameter.defaultValue());
    json.put("required", parameter.required());
    json.put("low", finite(parameter.low()));
    json.put("high", finite(parameter.high()));
    ArrayNode choices = json.putArray("choices");
    parameter.choices().forEach(choices::add);
    json.put("description", parameter.description());
    return json;
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }
}
