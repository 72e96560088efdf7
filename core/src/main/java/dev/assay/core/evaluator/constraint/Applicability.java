package dev.assay.core.evaluator.constraint;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which examples a constraint is for: those its {@code when} matches and its {@code unless} does
 * not. In production there is no example: then neither matches.
 *
 * @param when what must match; null for every example
 * @param unless what must not match; null for none
 */
record Applicability(@Nullable Condition when, @Nullable Condition unless) {

  boolean covers(@Nullable Example example) {
    return (when == null || (example != null && when.matches(example)))
        && (unless == null || example == null || !unless.matches(example));
  }

  /**
   * A condition on an example; every part that is given must match.
   *
   * @param tags at least one of these, unless empty
   * @param partitions one of these, unless empty
   * @param metadata for each name one of the texts
   */
  record Condition(
      Set<String> tags, Set<Partition> partitions, Map<String, List<String>> metadata) {

    private static final List<String> KEYS = List.of("tag", "partition", "metadata");

    boolean matches(Example example) {
      return (tags.isEmpty() || example.tags().stream().anyMatch(tags::contains))
          && (partitions.isEmpty() || partitions.contains(example.partition()))
          && metadata.entrySet().stream()
              .allMatch(e -> holdsOneOf(example.metadata().get(e.getKey()), e.getValue()));
    }

    private static boolean holdsOneOf(@Nullable JsonNode value, List<String> texts) {
      if (value == null) {
        return false;
      }
      if (value.isArray()) {
        return value.valueStream().anyMatch(item -> holdsOneOf(item, texts));
      }
      String text = InteractionJson.text(value);
      return text != null && texts.contains(text);
    }

    static Condition read(String subject, JsonNode json) {
      if (!json.isObject() || json.isEmpty()) {
        throw new InvalidInputException(
            Problem.of(subject, Json.write(json), "some of " + String.join(", ", KEYS)));
      }
      Set<String> tags = Set.of();
      Set<Partition> partitions = EnumSet.noneOf(Partition.class);
      Map<String, List<String>> metadata = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        String at = subject + "." + entry.getKey();
        switch (entry.getKey()) {
          case "tag" -> tags = Set.copyOf(texts(at, entry.getValue()));
          case "partition" ->
              texts(at, entry.getValue()).forEach(key -> partitions.add(partition(at, key)));
          case "metadata" -> metadata.putAll(metadata(at, entry.getValue()));
          default ->
              throw new InvalidInputException(
                  Problem.of(subject, entry.getKey(), "a condition")
                      .next(Nearest.advice(entry.getKey(), KEYS)));
        }
      }
      return new Condition(tags, Set.copyOf(partitions), metadata);
    }

    private static Partition partition(String at, String key) {
      return Partition.ofKey(key)
          .orElseThrow(
              () ->
                  new InvalidInputException(
                      Problem.of(at, key, "a partition")
                          .next(Nearest.advice(key, Partition.keys()))));
    }

    private static Map<String, List<String>> metadata(String at, JsonNode json) {
      if (!json.isObject() || json.isEmpty()) {
        throw new InvalidInputException(
            Problem.of(at, Json.write(json), "names and the values they must have"));
      }
      Map<String, List<String>> metadata = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        metadata.put(entry.getKey(), texts(at + "." + entry.getKey(), entry.getValue()));
      }
      return metadata;
    }

    // An empty list would never match: a check that cannot fail.
    private static List<String> texts(String at, JsonNode json) {
      List<String> texts = new ArrayList<>();
      if (json.isArray()) {
        json.forEach(item -> texts.add(scalar(at, item)));
      } else {
        texts.add(scalar(at, json));
      }
      if (texts.isEmpty()) {
        throw new InvalidInputException(Problem.of(at, "[]", "at least one value"));
      }
      return texts;
    }

    private static String scalar(String at, JsonNode json) {
      if (!json.isValueNode() || json.isNull()) {
        throw new InvalidInputException(Problem.of(at, Json.write(json), "a value or a list"));
      }
      return json.asString();
    }
  }
}
