package dev.assay.otel.span;

import dev.assay.otel.record.Attributes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The best value found so far of every field of one span. */
final class Bag {

  /** Of one source, a span's attribute goes before an event's, and that before a log record's. */
  static final int CARRIERS = 4;

  private static final int OVERRIDE = -1_000;
  private static final int MOST_INDEXED = 10_000;

  private final String scope;
  private final int longestContent;
  private final Map<Field, Found> found = new EnumMap<>(Field.class);
  private Map<String, Map<String, Object>> families = Map.of();
  private int indexed;
  private boolean hidden;
  private boolean cut;

  Bag(String scope, int longestContent) {
    this.scope = scope;
    this.longestContent = longestContent;
  }

  /** Takes all attributes of a carrier: 0 the span, 1 an event, 2 a log record. */
  void putAll(Attributes attributes, int carrier) {
    attributes
        .values()
        .forEach(
            (key, value) -> {
              if (value != null) {
                put(key, value, carrier);
              }
            });
    if (families.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Map<String, Object>> family : families.entrySet()) {
      FieldTable.Use[] uses = FieldTable.familyUses(family.getKey());
      for (FieldTable.Use use : uses == null ? new FieldTable.Use[0] : uses) {
        offer(use.field(), use.source(), use.rank(), family.getValue(), carrier);
      }
    }
    families.clear();
  }

  private void put(String key, Object value, int carrier) {
    hidden |= value instanceof String text && text.equals(Usable.HIDDEN);
    FieldTable.Use[] uses = FieldTable.uses(key);
    if (uses != null) {
      for (FieldTable.Use use : uses) {
        offer(use.field(), use.source(), use.rank(), value, carrier);
      }
      return;
    }
    IndexedKey flattened = IndexedKey.of(key);
    if (flattened != null
        && indexed < MOST_INDEXED
        && FieldTable.familyUses(flattened.prefix()) != null) {
      indexed++;
      families = families.isEmpty() ? new HashMap<>(4) : families;
      families
          .computeIfAbsent(flattened.prefix(), prefix -> new LinkedHashMap<>())
          .put(flattened.index() + "." + flattened.rest(), bounded(value));
    }
  }

  /** Takes what was put together from events or log records. */
  void offer(Field field, String source, Object value, int carrier) {
    offer(field, source, field.rank(source), value, carrier);
  }

  private void offer(Field field, String source, int place, Object value, int carrier) {
    int rank = place * CARRIERS + carrier;
    boolean content = field.usable() == Usable.CONTENT;
    if (content && !scope.isEmpty()) {
      if (foreign(source)) {
        return;
      }
      rank += preferred(source) ? OVERRIDE : 0;
    }
    Found best = found.get(field);
    if (best != null && rank >= best.rank) {
      return;
    }
    Object plain = field.usable().of(value);
    if (plain != null) {
      found.put(field, new Found(content ? bounded(plain) : plain, rank, source));
    }
  }

  // Langfuse's own spans say by other keys only what they copied from elsewhere.
  private boolean foreign(String source) {
    return scope.equals("langfuse-sdk") && !source.startsWith("langfuse.");
  }

  private boolean preferred(String source) {
    return switch (scope) {
      case "ai" -> source.startsWith("ai.") || source.startsWith("@ai.");
      case "gcp.vertex.agent" -> source.startsWith("gcp.");
      default -> false;
    };
  }

  private Object bounded(Object value) {
    if (value instanceof String text && text.length() > longestContent) {
      cut = true;
      return text.substring(0, longestContent);
    }
    return value;
  }

  boolean has(Field field) {
    return found.containsKey(field);
  }

  @Nullable Object value(Field field) {
    Found best = found.get(field);
    return best == null ? null : best.value;
  }

  @Nullable String text(Field field) {
    return (String) value(field);
  }

  @Nullable Long count(Field field) {
    return (Long) value(field);
  }

  @Nullable Double amount(Field field) {
    return (Double) value(field);
  }

  @Nullable Boolean flag(Field field) {
    return (Boolean) value(field);
  }

  @SuppressWarnings("unchecked") // Usable.LIST gives nothing else
  List<String> words(Field field) {
    Object words = value(field);
    return words == null ? List.of() : (List<String>) words;
  }

  /** The content of a field as it came, or null. */
  @Nullable Content content(Field field) {
    Found best = found.get(field);
    return best == null
        ? null
        : new Content(best.source, best.rank, form(best.source), best.value, null);
  }

  private static Content.Form form(String source) {
    if (source.endsWith(".{i}")) {
      return Content.Form.INDEXED;
    }
    if (source.startsWith("@spring.")) {
      return Content.Form.LOGGED_LIST;
    }
    boolean events =
        source.equals(Field.Keys.MESSAGE_EVENTS)
            || source.equals(Field.Keys.CHOICE_EVENTS)
            || source.equals(Field.Keys.RESULT_EVENTS)
            || source.equals(Field.Keys.RESPONSE_EVENT);
    return events ? Content.Form.EVENTS : Content.Form.VALUE;
  }

  /** Whether a value was replaced by the word for hidden ones. */
  boolean hidden() {
    return hidden;
  }

  /** Whether content was too long. */
  boolean cut() {
    return cut;
  }

  /** A value, how good its source is, and which that was. */
  private record Found(Object value, int rank, String source) {}
}
