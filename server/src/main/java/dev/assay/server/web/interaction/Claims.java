package dev.assay.server.web.interaction;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.server.store.EvaluationEvidence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The claims of an answer, as one evaluator found them.
 *
 * @param evaluator its name
 * @param version its version
 * @param claims in the evaluator's order
 */
record Claims(String evaluator, String version, List<Claim> claims) {

  private static final int MOST = 500;

  Claims {
    claims = List.copyOf(claims);
  }

  /** What is to be read of claims in what an evaluation showed; empty if there are none. */
  static Optional<Claims> of(EvaluationEvidence shown, Interaction said) {
    JsonNode list = shown.evidence().path("claims");
    List<Claim> claims = new ArrayList<>();
    for (JsonNode each : list) {
      if (each.isObject() && claims.size() < MOST) {
        claims.add(claim(claims.size() + 1, each, said));
      }
    }
    return claims.isEmpty()
        ? Optional.empty()
        : Optional.of(new Claims(shown.evaluator(), shown.version(), claims));
  }

  // Without a model places are numbers; judges quote words.
  private static Claim claim(int number, JsonNode json, Interaction said) {
    String output = said.output() == null ? "" : said.output();
    String text = json.path("text").asString(json.path("claim").asString(""));
    String status = json.path("counted_as").asString(json.path("status").asString(""));
    String reason = json.path("reason").asString(json.path("reasoning").asString(""));
    JsonNode evidence = json.path("evidence");
    String quote = evidence.isString() ? evidence.stringValue() : "";
    Claim.Place place =
        json.has("start") ? place(json, 0, output.length()) : found(text, output, 0);
    return new Claim(
        number,
        text,
        ClaimState.of(status),
        reason,
        place,
        evidence.isObject() ? support(evidence, said.context()) : quoted(quote, said.context()),
        quote);
  }

  private static Claim.@Nullable Place support(JsonNode evidence, List<Passage> context) {
    int passage = evidence.path("passage").asInt(-1);
    return passage < 0 || passage >= context.size()
        ? null
        : place(evidence, passage, context.get(passage).text().length());
  }

  private static Claim.@Nullable Place quoted(String quote, List<Passage> context) {
    for (int i = 0; i < context.size(); i++) {
      Claim.Place found = found(quote, context.get(i).text(), i);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Claim.@Nullable Place found(String part, String text, int passage) {
    int start = part.isBlank() ? -1 : text.indexOf(part);
    return start < 0 ? null : new Claim.Place(passage, start, start + part.length());
  }

  private static Claim.@Nullable Place place(JsonNode json, int passage, int length) {
    int start = json.path("start").asInt(-1);
    int end = json.path("end").asInt(-1);
    return start < 0 || end <= start || end > length ? null : new Claim.Place(passage, start, end);
  }

  /** How many there are of each state. */
  Map<ClaimState, Integer> counts() {
    Map<ClaimState, Integer> counts = new EnumMap<>(ClaimState.class);
    claims.forEach(each -> counts.merge(each.state(), 1, Integer::sum));
    return counts;
  }

  /** Names these claims in addresses. */
  String key() {
    return evaluator + "@" + version;
  }
}
