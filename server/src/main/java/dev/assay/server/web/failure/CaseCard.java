package dev.assay.server.web.failure;

import dev.assay.core.json.Json;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.failure.FailureCaseJson;
import dev.assay.monitor.failure.FailureExample;
import dev.assay.server.store.StoredFailureCase;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A case as lists show it.
 *
 * @param value the case
 * @param trend the last week against the one before
 * @param watched whether there was traffic before the week before, so that the two compare
 * @param formats how numbers are written
 */
record CaseCard(FailureCase value, FailureCase.Trend trend, boolean watched, Formats formats) {

  private static final int EXAMPLES = 3;

  static CaseCard of(StoredFailureCase stored, boolean watched, Formats formats) {
    return of(read(stored), watched, formats);
  }

  static CaseCard of(FailureCase value, boolean watched, Formats formats) {
    return new CaseCard(value, value.trend(today(formats)), watched, formats);
  }

  static FailureCase read(StoredFailureCase stored) {
    return FailureCaseJson.read(Json.parse(stored.json(), "failure case", 1));
  }

  // Cases count by days of UTC.
  static LocalDate today(Formats formats) {
    return LocalDate.ofInstant(formats.now(), ZoneOffset.UTC);
  }

  Spark spark() {
    return Spark.of(value.days(), today(formats), formats);
  }

  /** Rising and falling only where the interval says so, and both weeks were watched. */
  String direction() {
    if (!watched) {
      return "too early for a trend";
    }
    return switch (trend.direction()) {
      case RISING -> "▲ rising";
      case FALLING -> "▼ falling";
      case STEADY -> "no clear trend";
    };
  }

  String directionState() {
    if (!watched) {
      return "state-quiet";
    }
    return switch (trend.direction()) {
      case RISING -> "state-bad";
      case FALLING -> "state-good";
      case STEADY -> "state-quiet";
    };
  }

  /** What the direction rests on. */
  String basis() {
    String counts =
        formats.count(trend.lastWeek())
            + " in the last 7 days, "
            + formats.count(trend.weekBefore())
            + " in the 7 before";
    if (!watched) {
      return formats.count(trend.lastWeek())
          + " in the last 7 days; the 7 before were not watched whole";
    }
    return trend.share() == null
        ? counts
        : counts + "; share of the last " + formats.of(Unit.SHARE, trend.share());
  }

  /** The latest examples. */
  List<FailureExample> examples() {
    List<FailureExample> all = value.examples();
    return all.subList(Math.max(0, all.size() - EXAMPLES), all.size());
  }
}
