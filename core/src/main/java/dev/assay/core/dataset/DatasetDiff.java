package dev.assay.core.dataset;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changed between two datasets, example by example.
 *
 * <p>Examples are paired by id. What they say counts, not how: key order and number spelling do
 * not.
 *
 * @param before the content hash of the first
 * @param after the content hash of the second
 * @param changes added and changed examples in the order of the second, then removed ones in the
 *     order of the first
 * @param unchanged how many examples are the same
 * @since 0.1
 */
public record DatasetDiff(String before, String after, List<Change> changes, int unchanged) {

  /** What happened to an example. */
  public enum Kind {
    /** Only the second has it. */
    ADDED,
    /** Only the first has it. */
    REMOVED,
    /** Both have it and it differs. */
    CHANGED;

    /** The name as files spell it: lower case. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What happened to one example.
   *
   * @param kind what
   * @param exampleId to which
   * @param partition its partition, after if it is there
   * @param previousPartition its partition before, if it moved
   * @param fields the fields that differ, of a changed example
   */
  public record Change(
      Kind kind,
      String exampleId,
      Partition partition,
      @Nullable Partition previousPartition,
      List<String> fields) {

    /** Copies the list. */
    public Change {
      fields = List.copyOf(fields);
    }

    /** The JSON form: {@code {kind, example_id, partition, previous_partition?, fields?}}. */
    public ObjectNode toJson() {
      ObjectNode json =
          Json.object()
              .put("kind", kind.key())
              .put("example_id", exampleId)
              .put("partition", partition.key());
      if (previousPartition != null) {
        json.put("previous_partition", previousPartition.key());
      }
      if (!fields.isEmpty()) {
        ArrayNode names = json.putArray("fields");
        fields.forEach(names::add);
      }
      return json;
    }
  }

  /** Copies the list. */
  public DatasetDiff {
    changes = List.copyOf(changes);
  }

  /** Compares two datasets. */
  public static DatasetDiff of(Dataset before, Dataset after) {
    Map<String, Example> left = new LinkedHashMap<>();
    before.examples().forEach(example -> left.put(example.id(), example));
    List<Change> changes = new ArrayList<>();
    int unchanged = 0;
    for (Example example : after.examples()) {
      Example previous = left.remove(example.id());
      if (previous == null) {
        changes.add(new Change(Kind.ADDED, example.id(), example.partition(), null, List.of()));
        continue;
      }
      List<String> fields = fields(previous, example);
      if (fields.isEmpty()) {
        unchanged++;
        continue;
      }
      boolean moved = previous.partition() != example.partition();
      changes.add(
          new Change(
              Kind.CHANGED,
              example.id(),
              example.partition(),
              moved ? previous.partition() : null,
              fields));
    }
    left.values()
        .forEach(
            example ->
                changes.add(
                    new Change(Kind.REMOVED, example.id(), example.partition(), null, List.of())));
    return new DatasetDiff(before.contentHash(), after.contentHash(), changes, unchanged);
  }

  private static List<String> fields(Example before, Example after) {
    ObjectNode old = ExampleJson.write(before);
    ObjectNode now = ExampleJson.write(after);
    return FieldMapping.FIELDS.stream()
        .filter(name -> !same(old.get(name), now.get(name)))
        .toList();
  }

  private static boolean same(@Nullable JsonNode a, @Nullable JsonNode b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return a.equals(b) || ContentHash.canonical(a).equals(ContentHash.canonical(b));
  }

  /** Whether nothing was added, removed or changed. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** How many changes of a kind there are in each partition that has one. */
  public Map<Partition, Long> count(Kind kind) {
    Map<Partition, Long> counts = new EnumMap<>(Partition.class);
    for (Change change : changes) {
      if (change.kind() == kind) {
        counts.merge(change.partition(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /**
   * The JSON form: {@code {before, after, unchanged, partitions: {golden: {added, removed,
   * changed}, …}, changes: […]}}.
   */
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object().put("before", before).put("after", after).put("unchanged", unchanged);
    ObjectNode partitions = json.putObject("partitions");
    for (Partition partition : Partition.values()) {
      ObjectNode counts = Json.object();
      long sum = 0;
      for (Kind kind : Kind.values()) {
        long n = count(kind).getOrDefault(partition, 0L);
        counts.put(kind.key(), n);
        sum += n;
      }
      if (sum > 0) {
        partitions.set(partition.key(), counts);
      }
    }
    ArrayNode list = json.putArray("changes");
    changes.forEach(change -> list.add(change.toJson()));
    return json;
  }
}
