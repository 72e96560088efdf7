package dev.assay.core.dataset;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a file's own column names become an example's fields.
 *
 * <p>Each of our fields, or a part of one such as {@code input.question} or {@code
 * metadata.source}, names the column it comes from: by its name, or by a JSON Pointer that begins
 * with {@code /}. A column that has the name of one of our fields and is not mapped is that field.
 * What is left over is refused, or kept under {@code metadata}, or dropped, as {@link Unmapped}
 * says. Defaults fill fields that a row does not have.
 *
 * <p>Immutable: each {@code with…} gives a new mapping.
 *
 * @since 0.1
 */
public final class FieldMapping {

  /** An example's fields, in the order in which they are written. */
  public static final List<String> FIELDS =
      List.of(
          "id",
          "partition",
          "input",
          "expected_output",
          "context",
          "tags",
          "metadata",
          "created_at",
          "provenance",
          "reviews");

  /** The fields of which a part may be mapped, as in {@code metadata.source}. */
  static final List<String> STRUCTURED =
      List.of("input", "expected_output", "metadata", "provenance");

  private static final FieldMapping NONE =
      new FieldMapping(Map.of(), Map.of(), Unmapped.REFUSE, Ids.REQUIRED);

  /** What happens to a column that is neither mapped nor one of our fields. */
  public enum Unmapped {
    /** It is an error that names the column and where it stands. */
    REFUSE,
    /** Its value goes under {@code metadata}, by the column's name. */
    METADATA,
    /** It is left out. */
    DROP
  }

  /** Where the id of a row comes from that has none. */
  public enum Ids {
    /** Nowhere: a row without an id is an error. */
    REQUIRED,
    /**
     * From what the row says: {@code c-} and 16 hexadecimal digits of its content hash. Equal rows
     * get equal ids, which are then reported as duplicates.
     */
    CONTENT,
    /**
     * From its place: the file's name without its extension, {@code -}, the row's number from 1.
     */
    ROW
  }

  private final Map<String, String> columns;
  private final Map<String, JsonNode> defaults;
  private final Unmapped unmapped;
  private final Ids ids;

  private FieldMapping(
      Map<String, String> columns, Map<String, JsonNode> defaults, Unmapped unmapped, Ids ids) {
    this.columns = columns;
    this.defaults = defaults;
    this.unmapped = unmapped;
    this.ids = ids;
  }

  /** Files with our own names: unknown fields are refused and every row needs an id. */
  public static FieldMapping none() {
    return NONE;
  }

  /**
   * Reads a mapping from its JSON form: our fields with the columns they come from, and optionally
   * {@code defaults} (an object of our fields), {@code unmapped} ({@code refuse}, {@code metadata}
   * or {@code drop}) and {@code ids} ({@code required}, {@code content} or {@code row}).
   *
   * @throws InvalidInputException with every mistake in it
   */
  public static FieldMapping read(ObjectNode json) {
    FieldMapping mapping = NONE;
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      try {
        mapping = mapping.withEntry(entry.getKey(), entry.getValue());
      } catch (InvalidInputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return mapping;
  }

  private FieldMapping withEntry(String key, JsonNode value) {
    String text = value.isString() ? value.stringValue() : "";
    return switch (key) {
      case "unmapped" -> withUnmapped(constant(Unmapped.values(), key, text));
      case "ids" -> withIds(constant(Ids.values(), key, text));
      case "defaults" -> withDefaults(value);
      default -> {
        if (text.isEmpty()) {
          throw new InvalidInputException(
              Problem.of("mapping." + key, Json.write(value), "the name of a column"));
        }
        yield withColumn(key, text);
      }
    };
  }

  private FieldMapping withDefaults(JsonNode value) {
    if (!value.isObject()) {
      throw new InvalidInputException(
          Problem.of("mapping.defaults", Json.write(value), "an object of fields"));
    }
    FieldMapping mapping = this;
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      mapping = mapping.withDefault(entry.getKey(), entry.getValue());
    }
    return mapping;
  }

  /**
   * Takes {@code field} from {@code column}.
   *
   * @param field one of {@link #FIELDS}, or a part such as {@code metadata.source}
   * @param column the column's name, or a JSON Pointer beginning with {@code /}
   * @throws InvalidInputException if there is no such field
   */
  public FieldMapping withColumn(String field, String column) {
    checkField(field);
    if (column.isBlank()) {
      throw new InvalidInputException(
          Problem.of("mapping." + field, column, "the name of a column"));
    }
    Map<String, String> more = new LinkedHashMap<>(columns);
    more.put(field, column);
    return new FieldMapping(more, defaults, unmapped, ids);
  }

  /**
   * Gives {@code field} a value in rows that have none.
   *
   * @throws InvalidInputException if there is no such field
   */
  public FieldMapping withDefault(String field, JsonNode value) {
    checkField(field);
    Map<String, JsonNode> more = new LinkedHashMap<>(defaults);
    more.put(field, value);
    return new FieldMapping(columns, more, unmapped, ids);
  }

  /** Gives rows without a partition this one. */
  public FieldMapping withDefaultPartition(Partition partition) {
    return withDefault("partition", Json.array().add(partition.key()).get(0));
  }

  /** Says what happens to columns that are left over; {@link Unmapped#REFUSE} by default. */
  public FieldMapping withUnmapped(Unmapped unmapped) {
    return new FieldMapping(columns, defaults, Objects.requireNonNull(unmapped), ids);
  }

  /** Says where missing ids come from; {@link Ids#REQUIRED} by default. */
  public FieldMapping withIds(Ids ids) {
    return new FieldMapping(columns, defaults, unmapped, Objects.requireNonNull(ids));
  }

  Ids ids() {
    return ids;
  }

  /**
   * The columns that this mapping takes from and {@code columns} lacks, with the field each is for.
   * Only meaningful for tables, whose header says what there is.
   */
  Map<String, String> missing(List<String> header) {
    Map<String, String> missing = new LinkedHashMap<>();
    columns.forEach(
        (field, column) -> {
          if (!column.startsWith("/") && !header.contains(column)) {
            missing.put(field, column);
          }
        });
    return missing;
  }

  /** The row with our names. Unknown fields stay where they are refused, and are refused later. */
  RawRecord apply(RawRecord row) {
    if (columns.isEmpty() && defaults.isEmpty() && unmapped == Unmapped.REFUSE && !row.cells()) {
      return row;
    }
    ObjectNode ours = Json.object();
    Map<String, String> origins = new LinkedHashMap<>();
    ObjectNode rest = rest(row, ours, origins);
    for (Map.Entry<String, String> entry : columns.entrySet()) {
      find(row.fields(), entry.getValue())
          .ifPresent(value -> put(ours, origins, entry.getKey(), value, top(entry.getValue())));
    }
    ObjectNode left = Json.object();
    for (Map.Entry<String, JsonNode> column : rest.properties()) {
      String name = column.getKey();
      if (unmapped == Unmapped.METADATA) {
        left.set(name, column.getValue());
      } else if (unmapped == Unmapped.REFUSE) {
        ours.set(name, column.getValue());
        origins.put(name, name);
      }
    }
    addMetadata(ours, left);
    defaults.forEach(
        (field, value) -> {
          if (FieldPath.get(ours, field) == null) {
            FieldPath.put(ours, field, value.deepCopy());
          }
        });
    return row.with(ours, origins);
  }

  // Fields that have our names go to `ours`; what is neither ours nor taken by the mapping is
  // left over.
  private ObjectNode rest(RawRecord row, ObjectNode ours, Map<String, String> origins) {
    ObjectNode rest = Json.object();
    for (Map.Entry<String, JsonNode> column : row.fields().properties()) {
      String name = column.getKey();
      boolean taken =
          columns.values().stream().anyMatch(c -> c.equals(name) || top(c).equals(name));
      if (taken) {
        continue;
      }
      boolean part = row.cells() && isPart(name);
      if ((FIELDS.contains(name) || part) && !columns.containsKey(name)) {
        put(ours, origins, name, column.getValue(), name);
      } else {
        rest.set(name, column.getValue());
      }
    }
    return rest;
  }

  private static void addMetadata(ObjectNode ours, ObjectNode left) {
    if (left.isEmpty()) {
      return;
    }
    JsonNode metadata = ours.get("metadata");
    ObjectNode merged = Json.object();
    if (metadata instanceof ObjectNode object) {
      merged.setAll(object);
    }
    left.properties().forEach(e -> merged.putIfAbsent(e.getKey(), e.getValue()));
    if (metadata == null || metadata.isObject()) {
      ours.set("metadata", merged);
    }
  }

  private static void put(
      ObjectNode ours, Map<String, String> origins, String field, JsonNode value, String origin) {
    if (isPart(field)) {
      FieldPath.put(ours, field, value);
      origins.putIfAbsent(FieldPath.head(field), origin);
    } else {
      ours.set(field, value);
      origins.put(field, origin);
    }
  }

  private static Optional<JsonNode> find(ObjectNode row, String column) {
    JsonNode value = row.get(column);
    if (value == null && column.startsWith("/")) {
      value = row.at(column);
    }
    return value == null || value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(value);
  }

  // The column of a row that a pointer goes into.
  private static String top(String column) {
    if (!column.startsWith("/")) {
      return column;
    }
    String first = column.substring(1).split("/", 2)[0];
    return first.replace("~1", "/").replace("~0", "~");
  }

  static boolean isPart(String field) {
    int dot = field.indexOf('.');
    return dot > 0 && dot < field.length() - 1 && STRUCTURED.contains(field.substring(0, dot));
  }

  private static void checkField(String field) {
    if (!FIELDS.contains(field) && !isPart(field)) {
      throw new InvalidInputException(
          Problem.of("mapping", field, "a field of an example, or a part such as metadata.source")
              .next(Nearest.advice(field, FIELDS)));
    }
  }

  private static <E extends Enum<E>> E constant(E[] values, String key, @Nullable String text) {
    List<String> known = Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    int index = text == null ? -1 : known.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new InvalidInputException(
          Problem.of("mapping." + key, text, String.join(", ", known))
              .next(Nearest.advice(String.valueOf(text), known)));
    }
    return values[index];
  }
}
