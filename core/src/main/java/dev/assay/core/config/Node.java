package dev.assay.core.config;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value in a file that people write, with its place. Containers are not to be changed.
 *
 * @since 0.1
 */
public sealed interface Node {

  /** Where it begins. */
  Location at();

  /** What stands in the file: what may be shown and kept. */
  JsonNode written();

  /** What it means, with the environment filled in. */
  JsonNode meant();

  /**
   * A string, number, boolean or null.
   *
   * @param at where it begins
   * @param written what stands in the file
   * @param meant the same, with the environment filled in
   */
  record Scalar(Location at, JsonNode written, JsonNode meant) implements Node {

    /** What stands in the file and has nothing of the environment. */
    public static Scalar of(Location at, JsonNode value) {
      return new Scalar(at, value, value);
    }

    /** Whether the environment had a part in it. */
    public boolean expanded() {
      return !written.equals(meant);
    }
  }

  /**
   * A list.
   *
   * @param at where it begins
   * @param items its items
   */
  record Sequence(Location at, List<Node> items) implements Node {

    @Override
    public JsonNode written() {
      ArrayNode array = Json.array();
      items.forEach(item -> array.add(item.written()));
      return array;
    }

    @Override
    public JsonNode meant() {
      ArrayNode array = Json.array();
      items.forEach(item -> array.add(item.meant()));
      return array;
    }
  }

  /**
   * Keys with their values, in order.
   *
   * @param at where it begins
   * @param entries the entries by key
   */
  record Mapping(Location at, LinkedHashMap<String, Entry> entries) implements Node {

    @Override
    public ObjectNode written() {
      ObjectNode object = Json.object();
      entries.forEach((key, entry) -> object.set(key, entry.value().written()));
      return object;
    }

    @Override
    public ObjectNode meant() {
      ObjectNode object = Json.object();
      entries.forEach((key, entry) -> object.set(key, entry.value().meant()));
      return object;
    }

    /** The entry under a key that is there. */
    public Entry entry(String key) {
      return requireNonNull(entries.get(key), key);
    }

    /** The same entries without {@code keys}. */
    public Mapping without(List<String> keys) {
      LinkedHashMap<String, Entry> rest = new LinkedHashMap<>(entries);
      keys.forEach(rest::remove);
      return new Mapping(at, rest);
    }
  }

  /**
   * An entry of a mapping.
   *
   * @param keyAt where its key begins
   * @param value its value
   */
  record Entry(Location keyAt, Node value) {}

  /** Whether nothing stands there: {@code key:} without a value, or null. */
  default boolean empty() {
    return this instanceof Scalar scalar && scalar.meant().isNull();
  }

  /** What stands there, as messages show it. */
  default String shown() {
    return this instanceof Scalar scalar && scalar.written().isString()
        ? scalar.written().stringValue()
        : Json.write(written());
  }

  /** The entries of a mapping with another value each. */
  static Mapping map(Mapping mapping, UnaryOperator<Node> change) {
    LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      Entry old = entry.getValue();
      entries.put(entry.getKey(), new Entry(old.keyAt(), change.apply(old.value())));
    }
    return new Mapping(mapping.at(), entries);
  }
}
