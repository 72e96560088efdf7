package dev.assay.otel.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a span, an event, a log record or a resource, in the order they came.
 *
 * <p>Values are {@link String}, {@link Boolean}, {@link Long}, {@link Double}, {@code byte[]},
 * {@link java.util.List} and {@link Map} of these, or null for an empty value; treated as
 * read-only. Of several values for one key the last counts.
 *
 * @param values by key
 * @param dropped how many the sender dropped, so that what is missing here may have been there
 * @since 0.1
 */
public record Attributes(Map<String, @Nullable Object> values, int dropped) {

  /** No attributes. */
  public static final Attributes NONE = new Attributes(Map.of(), 0);

  /** Wraps the map, which is not changed afterwards. */
  public Attributes {
    values = Collections.unmodifiableMap(Objects.requireNonNull(values, "values"));
  }

  /** The value, or null if there is none or it is empty. */
  public @Nullable Object get(String key) {
    return values.get(key);
  }

  /** The value if it is a text. */
  public @Nullable String text(String key) {
    return values.get(key) instanceof String text ? text : null;
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return values.isEmpty();
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
