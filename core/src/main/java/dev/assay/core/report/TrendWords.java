package dev.assay.core.report;

import dev.assay.core.trend.RunHistory;
import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A history's figures in words. */
final class TrendWords {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TrendWords() {}

  /** In UTC, for a history has one order wherever it is read. */
  static String time(Instant instant) {
    return TIME.format(instant) + "Z";
  }

  static boolean rate(RunHistory.Measure measure) {
    return measure.isPassRate();
  }

  static String value(RunHistory.Measure measure, double value) {
    return rate(measure) ? Figures.percent(value) : Figures.value(measure.unit(), value);
  }

  static String interval(RunHistory.Measure measure, Estimate estimate) {
    return rate(measure)
        ? Figures.rateInterval(estimate)
        : Figures.interval(measure.unit(), estimate);
  }

  static String signed(RunHistory.Measure measure, double value) {
    return rate(measure)
        ? String.format(Locale.ROOT, "%+.1f pt", value * 100)
        : Figures.signed(measure.unit(), value);
  }

  /** A value on a scale, which has little room. */
  static String scale(RunHistory.Measure measure, double value) {
    return rate(measure) ? Figures.percent(value) : Figures.end(measure.unit(), value);
  }

  /** What a run's point says of the one before. */
  static String outcome(RunHistory.Step step, RunHistory.Point point) {
    if (step.number() == 1 || (step.against() == 0 && step.incomparable() == null)) {
      return "";
    }
    if (!point.comparable() || point.change() == null) {
      return "not comparable";
    }
    return point.change().outcome().key();
  }
}
