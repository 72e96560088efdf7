package dev.assay.core.dataset;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The content of a {@code dataset.lock}: what was approved of each dataset file beside it.
 *
 * @param entries by the dataset file's name
 */
record LockFile(SortedMap<String, Entry> entries) {

  private static final int FORMAT = 1;

  /**
   * The approval of one dataset file.
   *
   * @param goldenHash the content hash of its golden examples
   * @param approvals who approved this content
   * @param examples each golden example's content hash, by id
   */
  record Entry(String goldenHash, List<Approval> approvals, SortedMap<String, String> examples) {

    /** The entry for golden examples as they are. */
    static Entry of(List<Example> golden, List<Approval> approvals) {
      SortedMap<String, String> hashes = new TreeMap<>();
      golden.forEach(e -> hashes.put(e.id(), ContentHash.of(ExampleJson.write(e))));
      return new Entry(Dataset.contentHash(golden), approvals, hashes);
    }
  }

  static LockFile empty() {
    return new LockFile(new TreeMap<>());
  }

  /**
   * Reads a lock; one that is not there is empty.
   *
   * @throws InvalidInputException if it is not a lock
   */
  static LockFile read(Path path) {
    if (!Files.exists(path)) {
      return empty();
    }
    String file = path.toString();
    try {
      String text = Utf8Text.decode(Files.readAllBytes(path), file, 1, "file");
      return parse(Json.parse(text, file, 1), file);
    } catch (InvalidInputException e) {
      List<Problem> problems = new ArrayList<>();
      String next = "restore it from version control, or delete it and run assay dataset approve";
      e.problems().forEach(p -> problems.add(p.next() == null ? p.next(next) : p));
      throw new InvalidInputException(problems);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("lock", file, "a file that can be read").next(e.toString()), e);
    }
  }

  private static LockFile parse(JsonNode json, String file) {
    JsonNode format = json.path("format");
    if (format.isIntegralNumber() && format.asLong() > FORMAT) {
      throw new InvalidInputException(
          new Problem(
              Location.ofFile(file),
              "lock.format",
              format.asString(),
              "at most " + FORMAT,
              "a newer Assay wrote it: use that one"));
    }
    check(format.isIntegralNumber() && format.asLong() == FORMAT, file, "format", json);
    JsonNode datasets = json.path("datasets");
    check(datasets.isArray(), file, "datasets", json);
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (JsonNode dataset : datasets) {
      String name = text(dataset, "file", file);
      check(entries.put(name, entry(dataset, file)) == null, file, "file", dataset);
    }
    return new LockFile(entries);
  }

  private static Entry entry(JsonNode dataset, String file) {
    JsonNode approvedBy = dataset.path("approved_by");
    check(approvedBy.isArray() && !approvedBy.isEmpty(), file, "approved_by", dataset);
    List<Approval> approvals = new ArrayList<>();
    for (JsonNode item : approvedBy) {
      String note = item.has("note") ? text(item, "note", file) : null;
      approvals.add(new Approval(text(item, "by", file), text(item, "at", file), note));
    }
    check(dataset.path("examples").isArray(), file, "examples", dataset);
    SortedMap<String, String> examples = new TreeMap<>();
    for (JsonNode item : dataset.path("examples")) {
      String hash = text(item, "hash", file);
      check(examples.put(text(item, "id", file), hash) == null, file, "id", item);
    }
    return new Entry(text(dataset, "golden_hash", file), List.copyOf(approvals), examples);
  }

  private static String text(JsonNode json, String field, String file) {
    JsonNode value = json.path(field);
    check(value.isString(), file, field, json);
    return value.stringValue();
  }

  private static void check(boolean right, String file, String field, JsonNode within) {
    if (!right) {
      JsonNode value = within.get(field);
      throw new InvalidInputException(
          new Problem(
              Location.ofFile(file),
              "lock." + field,
              value == null ? "missing" : Json.write(value),
              "a lock as assay dataset approve writes it",
              null));
    }
  }

  void write(Path path) throws IOException {
    AtomicFile.write(path, out -> out.write(Json.utf8(text())));
  }

  // One line for each example, sorted: differences of the lock read like differences of the set.
  private String text() {
    StringBuilder text = new StringBuilder("{\n  \"format\": " + FORMAT + ",\n  \"datasets\": [");
    String comma = "";
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      Entry entry = named.getValue();
      text.append(comma).append("\n    {\n      \"file\": ").append(quoted(named.getKey()));
      text.append(",\n      \"golden_hash\": ").append(quoted(entry.goldenHash()));
      lines(text, "approved_by", entry.approvals().stream().map(Approval::toJson).toList());
      List<ObjectNode> hashes = new ArrayList<>();
      entry
          .examples()
          .forEach((id, hash) -> hashes.add(Json.object().put("id", id).put("hash", hash)));
      lines(text, "examples", hashes);
      text.append("\n    }");
      comma = ",";
    }
    return text.append("\n  ]\n}\n").toString();
  }

  private static void lines(StringBuilder text, String name, Collection<ObjectNode> items) {
    text.append(",\n      ").append(quoted(name)).append(": [");
    String comma = "";
    for (ObjectNode item : items) {
      text.append(comma).append("\n        ").append(Json.write(item));
      comma = ",";
    }
    text.append(items.isEmpty() ? "]" : "\n      ]");
  }

  private static String quoted(@Nullable String value) {
    ArrayNode array = Json.array().add(value);
    return Json.write(array.get(0));
  }
}
