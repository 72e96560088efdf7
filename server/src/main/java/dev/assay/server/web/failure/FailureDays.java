package dev.assay.server.web.failure;

import dev.assay.monitor.failure.CaseEvent;
import dev.assay.monitor.failure.CaseStatus;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.window.Series;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.store.Store;
import dev.assay.server.web.panel.AxisMark;
import dev.assay.server.web.panel.AxisMarks;
import dev.assay.server.web.panel.Ink;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.PanelData;
import dev.assay.server.web.panel.PanelRequest;
import dev.assay.server.web.panel.Remarks;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How many failures of one case were found day by day, with the steps of its life. */
final class FailureDays implements Panel.Source {

  /** The parameter that says which case. */
  static final String CASE = "case";

  private static final int MOST_DAYS = 90;
  private static final int LEAST_DAYS = 14;
  private static final double LEVEL = 0.95;

  private final Store store;
  private final AxisMarks marks;

  FailureDays(Store store, AxisMarks marks) {
    this.store = store;
    this.marks = marks;
  }

  static Panel panel(Store store, AxisMarks marks) {
    return new Panel(
        "failure-days",
        "Found by day",
        "Does it become more or less, and what was done meanwhile?",
        new FailureDays(store, marks));
  }

  @Override
  public PanelData load(PanelRequest request) {
    String id = request.parameters().apply(CASE).orElse("");
    FailureCase value =
        store
            .records()
            .failureCase(id)
            .map(CaseCard::read)
            .orElseThrow(() -> ApiException.notFound("failure case", id));
    LocalDate today = LocalDate.ofInstant(request.now(), ZoneOffset.UTC);
    LocalDate first = LocalDate.ofInstant(value.firstSeen(), ZoneOffset.UTC).minusDays(1);
    LocalDate from = earliest(first, today);
    List<Series.Point> points = new ArrayList<>();
    long sum = 0;
    for (LocalDate day = from; !day.isAfter(today); day = day.plusDays(1)) {
      long found = value.days().getOrDefault(day, 0L);
      sum += found;
      points.add(
          new Series.Point(
              start(day),
              start(day.plusDays(1)),
              day.isAfter(first) ? exact(found) : null,
              found,
              day.equals(today)));
    }
    Period shown = new Period(start(from), start(today.plusDays(1)));
    List<AxisMark> happened = new ArrayList<>(marks.in(shown, request.view().slice()));
    value.history().stream()
        .filter(event -> !event.at().isBefore(shown.from()))
        .map(FailureDays::mark)
        .forEach(happened::add);
    happened.sort((a, b) -> a.at().compareTo(b.at()));
    PanelData.Line line =
        new PanelData.Line(
            "found", "Found", ink(value), false, points, exact(sum), sum, false, null, Set.of());
    return new PanelData.Lines(
        Unit.COUNT,
        shown,
        List.of(line),
        happened,
        new Remarks(
            List.of("Days are those of UTC; the whole life of the case, at most 90 days."),
            List.of("GET /api/v1/failure-cases/" + id)));
  }

  private static LocalDate earliest(LocalDate first, LocalDate today) {
    LocalDate least = today.minusDays(LEAST_DAYS - 1);
    LocalDate most = today.minusDays(MOST_DAYS - 1);
    LocalDate from = first.isBefore(least) ? first : least;
    return from.isBefore(most) ? most : from;
  }

  private static Ink ink(FailureCase value) {
    return value.confirmedMode() == null ? Ink.MAIN : Ink.of(value.confirmedMode());
  }

  // What was found is counted, not estimated; a day on which nothing was found was looked at once.
  private static Estimate exact(long count) {
    return new Estimate(count, new Interval(count, count, LEVEL), Math.max(1, count));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static AxisMark mark(CaseEvent event) {
    String what = event.status() == CaseStatus.NEW ? "first found" : event.status().key();
    return new AxisMark(event.at(), AxisMark.Kind.CASE, what + " by " + event.by(), null);
  }
}
