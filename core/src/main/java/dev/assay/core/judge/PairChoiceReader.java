package dev.assay.core.judge;

import dev.assay.core.json.Json;
import dev.assay.core.model.ReplySchema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks for reasoning and then the better of two responses, or a tie, and reads it from JSON or
 * prose.
 *
 * @param marked whether {@code [RESULT]} is looked for first, as models made for judging write it
 */
record PairChoiceReader(boolean marked) implements ReplyReader<PairChoice> {

  private static final List<String> KEYS =
      List.of("winner", "choice", "better", "result", "verdict", "answer");

  @Override
  public ReplySchema schema() {
    ObjectNode schema = Json.object().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("reasoning").put("type", "string");
    properties
        .putObject("winner")
        .put("type", "string")
        .putArray("enum")
        .add("A")
        .add("B")
        .add("tie");
    schema.putArray("required").add("reasoning").add("winner");
    schema.put("additionalProperties", false);
    return new ReplySchema("comparison", schema);
  }

  @Override
  public String askForJson() {
    return "Answer with one JSON object and nothing else: first \"reasoning\", what makes one response"
        + " better or worse than the other by the criteria, then \"winner\": \"A\", \"B\" or \"tie\".";
  }

  @Override
  public String askForText(String code) {
    return "First write your reasoning: what makes one response better or worse than the other by the"
        + " criteria. Then end with one line of exactly this form, the winner being A, B or tie:\nRESULT "
        + code
        + ": <winner>";
  }

  @Override
  public Reading<PairChoice> read(Reply reply) {
    ResultText text = new ResultText(reply, PairChoice.OFFERED, null);
    Echo echo = new Echo(reply.judged());
    Optional<ObjectNode> whole = ReplyJson.whole(reply.text());
    if (whole.isPresent()) {
      return echo.repeats(reply.text()) ? new Reading.Unread<>(Echo.WHOLE) : choice(whole.get());
    }
    Optional<ResultText.Found> found = text.coded();
    if (found.isEmpty() && marked) {
      found = text.bracketed();
    }
    if (found.isEmpty()) {
      Optional<ObjectNode> json =
          ReplyJson.last(reply.text(), PairChoiceReader::chooses, echo::repeats);
      if (json.isPresent()) {
        return choice(json.get());
      }
      found = text.bracketed().or(text::named);
    }
    return found
        .<Reading<PairChoice>>map(f -> new Reading.Read<>(PairChoice.of(f.choice())))
        .orElseGet(() -> new Reading.Unread<>(text.reason("winner", "A, B or tie")));
  }

  private static boolean chooses(ObjectNode object) {
    return KEYS.stream().anyMatch(object::hasNonNull);
  }

  private static Reading<PairChoice> choice(ObjectNode object) {
    for (String key : KEYS) {
      JsonNode value = object.get(key);
      if (value != null && !value.isNull()) {
        String word = value.isString() ? value.stringValue().strip() : "";
        String bare = word.toLowerCase(Locale.ROOT).replaceFirst("^(?:response|answer)\\s+", "");
        if (PairChoice.OFFERED.stream().anyMatch(bare::equalsIgnoreCase)) {
          return new Reading.Read<>(PairChoice.of(bare));
        }
        String shown = value.toString();
        return new Reading.Unread<>(
            "the judge's reply names "
                + shown.substring(0, Math.min(60, shown.length()))
                + " as winner, and A, B or tie was offered");
      }
    }
    return new Reading.Unread<>("the JSON of the judge's reply holds no winner");
  }
}
