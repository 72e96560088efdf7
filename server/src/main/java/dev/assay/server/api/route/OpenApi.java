package dev.assay.server.api.route;

import static java.util.stream.Collectors.joining;

import dev.assay.core.json.Json;
import dev.assay.server.api.access.Scope;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the OpenAPI 3.1 document of a table of routes.
 *
 * @since 0.1
 */
public final class OpenApi {

  private static final String SCHEMAS = "#/components/schemas/";

  private OpenApi() {}

  /**
   * The document.
   *
   * @param schemas by name, as JSON Schema, referring to each other as {@code
   *     #/components/schemas/NAME}
   */
  public static ObjectNode document(
      String title, String version, String description, List<Route> routes, ObjectNode schemas) {
    ObjectNode document = Json.object().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", title)
        .put("version", version)
        .put("description", description);
    ArrayNode tags = document.putArray("tags");
    TreeSet<String> nouns = new TreeSet<>();
    routes.forEach(route -> nouns.add(route.tag()));
    nouns.forEach(noun -> tags.addObject().put("name", noun));
    ObjectNode paths = document.putObject("paths");
    for (Route route : routes) {
      paths
          .withObjectProperty(route.path())
          .set(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas);
    ObjectNode security = components.putObject("securitySchemes");
    security.putObject("bearer").put("type", "http").put("scheme", "bearer");
    security.putObject("key").put("type", "apiKey").put("in", "header").put("name", "x-api-key");
    return document;
  }

  private static ObjectNode operation(Route route) {
    ObjectNode operation = Json.object().put("operationId", route.id());
    operation.putArray("tags").add(route.tag());
    operation.put("summary", route.summary());
    String scope = scope(route.scope());
    String more = route.description().isEmpty() ? "" : route.description() + " ";
    operation.put("description", more + scope);
    if (!route.parameters().isEmpty()) {
      ArrayNode parameters = operation.putArray("parameters");
      route.parameters().forEach(each -> parameters.add(parameter(each)));
    }
    if (route.takes() != null) {
      operation
          .putObject("requestBody")
          .put("required", true)
          .putObject("content")
          .putObject("application/json")
          .putObject("schema")
          .put("$ref", SCHEMAS + route.takes());
    }
    responses(route, operation.putObject("responses"));
    ArrayNode security = operation.putArray("security");
    Scope needed = route.scope();
    if (needed != null) {
      for (Scope each : needed.enough()) {
        security.addObject().putArray("bearer").add(each.key());
        security.addObject().putArray("key").add(each.key());
      }
    }
    return operation;
  }

  private static String scope(@Nullable Scope scope) {
    return scope == null
        ? "Needs no key."
        : scope.enough().stream()
            .map(Scope::key)
            .collect(joining(" or ", "Needs a key with the scope ", ", where keys are needed."));
  }

  private static void responses(Route route, ObjectNode responses) {
    ObjectNode good =
        responses
            .putObject(String.valueOf(route.status()))
            .put("description", route.status() == 204 ? "Done." : "What was asked for.");
    if (route.gives() != null) {
      good.putObject("content")
          .putObject(route.mediaType())
          .putObject("schema")
          .put("$ref", SCHEMAS + route.gives());
    } else if (route.status() != 204) {
      good.putObject("content")
          .putObject(route.mediaType())
          .putObject("schema")
          .put("type", "string");
    }
    responses
        .putObject("default")
        .put("description", "Why it was refused.")
        .putObject("content")
        .putObject("application/problem+json")
        .putObject("schema")
        .put("$ref", SCHEMAS + "Problem");
  }

  private static ObjectNode parameter(Parameter parameter) {
    ObjectNode json =
        Json.object()
            .put("name", parameter.name())
            .put("in", parameter.inPath() ? "path" : "query")
            .put("required", parameter.inPath())
            .put("description", parameter.description());
    if (parameter.repeated()) {
      ObjectNode list = json.putObject("schema").put("type", "array");
      list.set("items", parameter.schema().deepCopy());
      json.put("style", "form").put("explode", true);
    } else {
      json.set("schema", parameter.schema().deepCopy());
    }
    return json;
  }
}
