package dev.assay.server.web.overview;

import dev.assay.server.web.panel.PanelData;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.EstimateDifference;
import java.util.ArrayList;
import java.util.List;

/** What the overview's panels say in words beside their numbers. */
final class OverviewRemarks {

  private OverviewRemarks() {}

  /** How far users and each evaluator are apart: the first line less each of the others. */
  static List<String> apart(PanelData.Lines lines, Formats formats) {
    List<PanelData.Line> all = lines.current();
    List<String> said = new ArrayList<>();
    Estimate users = all.get(0).whole();
    for (PanelData.Line line : all.subList(1, all.size())) {
      Estimate failed = line.whole();
      if (users != null && failed != null) {
        Estimate difference = EstimateDifference.of(users, failed);
        boolean apart = difference.low() > 0 || difference.high() < 0;
        said.add(
            "Users object "
                + (!apart
                    ? "about as often as "
                    : users.value() > failed.value() ? "more often than " : "less often than ")
                + line.label().replace(": failed", "")
                + ": "
                + formats.of(Unit.POINTS, difference)
                + ".");
      }
    }
    return said;
  }

  /** What all answers cost together. */
  static List<String> total(PanelData.Lines lines, Formats formats) {
    Estimate mean = lines.current().get(0).whole();
    if (mean == null) {
      return List.of();
    }
    return List.of(
        "In all "
            + formats.of(Unit.MONEY, mean.value() * mean.n())
            + " for "
            + formats.count(mean.n())
            + " answers that say what they cost.");
  }

  /** How much sooner an answer comes after a hit: the second line less the first. */
  static List<String> sooner(PanelData.Lines lines, Formats formats) {
    List<PanelData.Line> all = lines.current();
    Estimate hit = all.get(0).whole();
    Estimate miss = all.get(1).whole();
    if (hit == null || miss == null) {
      return List.of();
    }
    boolean sooner = miss.value() >= hit.value();
    Estimate difference =
        sooner ? EstimateDifference.of(miss, hit) : EstimateDifference.of(hit, miss);
    return List.of(
        (sooner ? "A hit saves " : "A hit costs ")
            + formats.of(Unit.MILLIS, difference)
            + " at the median; that prompts differ is not taken out of it.");
  }
}
