package dev.assay.otel.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values and attributes from JSON. Mistakes of writing by hand are answered with a hint. */
final class JsonValues {

  private final JsonInput in;
  private final Intake intake;
  private final AttributeKey nameless;

  JsonValues(JsonInput in, Intake intake) {
    this.in = in;
    this.intake = intake;
    this.nameless = intake.keys().of("");
  }

  /** A text that counts against what the record may hold. */
  String boundedText(AttributesDraft whole) {
    return intake.bounded(in.text(), whole);
  }

  /** Reads an array of {@code KeyValue}s into {@code into}. */
  void attributes(AttributesDraft into) {
    if (in.isObject()) {
      throw refused(
          "attributes: a JSON object"
              + " (expected: [{\"key\": \"…\", \"value\": {\"stringValue\": \"…\"}}, …])");
    }
    if (!in.array()) {
      return;
    }
    while (in.nextItem()) {
      attribute(into);
    }
  }

  private void attribute(AttributesDraft into) {
    if (!in.isObject()) {
      throw JsonInput.malformed();
    }
    if (!intake.allowance().startValue()) {
      in.skip();
      into.drop();
      return;
    }
    AttributeKey key = nameless;
    Object value = null;
    String name;
    while ((name = in.nextField()) != null) {
      switch (name) {
        case "key" -> key = in.key(intake.keys());
        case "value" -> value = value(1);
        default -> in.skip();
      }
    }
    into.put(key, value, intake.allowance().endValue());
  }

  /** A value outside attributes, such as a body. */
  @Nullable Object value() {
    return value(1);
  }

  private @Nullable Object value(int depth) {
    if (in.isNull()) {
      return null;
    }
    if (!in.isObject()) {
      throw refused("value: not an object (expected: {\"stringValue\": \"…\"} or another type)");
    }
    if (depth > intake.limits().depth()) {
      throw new BadRecordException(Rejection.TOO_DEEP);
    }
    Object value = null;
    String member = null;
    String name;
    while ((name = in.nextField()) != null) {
      Member kind = in.isNull() ? null : member(name);
      if (kind == null) {
        in.skip();
        continue;
      }
      if (member != null) {
        throw refused("value: both " + member + " and " + name + " (expected: one of them)");
      }
      member = name;
      value = read(kind, depth);
    }
    return value;
  }

  private enum Member {
    STRING,
    BOOL,
    INT,
    DOUBLE,
    ARRAY,
    MAP,
    BYTES
  }

  private static @Nullable Member member(String name) {
    return switch (name) {
      case "stringValue", "string_value" -> Member.STRING;
      case "boolValue", "bool_value" -> Member.BOOL;
      case "intValue", "int_value" -> Member.INT;
      case "doubleValue", "double_value" -> Member.DOUBLE;
      case "arrayValue", "array_value" -> Member.ARRAY;
      case "kvlistValue", "kvlist_value" -> Member.MAP;
      case "bytesValue", "bytes_value" -> Member.BYTES;
      default -> null;
    };
  }

  private @Nullable Object read(Member member, int depth) {
    return switch (member) {
      case STRING -> intake.allowance().text(in.text());
      case BOOL -> in.bool();
      case INT -> in.integer();
      case DOUBLE -> finite(in.decimal());
      case ARRAY -> array(depth + 1);
      case MAP -> map(depth + 1);
      case BYTES -> raw();
    };
  }

  private @Nullable Double finite(double value) {
    if (Double.isFinite(value)) {
      return value;
    }
    intake.adjust(Adjustment.NOT_A_NUMBER);
    return null;
  }

  private byte @Nullable [] raw() {
    byte[] bytes = in.bytes();
    return intake.allowance().take(bytes.length) ? bytes : null;
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    String name;
    checkObject();
    while ((name = in.nextField()) != null) {
      if (!name.equals("values") || !in.array()) {
        in.skip();
        continue;
      }
      while (in.nextItem()) {
        if (intake.allowance().item()) {
          intake.value();
          items.add(value(depth));
        } else {
          in.skip();
        }
      }
    }
    return items;
  }

  private Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    String name;
    checkObject();
    while ((name = in.nextField()) != null) {
      if (!name.equals("values") || !in.array()) {
        in.skip();
        continue;
      }
      while (in.nextItem()) {
        if (intake.allowance().item()) {
          intake.value();
          entry(depth, map);
        } else {
          in.skip();
        }
      }
    }
    return map;
  }

  private void checkObject() {
    if (!in.isObject()) {
      throw refused(
          "value: a list or map that is no object"
              + " (expected: {\"arrayValue\": {\"values\": […]}} or {\"kvlistValue\": {…}})");
    }
  }

  private void entry(int depth, Map<String, @Nullable Object> into) {
    if (!in.isObject()) {
      throw JsonInput.malformed();
    }
    AttributeKey key = nameless;
    Object value = null;
    String name;
    while ((name = in.nextField()) != null) {
      switch (name) {
        case "key" -> key = in.key(intake.keys());
        case "value" -> value = value(depth);
        default -> in.skip();
      }
    }
    if (key.secret()) {
      intake.adjust(Adjustment.SECRET_REMOVED);
    } else if (intake.allowance().take(key.name().length())) {
      into.put(key.name(), value);
    }
  }

  private RefusedException refused(String message) {
    return new RefusedException(Refusal.MALFORMED, in.place() + ": " + message);
  }
}
