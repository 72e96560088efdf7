package dev.assay.core.report;

import dev.assay.core.evaluator.ValueUnit;
import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
final class Figures {

  // What is greater is the end of an interval that has none.
  private static final double UNBOUNDED = 1e15;

  private Figures() {}

  /**
   * A rate in percent with one decimal. Only 0 and 1 themselves are written as 0.0 and 100.0: what
   * is short of all is never rounded up to all.
   */
  static String percent(double rate) {
    return number(percentValue(rate)) + "%";
  }

  /** A rate with its interval: {@code 98.0% [89.5, 99.6]}. */
  static String rate(Estimate estimate) {
    return percent(estimate.value()) + " " + rateInterval(estimate);
  }

  /** The interval of a rate in percent: {@code [89.5, 99.6]}. */
  static String rateInterval(Estimate estimate) {
    return "["
        + number(percentValue(estimate.low()))
        + ", "
        + number(percentValue(estimate.high()))
        + "]";
  }

  /** A mean with three decimals, or fewer where it is large. */
  static String value(double value) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "∞" : value < 0 ? "-∞" : "–";
    }
    double size = Math.abs(value);
    String pattern = size >= 1000 ? "%.0f" : size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, pattern, value);
  }

  /** The interval of a mean: {@code [0.895, 0.996]}. */
  static String valueInterval(Estimate estimate) {
    return "[" + value(estimate.low()) + ", " + value(estimate.high()) + "]";
  }

  /** A value with its unit: {@code 420 ms}, {@code 31.20 tokens/s}, money without a sign. */
  static String value(ValueUnit unit, double value) {
    return switch (unit) {
      case TOKENS, TOKENS_PER_SECOND -> end(unit, value) + " " + unit.key();
      default -> end(unit, value);
    };
  }

  /** A difference with its sign and unit. */
  static String signed(ValueUnit unit, double value) {
    return (value > 0 ? "+" : "") + value(unit, value);
  }

  /** An interval, which stands beside a value with its unit. */
  static String interval(ValueUnit unit, Estimate estimate) {
    return "[" + end(unit, estimate.low()) + ", " + end(unit, estimate.high()) + "]";
  }

  /** The interval of a difference, which stands beside it. */
  static String signedInterval(ValueUnit unit, Estimate estimate) {
    return "[" + signedEnd(unit, estimate.low()) + ", " + signedEnd(unit, estimate.high()) + "]";
  }

  /**
   * A value where its unit is said nearby; of times, whose unit changes with their size, with it.
   */
  static String end(ValueUnit unit, double value) {
    String sign = value < 0 ? "-" : "";
    double size = Math.abs(value);
    if (size > UNBOUNDED) {
      return sign + "∞";
    }
    return switch (unit) {
      case MILLIS -> sign + millis(size);
      case MONEY -> sign + String.format(Locale.ROOT, size < 1 ? "%.4f" : "%.2f", size);
      default -> value(value);
    };
  }

  private static String signedEnd(ValueUnit unit, double value) {
    return (value > 0 ? "+" : "") + end(unit, value);
  }

  /** The level of an interval: {@code 95%}. */
  static String level(double level) {
    return String.format(Locale.ROOT, "%.4f", level * 100).replaceFirst("\\.?0+$", "") + "%";
  }

  /** Milliseconds as {@code 4.2 ms}, {@code 420 ms}, {@code 4.2 s} or {@code 3 min 5 s}. */
  static String millis(double millis) {
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    if (millis < 999.5) {
      return String.format(Locale.ROOT, "%.0f ms", millis);
    }
    if (millis < 99_950) {
      return String.format(Locale.ROOT, millis < 9_950 ? "%.2f s" : "%.1f s", millis / 1000);
    }
    Duration duration = Duration.ofMillis(Math.round(millis));
    return duration.toHours() > 0
        ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
        : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }

  /** A count with thousands set apart: {@code 12,345}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 example} or {@code 3 examples}. */
  static String counted(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Money: {@code $0.0042}, {@code $12.30}; null if not known. */
  static @Nullable String cost(@Nullable Double cost) {
    return cost == null ? null : String.format(Locale.ROOT, cost < 1 ? "$%.4f" : "$%.2f", cost);
  }

  private static double percentValue(double rate) {
    double percent = Math.round(rate * 1000) / 10.0;
    if (rate < 1 && percent >= 100) {
      return 99.9;
    }
    return rate > 0 && percent <= 0 ? 0.1 : percent;
  }

  private static String number(double percent) {
    return String.format(Locale.ROOT, "%.1f", percent);
  }
}
