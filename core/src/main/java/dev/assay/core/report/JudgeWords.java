package dev.assay.core.report;

import dev.assay.core.model.ModelFamily;
import dev.assay.core.summary.JudgeSummary;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a judge behaved, in sentences that every report shows.
 *
 * @since 0.1
 */
public final class JudgeWords {

  private JudgeWords() {}

  /** Its name and models; holds texts of others, to be made harmless by the report. */
  public static String title(JudgeSummary judge) {
    StringBuilder text = new StringBuilder(judge.name());
    if (!judge.models().isEmpty()) {
      text.append(": ").append(String.join(", ", judge.models()));
    }
    if (!judge.modelsAnswered().isEmpty()) {
      text.append(" (answered as ").append(String.join(", ", judge.modelsAnswered())).append(')');
    }
    return text.toString();
  }

  /** What was counted; plain text of our own. */
  public static List<String> facts(JudgeSummary judge) {
    List<String> facts = new ArrayList<>();
    String cost = Figures.cost(judge.usage().cost());
    facts.add(
        Figures.counted(judge.scored(), "score")
            + ", "
            + Figures.count(judge.unscored())
            + " unscored"
            + (cost == null ? "" : ", cost " + cost));
    Estimate unstable = judge.unstable();
    if (unstable != null) {
      facts.add("unstable: " + Figures.rate(unstable) + " of " + n(unstable) + " sampled scores");
    }
    Estimate position = judge.positionBias();
    if (position != null) {
      facts.add(
          "position bias: the order decided "
              + Figures.rate(position)
              + " of "
              + n(position)
              + " comparisons");
    }
    Estimate alpha = judge.panelAlpha();
    if (judge.panelItems() > 0) {
      facts.add(
          "agreement of the panel: "
              + (alpha == null ? "alpha not defined" : "alpha " + Words.mean(alpha))
              + " over "
              + Figures.counted(judge.panelItems(), "answer"));
    }
    Estimate length = judge.lengthBias();
    if (length != null) {
      facts.add("length: Spearman " + Words.mean(length) + " with the value, n = " + n(length));
    }
    return facts;
  }

  /** What to mind; plain text of our own. */
  public static List<String> warnings(JudgeSummary judge) {
    List<String> warnings = new ArrayList<>();
    if (!judge.sameFamily().isEmpty()) {
      String families =
          judge.sameFamily().stream().map(ModelFamily::key).collect(Collectors.joining(", "));
      warnings.add(
          "Judge and target are of the same model family ("
              + families
              + "): judges prefer what their own family writes; judge with another, or a panel.");
    }
    Estimate length = judge.lengthBias();
    if (length != null && (length.low() > 0 || length.high() < 0)) {
      warnings.add(
          (length.low() > 0 ? "Longer" : "Shorter")
              + " outputs get higher values: see whether that is deserved before runs of"
              + " different lengths are compared.");
    }
    return warnings;
  }

  private static String n(Estimate estimate) {
    return Figures.count(estimate.n());
  }
}
