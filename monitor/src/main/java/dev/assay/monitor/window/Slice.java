package dev.assay.monitor.window;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A part of the traffic: what has these values in these dimensions.
 *
 * @param parts one for each dimension, in the order in which they were declared; none for
 *     everything
 * @since 0.1
 */
public record Slice(List<Part> parts) {

  /** Everything. */
  public static final Slice ALL = new Slice(List.of());

  private static final String ALL_KEY = "all";

  /** Copies the parts. */
  public Slice {
    parts = List.copyOf(parts);
  }

  /** What a part stands for. */
  public enum Kind {
    /** One value. */
    VALUE,
    /** Interactions that did not say. */
    NONE,
    /** Values for which there was no room. */
    OTHER
  }

  /**
   * A dimension and its value.
   *
   * @param dimension such as {@code feature}
   * @param kind what it stands for
   * @param value the value; empty unless the kind is one
   */
  public record Part(String dimension, Kind kind, String value) {

    /** Checks the parts. */
    public Part {
      requireNonNull(dimension, "dimension");
      requireNonNull(kind, "kind");
      requireNonNull(value, "value");
    }
  }

  /** What has this value in this dimension. */
  public static Slice of(String dimension, String value) {
    return new Slice(List.of(new Part(dimension, Kind.VALUE, value)));
  }

  /** Of this slice only what has this value in a further dimension. */
  public Slice and(String dimension, String value) {
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(dimension, Kind.VALUE, value));
    return new Slice(more);
  }

  /**
   * A text for it that is the same everywhere and printable ASCII but for letters of other scripts:
   * {@code all}, {@code feature=refunds}, {@code feature=refunds&model~other}, {@code app~none}.
   */
  public String key() {
    if (parts.isEmpty()) {
      return ALL_KEY;
    }
    StringBuilder key = new StringBuilder();
    for (Part part : parts) {
      if (key.length() > 0) {
        key.append('&');
      }
      escape(part.dimension, key);
      if (part.kind == Kind.VALUE) {
        key.append('=');
        escape(part.value, key);
      } else {
        key.append('~').append(part.kind.name().toLowerCase(Locale.ROOT));
      }
    }
    return key.toString();
  }

  /**
   * The slice of a key.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static Slice ofKey(String key) {
    if (key.equals(ALL_KEY)) {
      return ALL;
    }
    List<Part> parts = new ArrayList<>();
    for (String part : key.split("&", -1)) {
      int equals = part.indexOf('=');
      int tilde = part.indexOf('~');
      if (equals >= 0) {
        parts.add(
            new Part(
                unescape(part.substring(0, equals), key),
                Kind.VALUE,
                unescape(part.substring(equals + 1), key)));
      } else if (part.endsWith("~none") || part.endsWith("~other")) {
        Kind kind = part.endsWith("~none") ? Kind.NONE : Kind.OTHER;
        parts.add(new Part(unescape(part.substring(0, tilde), key), kind, ""));
      } else {
        throw refuse(key);
      }
    }
    Slice slice = new Slice(parts);
    if (!slice.key().equals(key)) {
      throw refuse(key);
    }
    return slice;
  }

  @Override
  public String toString() {
    return key();
  }

  private static void escape(String text, StringBuilder key) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(unit)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        key.append(unit).append(text.charAt(++i));
      } else if ("%&=~".indexOf(unit) >= 0
          || Character.isISOControl(unit)
          || Character.isSurrogate(unit)) {
        key.append(String.format(Locale.ROOT, "%%%04x", (int) unit));
      } else {
        key.append(unit);
      }
    }
  }

  private static String unescape(String text, String key) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit != '%') {
        plain.append(unit);
        continue;
      }
      if (i + 5 > text.length()) {
        throw refuse(key);
      }
      try {
        plain.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
      } catch (NumberFormatException e) {
        throw refuse(key);
      }
      i += 4;
    }
    return plain.toString();
  }

  private static IllegalArgumentException refuse(String key) {
    return new IllegalArgumentException(
        "slice: a key of "
            + key.length()
            + " characters (expected: all, or dimension=value, dimension~none or dimension~other"
            + " joined by &)");
  }
}
