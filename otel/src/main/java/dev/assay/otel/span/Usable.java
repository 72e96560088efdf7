package dev.assay.otel.span;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a value must be to count for a field, and its plain form. Instrumentations over Micrometer
 * send every value as a text, numbers too, and words such as {@code none} for what is missing.
 */
enum Usable {
  /** A short text, or a number or truth value as one. */
  TEXT {
    @Override
    @Nullable Object of(Object value) {
      return text(value, LONGEST_NAME);
    }
  },
  /** A text of any length. */
  LONG_TEXT {
    @Override
    @Nullable Object of(Object value) {
      return text(value, Integer.MAX_VALUE);
    }
  },
  /** A provider, but not a framework. */
  PROVIDER {
    @Override
    @Nullable Object of(Object value) {
      String text = text(value, LONGEST_NAME);
      return text == null || framework(text) ? null : text;
    }
  },
  /** A framework that some instrumentations put in the provider's place. */
  FRAMEWORK {
    @Override
    @Nullable Object of(Object value) {
      String text = text(value, LONGEST_NAME);
      return text != null && framework(text) ? text : null;
    }
  },
  /** A whole number, not negative. */
  COUNT {
    @Override
    @Nullable Object of(Object value) {
      Double number = number(value);
      return number == null || number < 0 || number > MOST_COUNTED ? null : Math.round(number);
    }
  },
  /** A finite number, not negative. */
  AMOUNT {
    @Override
    @Nullable Object of(Object value) {
      Double number = number(value);
      return number == null || number < 0 ? null : number;
    }
  },
  /** Yes or no. */
  FLAG {
    @Override
    @Nullable Object of(Object value) {
      if (value instanceof Boolean) {
        return value;
      }
      return value instanceof String text
          ? switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
          }
          : null;
    }
  },
  /** Words: a list, JSON or nearly so, or separated by commas. */
  LIST {
    @Override
    @Nullable Object of(Object value) {
      List<String> words = Words.of(value);
      return words.isEmpty() ? null : words;
    }
  },
  /** What was said: a text, a list or a map, kept as it is. */
  CONTENT {
    @Override
    @Nullable Object of(Object value) {
      if (value instanceof String text) {
        return text.isBlank() || ABSENT_CONTENT.contains(text) ? null : text;
      }
      if (value instanceof List<?> list) {
        return list.isEmpty() ? null : list;
      }
      return value instanceof Map<?, ?> map && !map.isEmpty() ? map : null;
    }
  };

  /** What some instrumentations write in place of content that they were told to hide. */
  static final String HIDDEN = "__REDACTED__";

  private static final int LONGEST_NAME = 1024;
  private static final int LONGEST_NUMBER = 64;
  private static final double MOST_COUNTED = 1e15;

  private static final Set<String> ABSENT =
      Set.of("none", "unknown", "UNKNOWN", "<not specified>", "N/A", HIDDEN);

  // A model may well answer "none" or "unknown": as content these words count.
  private static final Set<String> ABSENT_CONTENT = Set.of("<not specified>", "N/A", "{}", HIDDEN);

  private static final Set<String> FRAMEWORKS = Set.of("spring_ai", "spring-ai", "langchain4j");

  /** The value in its plain form, or null if it says nothing. */
  abstract @Nullable Object of(Object value);

  /** A text that says something. */
  static @Nullable String text(Object value, int longest) {
    String text;
    if (value instanceof String string) {
      text = string;
    } else if (value instanceof Long || value instanceof Boolean || value instanceof Double) {
      text = value.toString();
    } else {
      return null;
    }
    if (text.isBlank() || ABSENT.contains(text)) {
      return null;
    }
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  /** A finite number, also from a text. */
  static @Nullable Double number(@Nullable Object value) {
    if (value instanceof Long whole) {
      return (double) whole;
    }
    if (value instanceof Double real) {
      return Double.isFinite(real) ? real : null;
    }
    if (!(value instanceof String text) || text.length() > LONGEST_NUMBER || !numeric(text)) {
      return null;
    }
    try {
      double number = Double.parseDouble(text.strip());
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  // Double.parseDouble also takes "0x1p3", "7d" and "NaN", which nobody means.
  private static boolean numeric(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if ("+-.eE ".indexOf(c) < 0) {
        return false;
      }
    }
    return digit;
  }

  private static boolean framework(String text) {
    return FRAMEWORKS.contains(text.toLowerCase(Locale.ROOT));
  }
}
