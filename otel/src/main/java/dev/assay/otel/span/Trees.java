package dev.assay.otel.span;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Plain values, JSON in texts and flattened attributes as JSON trees, all bounded. */
final class Trees {

  /** Levels of nesting that are kept; what lies deeper is dropped. */
  static final int DEEPEST = 64;

  private static final int DEEPEST_KEY = 16;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Trees() {}

  /**
   * A value as a tree. A text that begins as JSON is parsed, twice if it holds a text that does so
   * again; what is no JSON after all stays a text.
   */
  static JsonNode read(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return structured(value, 0);
    }
    JsonNode once = parsed(text);
    if (once == null) {
      return NODES.stringNode(text);
    }
    if (once.isString()) {
      JsonNode twice = parsed(once.stringValue());
      return twice == null ? once : twice;
    }
    return once;
  }

  /** Whether a text begins as JSON but is none. */
  static boolean broken(String text) {
    return begins(text) && parsed(text) == null;
  }

  /** The JSON in a text that begins with a bracket, a brace or a quote; null if there is none. */
  static @Nullable JsonNode parsed(String text) {
    if (!begins(text)) {
      return null;
    }
    try {
      return Json.parse(text, "attribute", 1);
    } catch (InvalidInputException e) {
      return null;
    }
  }

  private static boolean begins(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ') {
        return c == '[' || c == '{' || c == '"';
      }
    }
    return false;
  }

  private static JsonNode structured(@Nullable Object value, int depth) {
    if (value == null || depth > DEEPEST) {
      return NODES.nullNode();
    }
    if (value instanceof String text) {
      return NODES.stringNode(text);
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode(list.size());
      list.forEach(item -> array.add(structured(item, depth + 1)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, item) -> object.set(String.valueOf(key), structured(item, depth + 1)));
      return object;
    }
    return NODES.nullNode();
  }

  // As the parser would give them, so that structured values equal the same in JSON.
  private static JsonNode number(Number number) {
    if (number instanceof Long || number instanceof Integer) {
      long whole = number.longValue();
      return whole == (int) whole ? NODES.numberNode((int) whole) : NODES.numberNode(whole);
    }
    if (number instanceof BigDecimal decimal) {
      return NODES.numberNode(decimal);
    }
    double real = number.doubleValue();
    return Double.isFinite(real)
        ? NODES.numberNode(BigDecimal.valueOf(real))
        : NODES.stringNode(Double.toString(real));
  }

  /** Flattened attributes as a list: gaps closed, in order of the numbers. */
  static JsonNode unflattened(Map<?, ?> values) {
    Branch root = new Branch();
    values.forEach((key, value) -> root.put(String.valueOf(key), value));
    return root.tree();
  }

  private static final class Branch {

    private final Map<String, Object> children = new TreeMap<>(Trees::byNumber);

    void put(String path, @Nullable Object value) {
      Branch at = this;
      int from = 0;
      for (int depth = 0; depth < DEEPEST_KEY; depth++) {
        int dot = path.indexOf('.', from);
        if (dot < 0) {
          break;
        }
        Object next = at.children.get(path.substring(from, dot));
        if (!(next instanceof Branch)) {
          next = new Branch();
          at.children.put(path.substring(from, dot), next);
        }
        at = (Branch) next;
        from = dot + 1;
      }
      if (value != null && !(at.children.get(path.substring(from)) instanceof Branch)) {
        at.children.put(path.substring(from), value);
      }
    }

    JsonNode tree() {
      boolean list = !children.isEmpty();
      for (Map.Entry<String, Object> child : children.entrySet()) {
        list &= child.getValue() instanceof Branch && whole(child.getKey());
      }
      if (list) {
        ArrayNode array = NODES.arrayNode();
        children.values().forEach(child -> array.add(node(child)));
        return array;
      }
      ObjectNode object = NODES.objectNode();
      children.forEach((key, child) -> object.set(key, node(child)));
      return object;
    }

    private static JsonNode node(Object child) {
      return child instanceof Branch branch ? branch.tree() : structured(child, 0);
    }
  }

  private static boolean whole(String segment) {
    if (segment.isEmpty() || segment.length() > 9) {
      return false;
    }
    for (int i = 0; i < segment.length(); i++) {
      if (segment.charAt(i) < '0' || segment.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int byNumber(String a, String b) {
    boolean number = whole(a);
    if (number != whole(b)) {
      return number ? -1 : 1;
    }
    int order = number ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b)) : 0;
    return order != 0 ? order : a.compareTo(b);
  }
}
