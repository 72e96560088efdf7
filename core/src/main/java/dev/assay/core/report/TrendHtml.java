package dev.assay.core.report;

import static java.util.Objects.requireNonNull;

import dev.assay.core.trend.RunHistory;
import dev.assay.stats.interval.Estimate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Histories as one page that opens from disk, loads nothing and runs nothing: its pictures are
 * drawn, its texts escaped, and its content security policy allows its one style alone.
 *
 * @since 0.1
 */
public final class TrendHtml {

  private static final int LONGEST = 300;

  private final StringBuilder page = new StringBuilder(1 << 16);

  private TrendHtml() {}

  /**
   * The page.
   *
   * @param histories one per suite
   * @param notes what else there is to say, such as folders that were skipped
   * @throws IOException if the page's style cannot be read
   */
  public static byte[] render(List<RunHistory> histories, List<String> notes) throws IOException {
    requireNonNull(histories, "histories");
    return new TrendHtml().write(histories, notes);
  }

  private byte[] write(List<RunHistory> histories, List<String> notes) throws IOException {
    String style = HtmlShell.resource("trend.css");
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src '")
        .append(HtmlShell.hash(style))
        .append("'; base-uri 'none'; form-action 'none'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>Runs over time</title>\n<style>")
        .append(style)
        .append("</style>\n</head>\n<body>\n<main>\n");
    histories.forEach(this::history);
    if (!notes.isEmpty()) {
      page.append("<section><h2>Left out</h2><ul>");
      notes.forEach(note -> page.append("<li>").append(text(note)).append("</li>"));
      page.append("</ul></section>\n");
    }
    page.append("<p class=\"quiet\">Each run is held against the complete run before it, on the ")
        .append("examples both have; a mark is a change that is more than chance at 5% over all ")
        .append("measures of that step, and no less than what matters. Bands are 95% intervals. ")
        .append("Times are UTC.</p>\n</main>\n</body>\n</html>\n");
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void history(RunHistory history) {
    page.append("<h1>").append(text(history.suite())).append("</h1>\n");
    page.append("<p class=\"quiet\">").append(Figures.counted(history.steps().size(), "run"));
    page.append(" over time</p>\n<div class=\"cards\">\n");
    history.measures().forEach(measure -> card(history, measure));
    page.append("</div>\n<section><h2>Runs</h2>\n<ol class=\"runs\">\n");
    history.steps().forEach(step -> run(history, step));
    page.append("</ol></section>\n");
  }

  private void card(RunHistory history, RunHistory.Measure measure) {
    page.append("<section class=\"card\"><h2>").append(text(measure.name())).append("</h2>");
    RunHistory.Step latest = history.steps().get(history.steps().size() - 1);
    Estimate estimate = latest.point(measure.name()).map(RunHistory.Point::estimate).orElse(null);
    page.append("<p class=\"latest\">");
    if (estimate == null) {
      page.append("not in the latest run");
    } else {
      page.append("<b>").append(TrendWords.value(measure, estimate.value())).append("</b> ");
      page.append(TrendWords.interval(measure, estimate));
      page.append(" <span class=\"quiet\">n ").append(Figures.count(estimate.n()));
      page.append(measure.higherIsBetter() ? "" : ", lower is better").append("</span>");
    }
    page.append("</p>").append(TrendChart.of(history, measure)).append("</section>\n");
  }

  private void run(RunHistory history, RunHistory.Step step) {
    page.append("<li><b>#").append(step.number()).append("</b> ");
    page.append(text(step.folder())).append("<p class=\"quiet\">");
    page.append(TrendWords.time(step.run().startedAt())).append(" · ");
    page.append(Figures.counted(step.examples(), "example")).append(" · ");
    page.append(text(step.run().target()));
    if (step.run().gitCommit() != null) {
      page.append(" · ").append(text(step.run().gitCommit()));
    }
    page.append("</p><ul>");
    if (step.incomparable() != null) {
      page.append("<li class=\"open\">Not comparable: ").append(text(step.incomparable()));
      page.append("</li>");
    }
    for (RunHistory.Measure measure : history.measures()) {
      step.point(measure.name())
          .filter(RunHistory.Point::significant)
          .ifPresent(point -> marked(measure, point));
    }
    for (RunHistory.Change change : step.changes()) {
      page.append("<li>").append(text(change.subject() + ": " + change.words())).append("</li>");
    }
    page.append("</ul></li>\n");
  }

  private void marked(RunHistory.Measure measure, RunHistory.Point point) {
    var change = requireNonNull(point.change(), "change");
    Estimate difference = change.difference();
    page.append("<li class=\"").append(point.worse() ? "bad" : "good").append("\">");
    page.append(text(measure.name())).append(": ").append(change.outcome().key());
    if (difference != null) {
      page.append(' ').append(TrendWords.signed(measure, difference.value())).append(" [");
      page.append(TrendWords.signed(measure, difference.low())).append(", ");
      page.append(TrendWords.signed(measure, difference.high())).append(']');
    }
    page.append(", ").append(text(change.reason())).append("</li>");
  }

  private static String text(String text) {
    return HtmlShell.escape(Visible.line(text, LONGEST));
  }
}
