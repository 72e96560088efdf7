package dev.assay.core.dataset;

import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Datasets of hostile texts and odd structures, the same for the same seed. */
final class RandomDatasets {

  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          " ",
          "\n",
          "\r",
          "\r\n",
          "\t",
          "\u0000",
          "\u0007",
          "\u001b[31m",
          "\u007f",
          "\u0085",
          "\u00a0",
          "\u2028",
          "\ufeff",
          "\ufffe",
          "\uffff",
          "\ud83d\ude00",
          "\ud800",
          "\udc00",
          "é",
          "中",
          "\u202e",
          "\u200b",
          "\"",
          "'",
          ",",
          ";",
          "{",
          "}",
          "[",
          "]",
          "&x",
          "*x",
          "#",
          ":",
          ": ",
          "- ",
          "?",
          "|",
          ">",
          "%",
          "@",
          "`",
          "\\",
          "\\u0000",
          "~",
          "null",
          "true",
          "yes",
          "1",
          "0x1",
          "1e3",
          ".inf",
          "<<",
          "=1+1",
          "<script>",
          "2024-01-01",
          "---",
          "...",
          "!!str");

  private final SplittableRandom random;

  RandomDatasets(long seed) {
    random = new SplittableRandom(seed);
  }

  Dataset dataset() {
    int n = 1 + random.nextInt(6);
    List<Example> examples = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      examples.add(example(i));
    }
    return new Dataset("d", random.nextBoolean() ? "qa" : null, examples);
  }

  private Example example(int number) {
    Partition partition = Partition.ofKey(pick(Partition.keys())).orElseThrow();
    Example.Builder builder = Example.builder(number + nonBlank(), partition, value(0));
    if (random.nextBoolean()) {
      builder.expectedOutput(value(0));
    }
    if (random.nextBoolean()) {
      builder.context(
          List.of(
              Passage.of(text()),
              new Passage(nonBlank(), text(), random.nextBoolean() ? 0.5 : null)));
    }
    if (random.nextBoolean()) {
      builder.tags(List.of(nonBlank(), nonBlank()));
    }
    if (random.nextBoolean()) {
      builder.metadata(object(0));
    }
    if (random.nextBoolean()) {
      builder.createdAt("2026-01-02T03:04:05Z");
    }
    if (random.nextBoolean()) {
      builder.provenance(random.nextBoolean() ? object(0) : string(text()));
    }
    if (random.nextBoolean()) {
      builder.reviews(
          List.of(
              new Review(nonBlank(), "2026-01-02", null),
              new Review("b", "2026-01-02", nonBlank())));
    }
    return builder.build();
  }

  private String pick(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private String nonBlank() {
    return "x" + text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(pick(PIECES));
    }
    return text.toString();
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth > 2 ? 5 : 7)) {
      case 0 -> number();
      case 1 -> Json.array().add(random.nextBoolean()).get(0);
      case 2, 3, 4 -> string(text());
      case 5 -> object(depth + 1);
      default -> array(depth + 1);
    };
  }

  private JsonNode number() {
    List<String> numbers =
        List.of(
            "0", "-7", "5000000000", "123456789012345678901234567890", "1.50", "1E-7", "2.5E+9");
    return Json.parse(pick(numbers), "number", 1);
  }

  private ObjectNode object(int depth) {
    ObjectNode object = Json.object();
    for (int i = random.nextInt(3); i > 0; i--) {
      // Jackson refuses lone surrogates in names, so no file can hold them there.
      object.set(text().replaceAll("\\p{Cs}", "s"), value(depth));
    }
    return object;
  }

  private ArrayNode array(int depth) {
    ArrayNode array = Json.array();
    for (int i = random.nextInt(3); i > 0; i--) {
      array.add(value(depth));
    }
    return array;
  }

  private static JsonNode string(String text) {
    return Json.array().add(text).get(0);
  }
}
