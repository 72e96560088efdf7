package dev.assay.core.judge;

import dev.assay.core.json.Json;
import dev.assay.core.model.ReplySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks for the claims of a response, each with its status and a quote, and reads them. */
final class ClaimReader implements ReplyReader<List<Claim>> {

  private static final int MOST_CLAIMS = 500;
  private static final String FORM =
      "one JSON object: {\"claims\": [{\"claim\": \"...\", \"evidence\": \"...\", \"reasoning\":"
          + " \"...\", \"status\": \"...\"}, ...]}, where evidence is copied word for word from the"
          + " context (empty if there is none) and status is one of SUPPORTED,"
          + " REASONABLE_INFERENCE, UNSUPPORTED, CONTRADICTED, NOT_CHECKABLE";

  private final Quotes quotes;

  /** A reader of claims about {@code context}, as the judge was shown it. */
  ClaimReader(Quotes quotes) {
    this.quotes = quotes;
  }

  @Override
  public ReplySchema schema() {
    ObjectNode schema = Json.object().put("type", "object");
    ObjectNode claims = schema.putObject("properties").putObject("claims").put("type", "array");
    ObjectNode claim = claims.putObject("items").put("type", "object");
    ObjectNode fields = claim.putObject("properties");
    ArrayNode required = claim.putArray("required");
    for (String name : List.of("claim", "evidence", "reasoning", "status")) {
      fields.putObject(name).put("type", "string");
      required.add(name);
    }
    ArrayNode statuses = ((ObjectNode) fields.get("status")).putArray("enum");
    for (Claim.Status status : Claim.Status.values()) {
      statuses.add(status.name());
    }
    claim.put("additionalProperties", false);
    schema.putArray("required").add("claims");
    schema.put("additionalProperties", false);
    return new ReplySchema("claims", schema);
  }

  @Override
  public String askForJson() {
    return "Answer with " + FORM + ".";
  }

  @Override
  public String askForText(String code) {
    return "Answer with nothing but "
        + FORM.replace("{\"claims\"", "{\"code\": \"" + code + "\", \"claims\"")
        + ".";
  }

  @Override
  public Reading<List<Claim>> read(Reply reply) {
    Echo echo = new Echo(reply.judged());
    if (echo.repeats(reply.text())) {
      return new Reading.Unread<>(Echo.WHOLE);
    }
    // The code first: what repeats a list of claims from the judged text cannot hold it.
    Optional<ObjectNode> object =
        ReplyJson.whole(reply.text())
            .or(() -> ReplyJson.last(reply.text(), o -> coded(o, reply.code()), text -> false))
            .or(() -> ReplyJson.last(reply.text(), o -> o.has("claims"), echo::repeats));
    if (object.isEmpty() || !object.get().path("claims").isArray()) {
      return new Reading.Unread<>("no list of claims found in the judge's reply");
    }
    JsonNode list = object.get().get("claims");
    if (list.isEmpty()) {
      return new Reading.Unread<>("the judge lists no claim, not even one that cannot be checked");
    }
    if (list.size() > MOST_CLAIMS) {
      return new Reading.Unread<>("the judge lists more than " + MOST_CLAIMS + " claims");
    }
    List<Claim> claims = new ArrayList<>();
    for (JsonNode each : list) {
      Optional<Claim.Status> status = Claim.Status.of(each.path("status").asString(""));
      String text = each.path("claim").asString("").strip();
      if (status.isEmpty() || text.isEmpty()) {
        return new Reading.Unread<>(
            "claim "
                + (claims.size() + 1)
                + " in the judge's reply has "
                + (text.isEmpty() ? "no text" : "no status that was offered"));
      }
      String evidence = each.path("evidence").asString("");
      claims.add(
          new Claim(
              text,
              status.get(),
              evidence,
              quotes.hold(evidence),
              each.path("reasoning").asString("")));
    }
    return new Reading.Read<>(claims);
  }

  private static boolean coded(ObjectNode object, String code) {
    return object.has("claims") && object.path("code").asString("").equals(code);
  }
}
