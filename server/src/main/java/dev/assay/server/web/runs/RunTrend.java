package dev.assay.server.web.runs;

import dev.assay.core.comparison.Compared;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.trend.RunHistory;
import dev.assay.monitor.window.Series;
import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.web.panel.AxisMark;
import dev.assay.server.web.panel.Ink;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.PanelData;
import dev.assay.server.web.panel.PanelRequest;
import dev.assay.server.web.panel.Remarks;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A measure of a suite, run by run. */
final class RunTrend implements Panel.Source {

  /** What the panel is called. */
  static final String ID = "run-trend";

  private final StoredRuns runs;

  RunTrend(StoredRuns runs) {
    this.runs = runs;
  }

  @Override
  public PanelData load(PanelRequest request) {
    String suite = request.parameters().apply("suite").orElse("");
    String measure = request.parameters().apply("measure").orElse(Compared.PASS_RATE);
    int page = page(request.parameters().apply("page").orElse("1"));
    List<StoredRun> shown = Suite.of(runs.list(), suite).traced(page);
    Instant now = request.now();
    if (shown.isEmpty()) {
      return lines(
          Unit.SHARE, new Period(now.minus(Duration.ofDays(1)), now), List.of(), List.of(), suite);
    }
    RunHistory history = runs.history(shown);
    RunHistory.Measure found =
        history.measures().stream()
            .filter(each -> each.name().equals(measure))
            .findFirst()
            .orElseThrow(() -> unknown(measure, history));
    return drawn(history, found, suite);
  }

  private static int page(String text) {
    try {
      int page = Integer.parseInt(text);
      if (page >= 1 && page <= Slab.MOST_PAGES) {
        return page;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw new InvalidInputException(Problem.of("page", text, "a whole number from 1"));
  }

  private static InvalidInputException unknown(String measure, RunHistory history) {
    List<String> names = history.measures().stream().map(RunHistory.Measure::name).toList();
    return new InvalidInputException(
        Problem.of("measure", measure, "a measure of these runs")
            .next(Nearest.advice(measure, names)));
  }

  private static PanelData drawn(RunHistory history, RunHistory.Measure measure, String suite) {
    Unit unit = Words.unit(measure.name(), measure.unit());
    List<Series.Point> points = new ArrayList<>();
    List<AxisMark> marks = new ArrayList<>();
    Estimate latest = null;
    long examples = 0;
    Instant before = null;
    for (RunHistory.Step step : history.steps()) {
      Instant at = step.run().startedAt();
      if (before != null && !at.isAfter(before)) {
        at = before.plusMillis(2);
      }
      RunHistory.Point point = step.point(measure.name()).orElse(null);
      boolean goesOn = point != null && point.comparable() && step.against() > 0;
      if (before != null && !goesOn) {
        // A gap is what keeps a line from being drawn where nothing may be compared.
        points.add(moment(before.plusMillis(1), null));
      }
      Estimate estimate = point == null ? null : point.estimate();
      points.add(moment(at, estimate));
      latest = estimate == null ? latest : estimate;
      examples = step.examples();
      step.changes().forEach(change -> marks.add(mark(step, change)));
      before = at;
    }
    Instant first = points.get(0).start();
    Instant last = points.get(points.size() - 1).end();
    Duration room =
        Duration.ofMillis(
            Math.max(60_000, Duration.between(first, last).dividedBy(40).toMillis()));
    PanelData.Line line =
        new PanelData.Line(
            measure.name(),
            Words.measure(measure.name()),
            measure.isPassRate() ? Ink.MAIN : Ink.SCORE,
            false,
            points,
            latest,
            examples,
            false,
            null,
            Set.of());
    return lines(unit, new Period(first.minus(room), last.plus(room)), List.of(line), marks, suite);
  }

  private static Series.Point moment(Instant at, @Nullable Estimate estimate) {
    return new Series.Point(at, at.plusMillis(1), estimate, 1, false);
  }

  private static AxisMark mark(RunHistory.Step step, RunHistory.Change change) {
    String subject = change.subject();
    AxisMark.Kind kind =
        subject.startsWith("target")
            ? AxisMark.Kind.RELEASE
            : subject.startsWith("prompt")
                ? AxisMark.Kind.PROMPT
                : subject.equals("dataset") ? AxisMark.Kind.DATASET : AxisMark.Kind.EVALUATOR;
    return new AxisMark(step.run().startedAt(), kind, subject + ": " + change.words(), null);
  }

  private static PanelData lines(
      Unit unit, Period period, List<PanelData.Line> lines, List<AxisMark> marks, String suite) {
    return new PanelData.Lines(
        unit,
        period,
        lines,
        marks,
        new Remarks(
            List.of(
                "Each point is a run, the figure is the latest one's. The line breaks where a run"
                    + " cannot be compared with the one before."),
            List.of(
                "GET /api/v1/runs?suite="
                    + URLEncoder.encode(suite, StandardCharsets.UTF_8)
                    + " and /api/v1/runs/{id} of each")));
  }
}
