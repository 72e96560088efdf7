package dev.assay.server.web.view;

import dev.assay.monitor.window.MeasureName;
import java.util.Locale;

/**
 * What a number is a number of, which says how it is written.
 *
 * @since 0.1
 */
public enum Unit {
  /** A share from 0 to 1, written in percent. */
  SHARE,
  /** A difference of shares, written in percentage points. */
  POINTS,
  /** How many. */
  COUNT,
  /** Milliseconds. */
  MILLIS,
  /** A score, in its own range. */
  SCORE,
  /** Money, in the currency of the prices that are configured. */
  MONEY,
  /** So many a second. */
  PER_SECOND;

  /** What a measure is a number of. */
  public static Unit of(MeasureName measure) {
    String name = measure.toString();
    if (name.equals("count")) {
      return COUNT;
    }
    if (name.equals("cost:mean")) {
      return MONEY;
    }
    if (name.startsWith("latency") || name.startsWith("ttft")) {
      return MILLIS;
    }
    if (name.startsWith("tokens-per-second")) {
      return PER_SECOND;
    }
    if (name.startsWith("score:") && (name.endsWith(":mean") || name.matches(".*:p[0-9.]+"))) {
      return SCORE;
    }
    return name.matches(".*:p[0-9.]+") ? COUNT : SHARE;
  }

  /** As scripts spell it, such as {@code share}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
