package dev.assay.core.dataset;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes examples of rows, and notes every mistake with its place. */
final class ExampleReader {

  private static final Set<String> REVIEW_FIELDS = new TreeSet<>(List.of("by", "at", "note"));
  private static final Set<String> PASSAGE_FIELDS =
      new TreeSet<>(List.of("id", "text", "content", "score"));

  private final FieldMapping mapping;
  private final ProblemLog log;

  ExampleReader(FieldMapping mapping, ProblemLog log) {
    this.mapping = mapping;
    this.log = log;
  }

  /** The example of a row, unless it has a mistake. */
  Optional<Example> read(RawRecord raw, String fileStem) {
    int before = log.size();
    RawRecord row = mapping.apply(raw);
    refuseUnknown(row);
    String id = id(row, fileStem);
    Partition partition = partition(row);
    JsonNode input = value(row, "input");
    if (input == null) {
      log.add(missing(row, "input", "a string, or any JSON"));
    }
    Location contextAt = row.valueAt("context");
    List<Passage> context = context(value(row, "context"), contextAt);
    List<String> tags = tags(row);
    ObjectNode metadata = metadata(row);
    String createdAt = createdAt(row);
    JsonNode provenance = provenance(row);
    List<Review> reviews = reviews(value(row, "reviews"), row.valueAt("reviews"));
    if (log.size() > before || log.full() || id == null || partition == null || input == null) {
      return Optional.empty();
    }
    return Optional.of(
        Example.builder(id, partition, input)
            .expectedOutput(value(row, "expected_output"))
            .context(context)
            .tags(tags)
            .metadata(metadata)
            .createdAt(createdAt)
            .provenance(provenance)
            .reviews(reviews)
            .build());
  }

  private void refuseUnknown(RawRecord row) {
    for (String name : row.fields().propertyNames()) {
      if (!FieldMapping.FIELDS.contains(name)) {
        String near =
            Nearest.to(name, FieldMapping.FIELDS)
                .map(field -> "did you mean " + field + "?")
                .orElse("put it under metadata, or map it to a field");
        log.add(
            new Problem(
                row.nameAt(name), "field", name, String.join(", ", FieldMapping.FIELDS), near));
      }
    }
  }

  private @Nullable String id(RawRecord row, String fileStem) {
    JsonNode id = value(row, "id");
    if (id == null) {
      return derivedId(row, fileStem);
    }
    String text = id.isString() ? id.stringValue() : id.isIntegralNumber() ? id.asString() : "";
    if (text.isBlank()) {
      log.add(wrong(row.valueAt("id"), "id", id, "a text that is not blank"));
      return null;
    }
    return text;
  }

  private @Nullable String derivedId(RawRecord row, String fileStem) {
    return switch (mapping.ids()) {
      case CONTENT -> "c-" + ContentHash.of(row.fields()).replace("sha256:", "").substring(0, 16);
      case ROW -> fileStem + "-" + row.number();
      case REQUIRED -> {
        log.add(missing(row, "id", "a text that is unique in the dataset"));
        yield null;
      }
    };
  }

  private @Nullable Partition partition(RawRecord row) {
    JsonNode partition = value(row, "partition");
    String expected = String.join(", ", Partition.keys());
    if (partition == null) {
      log.add(
          missing(row, "partition", expected)
              .next("add the field, or name a default partition for the file"));
      return null;
    }
    String key = partition.isString() ? partition.stringValue().strip() : "";
    Optional<Partition> known = Partition.ofKey(key);
    if (known.isEmpty()) {
      log.add(
          wrong(row.valueAt("partition"), "partition", partition, expected)
              .next(
                  Nearest.to(key, Partition.keys())
                      .map(k -> "did you mean " + k + "?")
                      .orElse(null)));
    }
    return known.orElse(null);
  }

  private List<Passage> context(@Nullable JsonNode context, Location at) {
    if (context == null) {
      return List.of();
    }
    try {
      List<Passage> passages = InteractionJson.passages(context, "context");
      int index = 0;
      for (JsonNode item : context.isArray() ? context : Json.array().add(context)) {
        refuseUnknown(item, "context[" + index++ + "]", PASSAGE_FIELDS, at);
      }
      return passages;
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> log.add(problem.at(at)));
      return List.of();
    }
  }

  private List<String> tags(RawRecord row) {
    JsonNode tags = value(row, "tags");
    Location at = row.valueAt("tags");
    if (tags == null) {
      return List.of();
    }
    if (row.cells() && tags.isString()) {
      return Arrays.stream(tags.stringValue().split(";"))
          .map(String::strip)
          .filter(tag -> !tag.isEmpty())
          .toList();
    }
    if (!tags.isArray()) {
      log.add(wrong(at, "tags", tags, "a list of texts"));
      return List.of();
    }
    List<String> texts = new ArrayList<>(tags.size());
    for (JsonNode tag : tags) {
      if (tag.isString() && !tag.stringValue().isBlank()) {
        texts.add(tag.stringValue());
      } else {
        log.add(wrong(at, "tags[" + texts.size() + "]", tag, "a text that is not blank"));
        return List.of();
      }
    }
    return texts;
  }

  private ObjectNode metadata(RawRecord row) {
    JsonNode metadata = value(row, "metadata");
    if (metadata == null) {
      return Json.object();
    }
    if (metadata instanceof ObjectNode object) {
      return object;
    }
    log.add(wrong(row.valueAt("metadata"), "metadata", metadata, "an object"));
    return Json.object();
  }

  private @Nullable String createdAt(RawRecord row) {
    JsonNode createdAt = value(row, "created_at");
    return createdAt == null ? null : date(createdAt, "created_at", row.valueAt("created_at"));
  }

  private @Nullable JsonNode provenance(RawRecord row) {
    JsonNode provenance = value(row, "provenance");
    if (provenance != null && !provenance.isObject() && !provenance.isString()) {
      log.add(wrong(row.valueAt("provenance"), "provenance", provenance, "an object or a text"));
      return null;
    }
    return provenance;
  }

  private List<Review> reviews(@Nullable JsonNode reviews, Location at) {
    if (reviews == null) {
      return List.of();
    }
    if (!reviews.isArray()) {
      log.add(wrong(at, "reviews", reviews, "a list of {by, at, note}"));
      return List.of();
    }
    List<Review> list = new ArrayList<>(reviews.size());
    int index = 0;
    for (JsonNode review : reviews) {
      review(review, "reviews[" + index++ + "]", at).ifPresent(list::add);
    }
    return list;
  }

  private Optional<Review> review(JsonNode review, String subject, Location at) {
    if (!review.isObject()) {
      log.add(wrong(at, subject, review, "an object {by, at, note}"));
      return Optional.empty();
    }
    refuseUnknown(review, subject, REVIEW_FIELDS, at);
    String by = text(review.get("by"), subject + ".by", "who reviewed", at);
    JsonNode when = review.get("at");
    String date =
        when == null || when.isNull()
            ? text(when, subject + ".at", IsoTime.EXPECTED, at)
            : date(when, subject + ".at", at);
    JsonNode note = review.get("note");
    boolean noted = note != null && !note.isNull();
    String words = noted ? text(note, subject + ".note", "a text", at) : null;
    return by == null || date == null || (noted && words == null)
        ? Optional.empty()
        : Optional.of(new Review(by, date, words));
  }

  private @Nullable String text(
      @Nullable JsonNode value, String subject, String expected, Location at) {
    if (value != null && value.isString() && !value.stringValue().isBlank()) {
      return value.stringValue();
    }
    log.add(
        value == null || value.isNull()
            ? new Problem(at, subject, "missing", expected, null)
            : wrong(at, subject, value, expected));
    return null;
  }

  private @Nullable String date(JsonNode value, String subject, Location at) {
    if (value.isString() && IsoTime.parse(value.stringValue()).isPresent()) {
      return value.stringValue();
    }
    log.add(wrong(at, subject, value, IsoTime.EXPECTED));
    return null;
  }

  private void refuseUnknown(JsonNode json, String subject, Set<String> known, Location at) {
    if (!json.isObject()) {
      return;
    }
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (!known.contains(entry.getKey())) {
        log.add(
            new Problem(
                at,
                subject + "." + entry.getKey(),
                Json.write(entry.getValue()),
                "no field but " + String.join(", ", known),
                Nearest.advice(entry.getKey(), known)));
      }
    }
  }

  private static @Nullable JsonNode value(RawRecord row, String field) {
    JsonNode value = row.fields().get(field);
    return value == null || value.isNull() ? null : value;
  }

  private static Problem missing(RawRecord row, String field, String expected) {
    return new Problem(row.at(), field, "missing", expected, null);
  }

  private static Problem wrong(Location at, String subject, JsonNode value, String expected) {
    return new Problem(at, subject, Json.write(value), expected, null);
  }
}
