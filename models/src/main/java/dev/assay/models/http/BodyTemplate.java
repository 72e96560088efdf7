package dev.assay.models.http;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.TargetRequest;
import dev.assay.core.target.Template;
import dev.assay.core.target.Template.MissingVariableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request says. */
interface BodyTemplate {

  /**
   * The body for one request.
   *
   * @throws MissingVariableException if the example lacks something the template takes
   */
  byte[] render(TargetRequest request) throws MissingVariableException;

  /**
   * A body given as text.
   *
   * @throws InvalidInputException if it is to be JSON and could not become it
   */
  static BodyTemplate ofText(String text, Template.Syntax syntax, String subject) {
    Template template = Template.parse(text, syntax, subject);
    if (syntax == Template.Syntax.JSON) {
      try {
        Json.parse(template.sample(), subject, 1);
      } catch (InvalidInputException e) {
        throw new InvalidInputException(
            Problem.of(subject, text, "JSON with {{…}} in its places: " + e.getMessage())
                .next("set the header Content-Type if it is to be something else"),
            e);
      }
    }
    return request -> Json.utf8(template.render(request));
  }

  /** A body given as JSON, with templates in its strings. */
  static BodyTemplate ofJson(JsonNode body, String subject) {
    Map<String, Template> templates = new LinkedHashMap<>();
    walk(body, text -> templates.put(text, Template.parse(text, Template.Syntax.PLAIN, subject)));
    return request -> Json.writeUtf8(fill(body, templates, request));
  }

  private static void walk(JsonNode node, Consumer<String> strings) {
    if (node.isString()) {
      strings.accept(node.stringValue());
    }
    node.forEach(child -> walk(child, strings));
  }

  private static JsonNode fill(
      JsonNode node, Map<String, Template> templates, TargetRequest request)
      throws MissingVariableException {
    if (node.isString()) {
      Template template = templates.get(node.stringValue());
      return template == null ? node : template.renderJson(request);
    }
    if (node.isObject()) {
      ObjectNode object = Json.object();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        object.set(entry.getKey(), fill(entry.getValue(), templates, request));
      }
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = Json.array();
      for (JsonNode item : node) {
        array.add(fill(item, templates, request));
      }
      return array;
    }
    return node;
  }
}
