package dev.assay.server.web.runs;

import dev.assay.core.comparison.Compared;
import dev.assay.core.trend.RunHistory;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import dev.assay.server.web.view.View;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the latest run came to, measure by measure, beside the run before it.
 *
 * @param view the page's
 * @param formats how numbers are written
 * @param rows one per measure
 * @param step the latest run; null where there is none
 */
record MeasuresPage(
    View view, Formats formats, List<Row> rows, RunHistory.@Nullable Step step) {

  MeasuresPage {
    rows = List.copyOf(rows);
  }

  /**
   * One measure.
   *
   * @param name what people call it
   * @param href draws it
   * @param chosen whether it is drawn
   * @param unit what its values are numbers of
   * @param estimate in the latest run; null where it has none
   * @param unscored how many examples could not be scored
   * @param difference to the run before; null where nothing was compared
   * @param state what that comes to
   * @param reason why
   */
  record Row(
      String name,
      String href,
      boolean chosen,
      Unit unit,
      @Nullable Estimate estimate,
      int unscored,
      @Nullable Estimate difference,
      Words.State state,
      String reason) {}

  static MeasuresPage of(Visit visit, Suite suite, @Nullable RunHistory history) {
    List<Row> rows = new ArrayList<>();
    RunHistory.Step last = null;
    if (history != null) {
      last = history.steps().get(history.steps().size() - 1);
      String chosen = visit.text("measure").orElse(Compared.PASS_RATE);
      for (RunHistory.Measure measure : history.measures()) {
        String href =
            Links.to(visit.view(), "/ui/runs")
                .with("suite", suite.name())
                .with("measure", measure.name())
                .page(visit.whole("page", 1, Slab.MOST_PAGES, 1))
                .toString();
        rows.add(row(measure, last, href, measure.name().equals(chosen)));
      }
    }
    return new MeasuresPage(visit.view(), visit.formats(), rows, last);
  }

  private static Row row(
      RunHistory.Measure measure, RunHistory.Step step, String href, boolean chosen) {
    RunHistory.Point point = step.point(measure.name()).orElse(null);
    Compared change = point == null ? null : point.change();
    Words.State state;
    String reason = "";
    if (change != null) {
      state = Words.of(change.outcome());
      reason = change.reason();
    } else {
      state = Words.State.quiet(step.number() == 1 ? "first run" : "not comparable");
      reason = step.incomparable() == null ? "" : step.incomparable();
    }
    return new Row(
        Words.measure(measure.name()),
        href,
        chosen,
        Words.unit(measure.name(), measure.unit()),
        point == null ? null : point.estimate(),
        point == null ? 0 : point.unscored(),
        change == null ? null : change.difference(),
        state,
        reason);
  }
}
