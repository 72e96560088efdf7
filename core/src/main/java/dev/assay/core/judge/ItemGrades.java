package dev.assay.core.judge;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.core.model.ReplySchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks for the points of every item of a rubric at once. */
final class ItemGrades implements ReplyReader<Map<String, Grade>> {

  private final Rubric rubric;

  ItemGrades(Rubric rubric) {
    this.rubric = requireNonNull(rubric, "rubric");
  }

  @Override
  public ReplySchema schema() {
    ObjectNode schema = Json.object().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (Rubric.Item item : rubric.items()) {
      ObjectNode each = properties.putObject(item.id()).put("type", "object");
      ObjectNode inner = each.putObject("properties");
      inner.putObject("reasoning").put("type", "string");
      ArrayNode points = inner.putObject("points").put("type", "integer").putArray("enum");
      item.anchors().scale().grades().forEach(points::add);
      each.putArray("required").add("reasoning").add("points");
      each.put("additionalProperties", false);
      required.add(item.id());
    }
    schema.put("additionalProperties", false);
    return new ReplySchema("rubric", schema);
  }

  @Override
  public String askForJson() {
    return "Answer with one JSON object and nothing else: for each item, under its id, an object"
        + " with first \"reasoning\" and then \"points\", a whole number the item offers.";
  }

  @Override
  public String askForText(String code) {
    String lines =
        rubric.items().stream()
            .map(item -> "RESULT " + code + " " + item.id() + ": <points>")
            .collect(Collectors.joining("\n"));
    return "First write your reasoning on each item. Then end with one line of exactly this form"
        + " for each item, the points being a whole number the item offers:\n"
        + lines;
  }

  @Override
  public Reading<Map<String, Grade>> read(Reply reply) {
    Optional<ObjectNode> whole = ReplyJson.whole(reply.text());
    Echo echo = new Echo(reply.judged());
    if (whole.isPresent() && echo.repeats(reply.text())) {
      return new Reading.Unread<>(Echo.WHOLE);
    }
    Map<String, Grade> grades = new LinkedHashMap<>();
    if (whole.isEmpty()) {
      readLines(reply, grades);
    }
    if (grades.isEmpty()) {
      whole
          .or(() -> ReplyJson.last(reply.text(), this::holdsAnItem, echo::repeats))
          .ifPresent(object -> readObject(object, grades));
    }
    List<String> missing = new ArrayList<>();
    rubric.items().stream()
        .map(Rubric.Item::id)
        .filter(id -> !grades.containsKey(id))
        .forEach(missing::add);
    return missing.isEmpty()
        ? new Reading.Read<>(grades)
        : new Reading.Unread<>(
            "the judge's reply gives no points that were offered for "
                + String.join(", ", missing));
  }

  private boolean holdsAnItem(ObjectNode object) {
    return rubric.items().stream().anyMatch(item -> object.has(item.id()));
  }

  private void readLines(Reply reply, Map<String, Grade> grades) {
    for (Rubric.Item item : rubric.items()) {
      Reply own = new Reply(reply.text(), reply.code() + " " + item.id(), reply.judged());
      new ResultText(own, GradeReader.offered(item.anchors().scale()), item.points())
          .coded()
          .ifPresent(
              found ->
                  grades.put(
                      item.id(), new Grade(Integer.parseInt(found.choice()), found.offset(), "")));
    }
  }

  private void readObject(ObjectNode object, Map<String, Grade> grades) {
    for (Rubric.Item item : rubric.items()) {
      JsonNode given = object.get(item.id());
      if (given != null) {
        GradeReader.grade(null, given, item.anchors().scale())
            .ifPresent(grade -> grades.put(item.id(), grade));
      }
    }
  }
}
