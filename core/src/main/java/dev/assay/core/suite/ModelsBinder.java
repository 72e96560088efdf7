package dev.assay.core.suite;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.config.ScalarText;
import dev.assay.core.json.Json;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Binds {@code models}: names for models with their settings.
 *
 * @since 0.1
 */
public final class ModelsBinder {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final List<String> TEXTS = List.of("model", "base_url", "key_from", "timeout");

  private final List<Problem> problems;

  /** What is wrong is added to {@code problems}. */
  public ModelsBinder(List<Problem> problems) {
    this.problems = problems;
  }

  /** The settings of models by name, as {@link ModelSettings#named()} holds them. */
  public Map<String, ObjectNode> bind(Node node) {
    Map<String, ObjectNode> models = new LinkedHashMap<>();
    Fields.mapping(node, "models", problems)
        .ifPresent(
            mapping ->
                mapping.entries().forEach((name, entry) -> models.put(name, model(name, entry))));
    return models;
  }

  private ObjectNode model(String name, Node.Entry entry) {
    String subject = "models." + name;
    if (!NAME.matcher(name).matches()) {
      problems.add(
          new Problem(
              entry.keyAt(),
              subject,
              null,
              "a name of letters, digits, dots, hyphens and underscores",
              "provider:model stands below the name"));
    }
    JsonNode meant = meant(entry.value());
    try {
      ModelSpec.read(subject, meant, ModelSettings.NONE);
    } catch (NotConfiguredException e) {
      // Whoever asks for it hears so; nobody may.
      return meant instanceof ObjectNode object ? object : Json.object();
    } catch (InvalidInputException e) {
      for (Problem problem : e.problems()) {
        problems.add(place(problem, subject, entry));
      }
    }
    return meant instanceof ObjectNode object ? object : Json.object().set("model", meant);
  }

  // Numbers and switches may come from the environment, where everything is text.
  private static JsonNode meant(Node node) {
    JsonNode meant = node.meant();
    if (node instanceof Node.Mapping mapping && meant instanceof ObjectNode object) {
      mapping
          .entries()
          .forEach(
              (key, entry) -> {
                if (!TEXTS.contains(key)
                    && entry.value() instanceof Node.Scalar scalar
                    && scalar.expanded()) {
                  object.set(key, ScalarText.value(scalar));
                }
              });
    }
    return meant;
  }

  private static Problem place(Problem problem, String subject, Node.Entry entry) {
    if (!(entry.value() instanceof Node.Mapping mapping)) {
      return problem.at(entry.value().at());
    }
    boolean inner = problem.subject().startsWith(subject + ".");
    String key = inner ? problem.subject().substring(subject.length() + 1) : problem.value();
    Node.Entry at = key == null ? null : mapping.entries().get(key);
    return problem.at(at == null ? entry.keyAt() : at.keyAt());
  }
}
