package dev.assay.monitor.watch;

import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import java.util.Locale;

/** Numbers and times as alerts say them. */
final class Words {

  private Words() {}

  static String of(double value) {
    double size = Math.abs(value);
    String format = size >= 1000 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3g";
    return value == 0 ? "0" : String.format(Locale.ROOT, format, value);
  }

  /** A rate in percent. */
  static String of(double value, boolean rate) {
    return rate ? of(100 * value) + "%" : of(value);
  }

  static String change(Estimate change, boolean rate) {
    String sign = change.value() > 0 ? "+" : "";
    return sign
        + of(change.value(), rate)
        + " ("
        + of(change.low(), rate)
        + " to "
        + of(change.high(), rate)
        + ")";
  }

  static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
