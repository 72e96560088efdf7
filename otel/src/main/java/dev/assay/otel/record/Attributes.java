package dev.assay.otel.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a span, an event, a log record or a resource, in the order they came.
 *
 * <p>Values are {@link String}, {@link Boolean}, {@link Long}, {@link Double}, {@code byte[]},
 * {@link List} and {@link Map} of these, or null for an empty value; treated as read-only. Of
 * several values for one key the last counts.
 *
 * @param values by key
 * @param dropped how many the sender dropped, or we did beyond our limits, so that what is missing
 *     here may have been there
 * @param shortened the keys whose values were too long and were cut; a text that was JSON still is
 * @since 0.1
 */
public record Attributes(
    Map<String, @Nullable Object> values, int dropped, List<String> shortened) {

  /** No attributes. */
  public static final Attributes NONE = new Attributes(Map.of(), 0);

  /** Wraps the map, which is not changed afterwards. */
  public Attributes {
    values = Collections.unmodifiableMap(Objects.requireNonNull(values, "values"));
    shortened = List.copyOf(shortened);
  }

  /** Attributes of which none was cut. */
  public Attributes(Map<String, @Nullable Object> values, int dropped) {
    this(values, dropped, List.of());
  }

  /** Whether something that was there when it was recorded is not here. */
  public boolean incomplete() {
    return dropped > 0 || !shortened.isEmpty();
  }

  /** The value, or null if there is none or it is empty. */
  public @Nullable Object get(String key) {
    return values.get(key);
  }

  /** The value if it is a text. */
  public @Nullable String text(String key) {
    return values.get(key) instanceof String text ? text : null;
  }

  /** The same with other values; itself if the function gives back each value it is given. */
  public Attributes mapped(BiFunction<String, @Nullable Object, @Nullable Object> value) {
    Mapping mapping = new Mapping(this, value);
    values.forEach(mapping);
    return mapping.changed == null ? this : new Attributes(mapping.changed, dropped, shortened);
  }

  private static final class Mapping implements BiConsumer<String, @Nullable Object> {

    private final Attributes given;
    private final BiFunction<String, @Nullable Object, @Nullable Object> function;
    private @Nullable Map<String, @Nullable Object> changed;

    Mapping(Attributes given, BiFunction<String, @Nullable Object, @Nullable Object> function) {
      this.given = given;
      this.function = function;
    }

    @Override
    public void accept(String key, @Nullable Object before) {
      Object after = function.apply(key, before);
      if (after == before) {
        return;
      }
      Map<String, @Nullable Object> all = changed;
      if (all == null) {
        all = new LinkedHashMap<>(given.values);
        changed = all;
      }
      all.put(key, after);
    }
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** How much memory a value takes, in characters, roughly; what lies too deep is not counted. */
  public static long characters(@Nullable Object value) {
    return characters(value, 0);
  }

  private static long characters(@Nullable Object value, int depth) {
    if (value instanceof String text) {
      return text.length();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    long sum = 0;
    if (depth > RecordCodec.DEEPEST) {
      return sum;
    }
    if (value instanceof List<?> list) {
      for (Object item : list) {
        sum += 8 + characters(item, depth + 1);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += 8 + String.valueOf(entry.getKey()).length();
        sum += characters(entry.getValue(), depth + 1);
      }
    }
    return sum;
  }

  /** Pairs of keys and values, for few attributes. */
  public static Attributes of(@Nullable Object... pairs) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) Objects.requireNonNull(pairs[i]), pairs[i + 1]);
    }
    return new Attributes(values, 0);
  }
}
