package dev.assay.server.review;

import dev.assay.server.store.Evaluation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * With which probability each interaction that was drawn came into a spot check, of those that the
 * evaluator looked at.
 *
 * <p>Several checks may have drawn from the same time: an interaction was then drawn by one or
 * another of them, each with the probability with which it draws there.
 */
final class DrawnProbabilities {

  private DrawnProbabilities() {}

  static Map<String, Double> of(JudgedTraffic traffic, List<SpotCheck> checks) {
    List<Drawn> ours =
        checks.stream()
            .filter(check -> traffic.evaluator().equals(check.evaluator()))
            .map(check -> Drawn.of(check, traffic))
            .toList();
    Map<String, String> strata = new HashMap<>();
    for (Drawn each : ours) {
      each.items.forEach(
          (id, item) -> strata.merge(id, item.stratum(), (a, b) -> a.isEmpty() ? b : a));
    }
    Map<String, Double> drawn = new HashMap<>();
    strata.forEach(
        (id, stratum) -> {
          Evaluation evaluation = traffic.evaluations().get(id);
          if (evaluation != null) {
            double missed = 1;
            for (Drawn each : ours) {
              missed *= 1 - each.share(evaluation, stratum);
            }
            drawn.put(id, 1 - missed);
          }
        });
    return drawn;
  }

  /**
   * A check by its items.
   *
   * @param items by interaction id, those that have a score
   * @param shares with which probability it draws from each stratum
   */
  private record Drawn(
      SpotCheck check, Map<String, SpotCheck.Item> items, Map<String, Double> shares) {

    static Drawn of(SpotCheck check, JudgedTraffic traffic) {
      Map<String, SpotCheck.Item> items = new HashMap<>();
      Map<String, Double> shares = new HashMap<>();
      for (SpotCheck.Item item : check.items()) {
        Evaluation evaluation = traffic.evaluations().get(item.interaction().id());
        if (evaluation != null) {
          items.put(item.interaction().id(), item);
          // The item's own holds the judge's too.
          shares.put(item.stratum(), Math.min(1, item.probability() / evaluation.probability()));
        }
      }
      return new Drawn(check, items, shares);
    }

    double share(Evaluation evaluation, String stratum) {
      Instant at = evaluation.interaction().startedAt();
      if (at.isBefore(check.from()) || !at.isBefore(check.to())) {
        return 0;
      }
      SpotCheck.Item own = items.get(evaluation.interaction().id());
      Double known = shares.get(own == null ? stratum : own.stratum());
      double overall = Math.min(1, check.items().size() / (double) check.candidates());
      return known == null ? overall : known;
    }
  }
}
