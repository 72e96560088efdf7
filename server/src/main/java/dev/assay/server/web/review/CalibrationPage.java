package dev.assay.server.web.review;

import dev.assay.core.calibration.Calibration;
import dev.assay.core.calibration.Figure;
import dev.assay.server.review.JudgeCalibration;
import dev.assay.server.review.JudgedTraffic;
import dev.assay.server.store.Evaluation;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.panel.Panel;
import dev.assay.stats.interval.Estimate;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An evaluator, held against people.
 *
 * @param shell the frame
 * @param asked which evaluator, which time
 * @param traffic what it judged
 * @param basis what there is to go by
 * @param own by its own decisions; null without labels, or where only another threshold is asked
 *     for
 * @param at by the threshold that was chosen; null without labels
 * @param chosen the threshold; empty for its own decisions
 * @param agreement the panel over time
 * @param panels the others
 */
record CalibrationPage(
    Shell shell,
    Asked asked,
    JudgedTraffic traffic,
    JudgeCalibration.Basis basis,
    @Nullable Calibration own,
    @Nullable Calibration at,
    OptionalDouble chosen,
    Panel agreement,
    CalibrationPanels panels) {

  private static final List<String> AT_THRESHOLD =
      List.of("precision", "recall", "fail_precision", "fail_recall", "accuracy", "kappa");
  private static final List<String> RATES =
      List.of(
          "raw_pass_rate",
          "corrected_pass_rate",
          "labels_alone_pass_rate",
          "rogan_gladen_pass_rate");

  /** What the chosen threshold brings. */
  Map<String, Figure> figures() {
    return some(AT_THRESHOLD, at == null ? Map.of() : at.figures());
  }

  /** Raw and corrected. */
  Map<String, Figure> rates() {
    return some(RATES, at == null ? Map.of() : at.rates());
  }

  private static Map<String, Figure> some(List<String> names, Map<String, Figure> from) {
    Map<String, Figure> some = new LinkedHashMap<>();
    for (String name : names) {
      Figure figure = from.get(name);
      if (figure != null) {
        some.put(name, figure);
      }
    }
    return some;
  }

  /** A panel's address, which needs the evaluator. */
  String address(Panel panel) {
    String path = Panel.PATH + panel.id();
    return chosen.isPresent()
        ? asked.at(path, Thresholds.NAME, String.valueOf(chosen.getAsDouble()))
        : asked.at(path);
  }

  /** What a rate rests on. */
  String basis(Estimate rate) {
    String n = shell.formats().count(rate.n());
    return rate.n() < basis.traffic()
        ? "estimated from " + n + " of " + shell.formats().count(basis.traffic())
        : "n = " + n;
  }

  /** The threshold that is shown: the one chosen, else its own. */
  String threshold() {
    Double own = traffic.threshold();
    return chosen.isPresent() ? plain(chosen.getAsDouble()) : own == null ? "" : plain(own);
  }

  /** The least and the greatest value it gave. */
  String least() {
    return plain(values().getMin());
  }

  String most() {
    return plain(values().getMax());
  }

  private DoubleSummaryStatistics values() {
    return traffic.evaluations().values().stream()
        .map(Evaluation::value)
        .filter(value -> value != null)
        .mapToDouble(Double::doubleValue)
        .summaryStatistics();
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  /** Where a share lies on an axis of 100. */
  static String along(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * Math.max(0, Math.min(1, share)));
  }

  /** Why there is no figure, in the words of the page. */
  static String why(Figure figure) {
    String why = figure.why();
    return why == null ? "" : why.replace("corrected_pass_rate", "the corrected rate");
  }
}
