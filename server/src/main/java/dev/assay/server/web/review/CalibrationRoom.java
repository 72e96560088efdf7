package dev.assay.server.web.review;

import dev.assay.core.calibration.Calibration;
import dev.assay.core.calibration.CalibrationOptions;
import dev.assay.monitor.window.Series;
import dev.assay.server.review.AgreementPoint;
import dev.assay.server.review.JudgeCalibration;
import dev.assay.server.review.JudgedTraffic;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.panel.Ink;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.PanelData;
import dev.assay.server.web.panel.PanelRequest;
import dev.assay.server.web.panel.Remarks;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where an evaluator is held against people.
 *
 * @since 0.1
 */
public final class CalibrationRoom implements Room {

  static final String PATH = "/ui/calibration";

  private static final int BUCKETS = 15;

  private final Desks desks;
  private final Panel agreement;
  private final CalibrationPanels panels;

  /** Over these services. */
  public CalibrationRoom(Desks desks) {
    this.desks = desks;
    this.agreement =
        new Panel(
            "calibration-agreement",
            "Judge against people over time",
            "How far do they decide alike, and how much further than by chance?",
            this::overTime);
    this.panels = new CalibrationPanels(desks);
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(PageRoute.page(PATH, this::show));
  }

  @Override
  public List<Panel> panels() {
    return List.of(agreement, panels.reliability(), panels.matrix());
  }

  private void show(Visit visit) {
    Asked asked = Asked.of(visit, desks);
    if (asked.evaluator() == null) {
      visit.show("review/none.jte", visit.shell("Calibration"));
      return;
    }
    JudgedTraffic traffic =
        desks.review().traffic(asked.needed(), asked.period().from(), asked.period().to());
    JudgeCalibration held = desks.review().calibration(traffic, visit.now());
    OptionalDouble chosen = Thresholds.parse(visit.text(Thresholds.NAME));
    Calibration own =
        visit.partial() && chosen.isPresent()
            ? null
            : held.calibrate(CalibrationOptions.DEFAULT).orElse(null);
    Calibration at =
        chosen.isEmpty()
            ? own
            : held.calibrate(CalibrationOptions.DEFAULT.withThreshold(chosen)).orElse(null);
    CalibrationPage page =
        new CalibrationPage(
            visit.shell("Calibration"),
            asked,
            traffic,
            held.basis(),
            own,
            at,
            chosen,
            agreement,
            panels);
    visit.show(visit.partial() ? "review/threshold.jte" : "review/calibration.jte", page);
  }

  private PanelData overTime(PanelRequest request) {
    String evaluator = request.parameters().apply(Asked.EVALUATOR).orElse("");
    Period period = request.period();
    JudgedTraffic traffic = desks.review().traffic(evaluator, period.from(), period.to());
    List<Instant> starts = starts(period);
    List<@Nullable AgreementPoint> points =
        desks.review().calibration(traffic, request.now()).over(starts, period.to());
    List<Series.Point> share = points(starts, period, points, AgreementPoint::share, request.now());
    List<Series.Point> kappa = points(starts, period, points, AgreementPoint::kappa, request.now());
    AgreementPoint whole =
        desks
            .review()
            .calibration(traffic, request.now())
            .over(List.of(period.from()), period.to())
            .get(0);
    List<PanelData.Line> lines =
        List.of(
            line("alike", "decided alike", Ink.SCORE, share, whole == null ? null : whole.share()),
            line("kappa", "kappa", Ink.SCORE_2, kappa, whole == null ? null : whole.kappa()));
    return new PanelData.Lines(
        Unit.SCORE,
        period,
        lines,
        desks.marks().in(period, request.view().slice()),
        new Remarks(
            List.of("Of answers drawn in spot checks, weighted for all the traffic."),
            List.of("GET /api/v1/labels?evaluator=" + evaluator + "&from=" + period.from())));
  }

  private static PanelData.Line line(
      String key, String label, Ink ink, List<Series.Point> points, @Nullable Estimate whole) {
    long n = points.stream().mapToLong(Series.Point::interactions).sum();
    return new PanelData.Line(key, label, ink, false, points, whole, n, true, null, Set.of());
  }

  private static List<Instant> starts(Period period) {
    Duration step = period.length().dividedBy(BUCKETS);
    List<Instant> starts = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      starts.add(period.from().plus(step.multipliedBy(i)));
    }
    return starts;
  }

  private static List<Series.Point> points(
      List<Instant> starts,
      Period period,
      List<@Nullable AgreementPoint> points,
      Function<AgreementPoint, @Nullable Estimate> figure,
      Instant now) {
    List<Series.Point> series = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      Instant end = i + 1 < starts.size() ? starts.get(i + 1) : period.to();
      AgreementPoint point = points.get(i);
      series.add(
          new Series.Point(
              starts.get(i),
              end,
              point == null ? null : figure.apply(point),
              point == null ? 0 : point.share().n(),
              !end.isBefore(now)));
    }
    return series;
  }
}
