package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.store.Cursor;
import dev.assay.server.store.Page;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.PageRequest.Direction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pages of lists that are ordered by time, latest first. */
final class Pages {

  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.whole("limit", 1, 1000, 50, "How many items a page has at most."),
          Parameter.text("cursor", "Where to go on: `older` or `newer` of another page."),
          Parameter.choice(
              "direction",
              List.of("older", "newer"),
              "On which side of the cursor the page lies; `older` unless given."));

  private Pages() {}

  static PageRequest request(Exchange exchange) {
    int limit = exchange.whole("limit", 1, 1000, 50);
    Optional<String> given = exchange.text("cursor");
    boolean newer = "newer".equals(direction(exchange));
    if (given.isEmpty()) {
      return PageRequest.first(limit);
    }
    Cursor cursor;
    try {
      cursor = Cursor.parse(given.get());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of("cursor", given.get(), "`older` or `newer` of another page"), e);
    }
    return new PageRequest(cursor, newer ? Direction.NEWER : Direction.OLDER, limit);
  }

  private static String direction(Exchange exchange) {
    String given = exchange.text("direction").orElse("older");
    if (!given.equals("older") && !given.equals("newer")) {
      throw new InvalidInputException(Problem.of("direction", given, "older or newer"));
    }
    return given;
  }

  static <T> ObjectNode json(Page<T> page, Function<T, ? extends JsonNode> item) {
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    page.items().forEach(each -> items.add(item.apply(each)));
    put(json, "older", page.older());
    put(json, "newer", page.newer());
    return json;
  }

  static void put(ObjectNode json, String name, @Nullable Cursor cursor) {
    if (cursor != null) {
      json.put(name, cursor.toString());
    }
  }
}
