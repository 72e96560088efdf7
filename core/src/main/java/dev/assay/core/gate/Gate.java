package dev.assay.core.gate;

import dev.assay.core.comparison.RunScores;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides a run.
 *
 * <p>A partition fails when its pass rate would be missed even if everything unknown had passed: no
 * further scoring can mend that. Else too little is known if it is empty or covered less than
 * asked. Else its pass rate decides; with a confidence the interval does, which may lie on neither
 * side. One failing criterion fails the gate, and so does one that is undecided where that fails;
 * else one inconclusive one makes it inconclusive.
 *
 * @since 0.1
 */
public final class Gate {

  private Gate() {}

  /**
   * Decides by what can be told without a baseline.
   *
   * @param config what is asked of each partition
   * @param summary what was found
   * @param extra criteria decided elsewhere, such as {@link #completeness}
   * @throws IllegalArgumentException if the gate has criteria beside pass rates
   */
  public static GateResult decide(GateConfig config, RunSummary summary, List<Criterion> extra) {
    if (!config.criteria().isEmpty()) {
      throw new IllegalArgumentException(
          "config: with " + config.criteria().size() + " criteria (expected: their scores too)");
    }
    return decide(requirements(config, summary), extra);
  }

  /** Decides where no calibration was looked for. */
  public static GateResult decide(
      GateConfig config,
      RunSummary summary,
      RunScores run,
      GateBaseline baseline,
      List<Criterion> extra) {
    return decide(config, summary, run, baseline, GateCalibrations.UNKNOWN, extra);
  }

  /**
   * Decides.
   *
   * @param config what is asked
   * @param summary what was found
   * @param run the same, example by example
   * @param baseline what it is held against
   * @param calibrations what there is of the calibrations it asks for
   * @param extra criteria decided elsewhere, such as {@link #completeness}
   * @throws dev.assay.core.problem.InvalidInputException if a margin is outside the scale of what
   *     it is for
   */
  public static GateResult decide(
      GateConfig config,
      RunSummary summary,
      RunScores run,
      GateBaseline baseline,
      GateCalibrations calibrations,
      List<Criterion> extra) {
    List<Criterion> criteria = requirements(config, summary);
    LimitCheck limits = new LimitCheck(summary, run);
    for (GateCriterion asked : config.criteria()) {
      if (asked instanceof GateCriterion.Comparing comparing) {
        criteria.add(new ComparisonCheck(comparing, config, run, baseline).decide());
      } else if (asked instanceof GateCriterion.PassRate rate) {
        PassRateCheck check = new PassRateCheck(rate, summary);
        criteria.add(check.decide().orElseGet(check::absent));
      } else if (asked instanceof GateCriterion.Latency latency) {
        criteria.add(limits.latency(latency));
      } else if (asked instanceof GateCriterion.Cost cost) {
        criteria.add(limits.cost(cost));
      } else if (asked instanceof GateCriterion.Coverage coverage) {
        criteria.add(limits.coverage(coverage));
      } else if (asked instanceof GateCriterion.Calibrated calibrated) {
        criteria.add(new CalibrationCheck(calibrated, calibrations).decide());
      }
    }
    return decide(criteria, extra);
  }

  private static List<Criterion> requirements(GateConfig config, RunSummary summary) {
    List<Criterion> criteria = new ArrayList<>();
    for (GateConfig.Requirement requirement : config.requirements()) {
      PassRateCheck check = new PassRateCheck(requirement.criterion(), summary);
      Optional<Criterion> decided = check.decide();
      if (decided.isPresent()) {
        criteria.add(decided.get());
      } else if (!requirement.wherePresent()) {
        criteria.add(check.absent());
      }
    }
    if (criteria.isEmpty() && config.criteria().isEmpty()) {
      criteria.add(nothing(config));
    }
    return criteria;
  }

  private static GateResult decide(List<Criterion> criteria, List<Criterion> extra) {
    List<Criterion> all = new ArrayList<>(criteria);
    all.addAll(extra);
    return GateResult.of(all);
  }

  /** Says that a run is inconclusive that did not end by itself; empty if it did. */
  public static Optional<Criterion> completeness(RunHeader header) {
    if (header.status().finished()) {
      return Optional.empty();
    }
    String reason = header.statusReason();
    return Optional.of(
        new Criterion(
            "run.complete",
            GateDecision.INCONCLUSIVE,
            "every example ran",
            header.status().key(),
            (reason == null ? "the run did not end" : reason) + "; resume it to go on"));
  }

  private static Criterion nothing(GateConfig config) {
    List<String> asked = config.requirements().stream().map(r -> r.partition().key()).toList();
    return new Criterion(
        "gate",
        GateDecision.INCONCLUSIVE,
        "examples to decide by",
        "0 examples",
        "the gate asks of "
            + String.join(" and ", asked)
            + " examples, and this run has none; name another partition under gate");
  }
}
