package dev.assay.core.dataset.generate;

import dev.assay.core.dataset.Example;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was generated.
 *
 * @param examples the adversarial examples, sorted by id
 * @param withoutText the ids of sources in whose input there is no text to mutate
 * @since 0.1
 */
public record Generated(List<Example> examples, List<String> withoutText) {

  /** Copies the lists. */
  public Generated {
    examples = List.copyOf(examples);
    withoutText = List.copyOf(withoutText);
  }

  /** The JSON form: {@code {n, mutations: {typos: 3, …}, without_text: […]}}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("n", examples.size());
    Map<String, Integer> counts = new TreeMap<>();
    examples.forEach(
        e -> counts.merge(e.metadata().path("mutation").asString(""), 1, Integer::sum));
    counts.forEach(json.putObject("mutations")::put);
    ArrayNode skipped = json.putArray("without_text");
    withoutText.forEach(skipped::add);
    return json;
  }
}
