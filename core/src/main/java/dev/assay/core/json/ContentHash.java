package dev.assay.core.json;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hashes JSON by what it says: key order and number spelling do not matter, array order does.
 *
 * <p>SHA-256 over the canonical text (keys sorted by UTF-16 code unit as in RFC 8785, numbers
 * without trailing zeros), written {@code sha256:} and 64 hexadecimal digits.
 *
 * @since 0.1
 */
public final class ContentHash {

  private ContentHash() {}

  /** The hash of a JSON value. */
  public static String of(JsonNode node) {
    return ofBytes(Json.utf8(canonical(node)));
  }

  /** The hash of bytes as they are. */
  public static String ofBytes(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 (expected: in every Java platform)", e);
    }
  }

  /** The canonical text of a JSON value: equal for values that mean the same. */
  public static String canonical(JsonNode node) {
    return Json.write(sorted(node));
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> byName = new TreeMap<>();
      node.properties().forEach(e -> byName.put(e.getKey(), sorted(e.getValue())));
      ObjectNode object = Json.object();
      byName.forEach(object::set);
      return object;
    }
    if (node.isArray()) {
      List<JsonNode> items = new ArrayList<>(node.size());
      node.forEach(item -> items.add(sorted(item)));
      ArrayNode array = Json.array();
      array.addAll(items);
      return array;
    }
    if (node.isNumber() && (!node.isFloatingPointNumber() || finite(node))) {
      return Json.array().add(plain(node.decimalValue())).get(0);
    }
    return node;
  }

  private static boolean finite(JsonNode node) {
    return node.isBigDecimal() || Double.isFinite(node.doubleValue());
  }

  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 && stripped.precision() - stripped.scale() <= 40
        ? stripped.setScale(0)
        : stripped;
  }
}
