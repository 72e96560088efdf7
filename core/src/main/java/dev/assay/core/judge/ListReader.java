package dev.assay.core.judge;

import dev.assay.core.json.Json;
import dev.assay.core.model.ReplySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks for a list of items, each with a status, and reads it.
 *
 * @param statuses what may be said of an item
 * @param quotes where evidence must stand; null if none is asked for
 * @param count how many items there must be; 0 for as many as there are
 */
record ListReader(List<String> statuses, @Nullable Quotes quotes, int count)
    implements ReplyReader<List<ListedItem>> {

  private static final int MOST_ITEMS = 500;

  @Override
  public ReplySchema schema() {
    ObjectNode schema = Json.object().put("type", "object");
    ObjectNode items = schema.putObject("properties").putObject("items").put("type", "array");
    ObjectNode item = items.putObject("items").put("type", "object");
    ObjectNode fields = item.putObject("properties");
    ArrayNode required = item.putArray("required");
    for (String name : fieldNames()) {
      fields.putObject(name).put("type", "string");
      required.add(name);
    }
    ArrayNode offered = ((ObjectNode) fields.get("status")).putArray("enum");
    statuses.forEach(offered::add);
    item.put("additionalProperties", false);
    schema.putArray("required").add("items");
    schema.put("additionalProperties", false);
    return new ReplySchema("items", schema);
  }

  private List<String> fieldNames() {
    return quotes == null
        ? List.of("item", "reasoning", "status")
        : List.of("item", "evidence", "reasoning", "status");
  }

  private String form() {
    String evidence =
        quotes == null ? "" : ", where evidence is copied word for word (empty if there is none)";
    StringBuilder each = new StringBuilder();
    for (String name : fieldNames()) {
      each.append(each.isEmpty() ? "" : ", ").append('"').append(name).append("\": \"...\"");
    }
    return "one JSON object: {\"items\": [{"
        + each
        + "}, ...]}"
        + evidence
        + " and status is one of "
        + String.join(", ", statuses);
  }

  @Override
  public String askForJson() {
    return "Answer with " + form() + ".";
  }

  @Override
  public String askForText(String code) {
    return "Answer with nothing but "
        + form().replace("{\"items\"", "{\"code\": \"" + code + "\", \"items\"")
        + ".";
  }

  @Override
  public Reading<List<ListedItem>> read(Reply reply) {
    Echo echo = new Echo(reply.judged());
    if (echo.repeats(reply.text())) {
      return new Reading.Unread<>(Echo.WHOLE);
    }
    // The code first: what repeats a list from the judged text cannot hold it.
    Optional<ObjectNode> object =
        ReplyJson.whole(reply.text())
            .or(() -> ReplyJson.last(reply.text(), o -> coded(o, reply.code()), text -> false))
            .or(() -> ReplyJson.last(reply.text(), o -> o.has("items"), echo::repeats));
    if (object.isEmpty() || !object.get().path("items").isArray()) {
      return new Reading.Unread<>("no list of items found in the judge's reply");
    }
    JsonNode list = object.get().get("items");
    if (list.isEmpty() || list.size() > MOST_ITEMS) {
      return new Reading.Unread<>(
          "the judge lists " + list.size() + " items, and 1 to " + MOST_ITEMS + " were expected");
    }
    if (count > 0 && list.size() != count) {
      return new Reading.Unread<>(
          "the judge lists " + list.size() + " items, and there are " + count);
    }
    return items(list);
  }

  private Reading<List<ListedItem>> items(JsonNode list) {
    List<ListedItem> items = new ArrayList<>();
    for (JsonNode each : list) {
      String text = each.path("item").asString("").strip();
      String status =
          each.path("status").asString("").strip().toUpperCase(Locale.ROOT).replaceAll("[ -]", "_");
      if (text.isEmpty() || !statuses.contains(status)) {
        return new Reading.Unread<>(
            "item "
                + (items.size() + 1)
                + " in the judge's reply has "
                + (text.isEmpty() ? "no text" : "no status that was offered"));
      }
      if (count > 0 && !number(text).equals(String.valueOf(items.size() + 1))) {
        return new Reading.Unread<>(
            "item " + (items.size() + 1) + " in the judge's reply is about another one");
      }
      String evidence = each.path("evidence").asString("");
      boolean quoted = quotes == null || quotes.hold(evidence);
      items.add(
          new ListedItem(text, status, evidence, quoted, each.path("reasoning").asString("")));
    }
    return new Reading.Read<>(items);
  }

  // "Passage 3" and "3." are the third.
  private static String number(String text) {
    return text.replaceAll("\\D+", " ").strip().split(" ", 2)[0];
  }

  private static boolean coded(ObjectNode object, String code) {
    return object.has("items") && object.path("code").asString("").equals(code);
  }
}
