package dev.assay.core.report;

import static java.util.Objects.requireNonNull;

import dev.assay.core.trend.RunHistory;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;

/**
 * A history as markup that stands in any page with {@code history.css}: pictures and texts that do
 * nothing, every text escaped.
 */
final class HistoryHtml {

  /** How the pictures are read. */
  static final String EXPLANATION =
      "Each run is held against the complete run before it, on the examples both have. A triangle"
          + " is a change that is more than chance at 5% over the whole history, and no less than"
          + " what matters; a dashed line is a run that changed more than the target, or that"
          + " cannot be compared. Bands are 95% intervals. Times are UTC.";

  private static final int LONGEST = 300;
  private static final int MOST_PLOTS = 12;
  private static final int MOST_FOLDED = 200;

  private final RunHistory history;
  private final StringBuilder page = new StringBuilder(1 << 14);

  private HistoryHtml(RunHistory history) {
    this.history = history;
  }

  /** Pictures of the measures and the list of runs, the latest first. */
  static String of(RunHistory history) {
    return new HistoryHtml(history).write();
  }

  private String write() {
    page.append("<p class=\"quiet\">").append(Figures.counted(history.steps().size(), "run"));
    page.append(" over time</p>\n<div class=\"plots\">\n");
    List<RunHistory.Measure> measures = history.measures();
    measures.stream().limit(MOST_PLOTS).forEach(this::plot);
    page.append("</div>\n");
    int more = measures.size() - MOST_PLOTS;
    if (more > 0) {
      page.append("<details><summary>").append(Figures.counted(more, "more measure"));
      page.append("</summary>\n<div class=\"plots\">\n");
      measures.stream().skip(MOST_PLOTS).limit(MOST_FOLDED).forEach(this::plot);
      page.append("</div></details>\n");
    }
    page.append("<ol class=\"runs\">\n");
    for (int i = history.steps().size() - 1; i >= 0; i--) {
      run(history.steps().get(i));
    }
    return page.append("</ol>\n").toString();
  }

  private void plot(RunHistory.Measure measure) {
    page.append("<section class=\"plot\"><h3>").append(text(measure.name())).append("</h3>");
    RunHistory.Step latest = history.steps().get(history.steps().size() - 1);
    Estimate estimate = latest.point(measure.name()).map(RunHistory.Point::estimate).orElse(null);
    page.append("<p class=\"latest\">");
    if (estimate == null) {
      page.append("no figure in the latest run");
    } else {
      page.append("<b>").append(TrendWords.value(measure, estimate.value())).append("</b> ");
      page.append(TrendWords.interval(measure, estimate));
      page.append(" <span class=\"quiet\">n ").append(Figures.count(estimate.n()));
      page.append(measure.higherIsBetter() ? "" : ", lower is better").append("</span>");
    }
    page.append("</p>").append(TrendChart.of(history, measure)).append("</section>\n");
  }

  private void run(RunHistory.Step step) {
    page.append("<li><b>#").append(step.number()).append("</b> ");
    page.append(text(step.folder())).append("<p class=\"quiet\">");
    page.append(TrendWords.time(step.run().startedAt())).append(" · ");
    page.append(Figures.counted(step.examples(), "example")).append(" · ");
    page.append(text(step.run().target()));
    if (step.run().gitCommit() != null) {
      page.append(" · ").append(text(step.run().gitCommit()));
    }
    page.append("</p>");
    List<String> lines = lines(step);
    if (!lines.isEmpty()) {
      page.append("<ul>");
      lines.forEach(page::append);
      page.append("</ul>");
    }
    page.append("</li>\n");
  }

  private List<String> lines(RunHistory.Step step) {
    List<String> lines = new ArrayList<>();
    if (step.incomparable() != null) {
      lines.add("<li class=\"open\">Not comparable: " + text(step.incomparable()) + "</li>");
    }
    for (RunHistory.Measure measure : history.measures()) {
      step.point(measure.name())
          .filter(RunHistory.Point::significant)
          .ifPresent(point -> lines.add(marked(measure, point)));
    }
    for (RunHistory.Change change : step.changes()) {
      lines.add("<li>" + text(change.subject() + ": " + change.words()) + "</li>");
    }
    return lines;
  }

  private static String marked(RunHistory.Measure measure, RunHistory.Point point) {
    var change = requireNonNull(point.change(), "change");
    Estimate difference = change.difference();
    StringBuilder line = new StringBuilder(200);
    line.append("<li class=\"").append(point.worse() ? "bad" : "good").append("\">");
    line.append(text(measure.name())).append(change.operational() ? " (operational): " : ": ");
    line.append(change.outcome().key());
    if (difference != null) {
      line.append(' ').append(TrendWords.signed(measure, difference.value())).append(" [");
      line.append(TrendWords.signed(measure, difference.low())).append(", ");
      line.append(TrendWords.signed(measure, difference.high())).append(']');
    }
    line.append(", ").append(text(change.reason())).append("</li>");
    return line.toString();
  }

  static String text(String text) {
    return HtmlShell.escape(Visible.line(text, LONGEST));
  }
}
