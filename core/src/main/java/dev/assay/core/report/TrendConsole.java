package dev.assay.core.report;

import static java.util.Objects.requireNonNull;

import dev.assay.core.comparison.Compared;
import dev.assay.core.trend.RunHistory;
import dev.assay.stats.interval.Estimate;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A history as a terminal shows it: the runs with what changed between them, then each measure run
 * by run.
 *
 * @since 0.1
 */
public final class TrendConsole {

  private static final int LONGEST = 300;

  private final RunHistory history;
  private final ConsoleStyle style;
  private final Paint paint;
  private final StringBuilder text = new StringBuilder(4096);

  private TrendConsole(RunHistory history, ConsoleStyle style) {
    this.history = history;
    this.style = style;
    this.paint = new Paint(style);
  }

  /** The history as text that ends with a line break. */
  public static String render(RunHistory history, ConsoleStyle style) {
    return new TrendConsole(requireNonNull(history, "history"), requireNonNull(style, "style"))
        .render();
  }

  private String render() {
    emit(paint.bold(paint.symbols(Visible.line(history.suite(), LONGEST))));
    emit(paint.dim("  " + Figures.counted(history.steps().size(), "run")));
    emit("");
    history.steps().forEach(this::step);
    history.measures().forEach(this::measure);
    return text.toString();
  }

  private void step(RunHistory.Step step) {
    String line =
        "#"
            + step.number()
            + "  "
            + TrendWords.time(step.run().startedAt())
            + "  "
            + Figures.counted(step.examples(), "example")
            + "  "
            + Visible.line(step.folder(), LONGEST);
    emit(paint.symbols(Columns.fit("  " + line, style.width())));
    if (step.incomparable() != null) {
      String words = "not comparable: " + step.incomparable();
      emit(paint.open(fit("! " + words)));
    }
    step.changes().forEach(c -> emit(paint.dim(fit("- " + c.subject() + ": " + c.words()))));
  }

  private String fit(String words) {
    return paint.symbols(Columns.fit("     " + Visible.line(words, LONGEST), style.width()));
  }

  private void measure(RunHistory.Measure measure) {
    TextTable table =
        new TextTable(
            List.of(
                Visible.line(measure.name(), LONGEST),
                TrendWords.rate(measure) ? "rate" : "mean",
                "95% interval",
                "n",
                "unscored",
                "change",
                "outcome"));
    for (RunHistory.Step step : history.steps()) {
      step.point(measure.name()).ifPresent(point -> row(table, measure, step, point));
    }
    emit("");
    table.lines(style.width(), paint).forEach(line -> emit(paint.symbols(line)));
  }

  private void row(
      TextTable table, RunHistory.Measure measure, RunHistory.Step step, RunHistory.Point point) {
    UnaryOperator<String> same = cell -> cell;
    Estimate estimate = point.estimate();
    Compared change = point.change();
    table.row(
        List.of(
            "#" + step.number() + "  " + Visible.line(step.folder(), LONGEST),
            estimate == null ? "–" : TrendWords.value(measure, estimate.value()),
            estimate == null ? "–" : TrendWords.interval(measure, estimate),
            estimate == null ? "0" : Figures.count(estimate.n()),
            Figures.count(point.unscored()),
            change == null || change.difference() == null || !point.comparable()
                ? "–"
                : TrendWords.signed(measure, change.difference().value()),
            TrendWords.outcome(step, point)),
        List.of(same, same, same, same, same, same, cell -> paint(point, cell)));
  }

  private String paint(RunHistory.Point point, String cell) {
    if (!point.significant()) {
      return point.comparable() ? cell : paint.open(cell);
    }
    return point.worse() ? paint.bad(cell) : paint.good(cell);
  }

  private void emit(String line) {
    text.append(line).append('\n');
  }
}
