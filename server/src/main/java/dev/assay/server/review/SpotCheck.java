package dev.assay.server.review;

import dev.assay.core.json.Json;
import dev.assay.server.store.Document;
import dev.assay.server.store.InteractionKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Interactions drawn for people to look at.
 *
 * @param id names the check: when it was due
 * @param from the interactions began at or after
 * @param to and before
 * @param evaluator the judge that is held against people, if any
 * @param candidates how many interactions it was drawn from
 * @param least the least probability with which any of them could have come into it, above 0
 * @param items what was drawn, oldest first
 * @param skipped why an item needs no answer, by interaction id
 * @since 0.1
 */
public record SpotCheck(
    String id,
    Instant from,
    Instant to,
    @Nullable String evaluator,
    long candidates,
    double least,
    List<Item> items,
    Map<String, String> skipped) {

  static final String COLLECTION = "spot_checks";

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if the least probability is outside (0, 1]
   */
  public SpotCheck {
    Objects.requireNonNull(id, "id");
    if (!(least > 0 && least <= 1)) {
      throw new IllegalArgumentException("least: " + least + " (expected: 0 < least <= 1)");
    }
    items = List.copyOf(items);
    skipped = Map.copyOf(skipped);
  }

  /**
   * One interaction that was drawn.
   *
   * @param interaction which
   * @param stratum the part of the traffic it stands for; empty if the draw was not spread
   * @param probability with which it came to be drawn, of all the traffic: that of the judge's look
   *     at it times that of the draw; without a judge that of the draw alone, among those whose
   *     content is kept
   * @since 0.1
   */
  public record Item(InteractionKey interaction, String stratum, double probability) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the probability is outside (0, 1]
     */
    public Item {
      Objects.requireNonNull(interaction, "interaction");
      Objects.requireNonNull(stratum, "stratum");
      if (!(probability > 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "probability: " + probability + " (expected: 0 < probability <= 1)");
      }
    }
  }

  /** The same check, of which this item needs no answer. */
  SpotCheck skipping(String interactionId, String why) {
    Map<String, String> more = new HashMap<>(skipped);
    more.put(interactionId, why);
    return new SpotCheck(id, from, to, evaluator, candidates, least, items, more);
  }

  Document document(Instant now) {
    ObjectNode json =
        Json.object()
            .put("from", from.toString())
            .put("to", to.toString())
            .put("evaluator", evaluator)
            .put("candidates", candidates)
            .put("least_probability", least);
    ArrayNode list = json.putArray("items");
    for (Item item : items) {
      list.addObject()
          .put("interaction", item.interaction().id())
          .put("started_at", item.interaction().startedAt().toString())
          .put("stratum", item.stratum())
          .put("probability", item.probability());
    }
    ObjectNode left = json.putObject("skipped");
    skipped.forEach(left::put);
    return new Document(COLLECTION, id, now, Json.write(json));
  }

  static SpotCheck of(Document document) {
    JsonNode json = Json.parse(document.json(), document.id(), 1);
    List<Item> items = json.path("items").values().stream().map(SpotCheck::item).toList();
    Map<String, String> skipped = new LinkedHashMap<>();
    json.path("skipped")
        .properties()
        .forEach(e -> skipped.put(e.getKey(), e.getValue().asString()));
    JsonNode evaluator = json.path("evaluator");
    return new SpotCheck(
        document.id(),
        Instant.parse(json.path("from").stringValue()),
        Instant.parse(json.path("to").stringValue()),
        evaluator.isString() ? evaluator.stringValue() : null,
        json.path("candidates").longValue(),
        least(json, items),
        items,
        skipped);
  }

  // What was drawn before this was kept has its items to go by.
  private static double least(JsonNode json, List<Item> items) {
    JsonNode kept = json.path("least_probability");
    return kept.isNumber()
        ? Json.number(kept)
        : items.stream().mapToDouble(Item::probability).min().orElse(1);
  }

  private static Item item(JsonNode json) {
    return new Item(
        new InteractionKey(
            json.path("interaction").stringValue(),
            Instant.parse(json.path("started_at").stringValue())),
        json.path("stratum").stringValue(),
        Json.number(json.path("probability")));
  }
}
