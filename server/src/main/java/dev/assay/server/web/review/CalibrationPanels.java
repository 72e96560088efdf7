package dev.assay.server.web.review;

import dev.assay.core.calibration.Calibration;
import dev.assay.core.calibration.CalibrationOptions;
import dev.assay.core.calibration.Figure;
import dev.assay.server.review.JudgeCalibration;
import dev.assay.server.review.JudgedTraffic;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.PanelData;
import dev.assay.server.web.panel.PanelRequest;
import dev.assay.server.web.panel.Remarks;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.classification.Reliability;
import dev.assay.stats.interval.Estimate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an evaluator's scores and decisions are worth, as panels. */
final class CalibrationPanels {

  private static final List<String> CELLS =
      List.of("pass_pass", "pass_fail", "fail_pass", "fail_fail");

  private final Desks desks;
  private final Panel reliability;
  private final Panel matrix;

  CalibrationPanels(Desks desks) {
    this.desks = desks;
    this.reliability =
        new Panel(
            "calibration-reliability",
            "Reliability",
            "Of answers with such a score, how many do people pass?",
            this::reliability);
    this.matrix =
        new Panel(
            "calibration-matrix",
            "Confusion matrix",
            "How much of the traffic do people and the judge decide alike, and which way do they differ?",
            this::matrix);
  }

  Panel reliability() {
    return reliability;
  }

  Panel matrix() {
    return matrix;
  }

  /** What is held against people, and what was found; null without answers. */
  private record Held(JudgeCalibration.Basis basis, @Nullable Calibration found) {}

  private Held held(PanelRequest request, CalibrationOptions options) {
    String evaluator = evaluator(request);
    Period period = request.period();
    JudgedTraffic traffic = desks.review().traffic(evaluator, period.from(), period.to());
    JudgeCalibration held = desks.review().calibration(traffic, request.now());
    return new Held(held.basis(), held.calibrate(options).orElse(null));
  }

  private static String evaluator(PanelRequest request) {
    return request.parameters().apply(Asked.EVALUATOR).orElse("");
  }

  private PanelData reliability(PanelRequest request) {
    Held held = held(request, CalibrationOptions.DEFAULT);
    List<Reliability.Bin> bins = held.found() == null ? List.of() : held.found().reliability();
    boolean shares = bins.stream().allMatch(bin -> bin.from() >= 0 && bin.to() <= 1);
    double low = bins.stream().mapToDouble(Reliability.Bin::from).min().orElse(0);
    double high = bins.stream().mapToDouble(Reliability.Bin::to).max().orElse(1);
    List<PanelData.CurvePoint> points =
        bins.stream()
            .map(
                bin ->
                    new PanelData.CurvePoint(bin.from(), bin.to(), bin.predicted(), bin.observed()))
            .toList();
    return new PanelData.Curve(
        Unit.SHARE,
        "score",
        shares ? 0 : low,
        shares ? 1 : high,
        shares,
        points,
        remarks(request, held, "From ten answers on there is a curve."));
  }

  private PanelData matrix(PanelRequest request) {
    CalibrationOptions options =
        CalibrationOptions.DEFAULT.withThreshold(
            Thresholds.parse(request.parameters().apply(Thresholds.NAME)));
    Held held = held(request, options);
    Calibration found = held.found();
    Map<String, Figure> cells = found == null ? Map.of() : found.cells();
    List<PanelData.HeatRow> rows = new ArrayList<>();
    for (int row = 0; row < 2; row++) {
      List<@Nullable Estimate> two = new ArrayList<>();
      for (int column = 0; column < 2; column++) {
        Figure cell = cells.get(CELLS.get(2 * row + column));
        two.add(cell == null ? null : cell.estimate());
      }
      rows.add(new PanelData.HeatRow(row == 0 ? "people pass" : "people fail", two));
    }
    return new PanelData.HeatMap(
        Unit.SHARE,
        "judge",
        List.of("judge passes", "judge fails"),
        "people",
        rows,
        remarks(request, held, "With fewer than ten answers nothing is compared."));
  }

  private static Remarks remarks(PanelRequest request, Held held, String without) {
    List<String> notes = new ArrayList<>();
    Calibration found = held.found();
    ConfusionMatrix matrix = found == null ? null : found.matrix();
    if (found == null || matrix == null) {
      notes.add(without);
    } else {
      notes.add(
          String.format(
              Locale.ROOT,
              "Estimated from %s of about %s, each weighted by the probabilities with which it was"
                  + " judged and labelled.",
              request.formats().count(found.counts().used()),
              request.formats().count(held.basis().traffic())));
      notes.add(
          String.format(
              Locale.ROOT,
              "By %s. The answers themselves: both pass %d, too strict %d, missed %d, both fail %d.",
              found.decision(),
              matrix.truePositives(),
              matrix.falseNegatives(),
              matrix.falsePositives(),
              matrix.trueNegatives()));
    }
    String evaluator = URLEncoder.encode(evaluator(request), StandardCharsets.UTF_8);
    String period = "&from=" + request.period().from() + "&to=" + request.period().to();
    return new Remarks(
        notes,
        List.of(
            "GET /api/v1/labels?evaluator=" + evaluator + period,
            "GET /api/v1/evaluations?evaluator=" + evaluator + period));
  }
}
