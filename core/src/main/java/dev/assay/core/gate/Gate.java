package dev.assay.core.gate;

import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.Printable;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import dev.assay.core.summary.RunSummary;
import dev.assay.core.summary.SliceSummary;
import dev.assay.core.verdict.Verdict;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides a run.
 *
 * <p>A partition fails when its pass rate would be missed even if everything unknown had passed: no
 * further scoring can mend that. Else too little is known if it is empty or covered less than
 * asked. Else its pass rate decides. One failing criterion fails the gate, else one inconclusive
 * one makes it inconclusive.
 *
 * @since 0.1
 */
public final class Gate {

  // Shares of counts, compared with decimals a person wrote: 0.9 of 10 is 9.
  private static final double ROUNDING = 1e-9;
  private static final int NAMED = 20;
  private static final int LONGEST_ID = 80;

  private Gate() {}

  /**
   * Decides.
   *
   * @param config what is asked of each partition
   * @param summary what was found
   * @param extra criteria decided elsewhere, such as {@link #completeness}
   */
  public static GateResult decide(
      GateConfig config, RunSummary summary, List<GateResult.Criterion> extra) {
    List<GateResult.Criterion> criteria = new ArrayList<>();
    for (GateConfig.Requirement requirement : config.requirements()) {
      Optional<SliceSummary> slice =
          summary.of(requirement.partition()).filter(s -> s.planned() > 0);
      if (slice.isPresent()) {
        criteria.add(decide(requirement, slice.get(), summary));
      } else if (!requirement.wherePresent()) {
        criteria.add(absent(requirement));
      }
    }
    if (criteria.isEmpty()) {
      criteria.add(nothing(config));
    }
    criteria.addAll(extra);
    return new GateResult(worst(criteria), criteria);
  }

  /** Says that a run is inconclusive that did not end by itself; empty if it did. */
  public static Optional<GateResult.Criterion> completeness(RunHeader header) {
    if (header.status() == RunStatus.COMPLETE) {
      return Optional.empty();
    }
    String reason = header.statusReason();
    return Optional.of(
        new GateResult.Criterion(
            "run.complete",
            GateDecision.INCONCLUSIVE,
            "every example ran",
            header.status().key(),
            (reason == null ? "the run did not end" : reason) + "; resume it to go on"));
  }

  private static GateResult.Criterion decide(
      GateConfig.Requirement requirement, SliceSummary slice, RunSummary summary) {
    int known = slice.passed() + slice.failed();
    double passed = slice.passRate() == null ? 0 : slice.passRate().value() * known;
    double best = (passed + slice.unscored()) / slice.planned();
    GateDecision decision;
    String why;
    if (best < requirement.passRate() - ROUNDING) {
      decision = GateDecision.FAIL;
      why = failing(requirement.partition(), slice, summary);
    } else if (slice.coverage() < requirement.minCoverage() - ROUNDING || known == 0) {
      decision = GateDecision.INCONCLUSIVE;
      why = uncovered(requirement, slice, summary);
    } else if (passed >= (requirement.passRate() - ROUNDING) * known) {
      decision = GateDecision.PASS;
      why = slice.failed() + " failed, " + slice.unscored() + " unscored";
    } else {
      decision = GateDecision.FAIL;
      why = failing(requirement.partition(), slice, summary);
    }
    return new GateResult.Criterion(
        requirement.partition().key() + ".pass_rate",
        decision,
        required(requirement),
        observed(slice),
        why);
  }

  private static GateResult.Criterion absent(GateConfig.Requirement requirement) {
    String partition = requirement.partition().key();
    return new GateResult.Criterion(
        partition + ".pass_rate",
        GateDecision.INCONCLUSIVE,
        required(requirement),
        "0 examples",
        "the gate names " + partition + ", and this run has no such example");
  }

  private static GateResult.Criterion nothing(GateConfig config) {
    List<String> asked = config.requirements().stream().map(r -> r.partition().key()).toList();
    return new GateResult.Criterion(
        "gate",
        GateDecision.INCONCLUSIVE,
        "examples to decide by",
        "0 examples",
        "the gate asks of "
            + String.join(" and ", asked)
            + " examples, and this run has none; name another partition under gate");
  }

  private static String required(GateConfig.Requirement requirement) {
    return "pass_rate >= "
        + share(requirement.passRate())
        + ", coverage >= "
        + share(requirement.minCoverage());
  }

  // Such as "49/50 = 0.98 [0.895, 0.996], 1 unscored".
  private static String observed(SliceSummary slice) {
    StringBuilder text = new StringBuilder();
    Estimate rate = slice.passRate();
    if (rate == null) {
      text.append("0 scored");
    } else {
      text.append(slice.passed()).append('/').append(slice.passed() + slice.failed());
      text.append(" = ").append(share(rate.value()));
      text.append(" [").append(share(rate.low())).append(", ");
      text.append(share(rate.high())).append(']');
    }
    return text.append(", ").append(slice.unscored()).append(" unscored").toString();
  }

  private static String failing(Partition partition, SliceSummary slice, RunSummary summary) {
    String counted = slice.failed() + " failed";
    return counted + named(summary.ids(partition, Verdict.Outcome.FAIL));
  }

  private static String uncovered(
      GateConfig.Requirement requirement, SliceSummary slice, RunSummary summary) {
    return slice.unscored()
        + " of "
        + slice.planned()
        + " unscored: coverage "
        + share(slice.coverage())
        + named(summary.ids(requirement.partition(), Verdict.Outcome.UNSCORED));
  }

  static String named(List<String> ids) {
    if (ids.isEmpty()) {
      return "";
    }
    String first =
        String.join(
            ", ", ids.stream().limit(NAMED).map(id -> Printable.line(id, LONGEST_ID)).toList());
    return ": " + first + (ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "");
  }

  // Three decimals, and never a rounded 1 or 0 that is not one.
  private static String share(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    if ((text.equals("1.000") && value < 1) || (text.equals("0.000") && value > 0)) {
      text = String.format(Locale.ROOT, "%.6f", value);
    }
    return text.replaceFirst("(\\.\\d+?)0+$", "$1");
  }

  private static GateDecision worst(List<GateResult.Criterion> criteria) {
    List<GateDecision> decisions = criteria.stream().map(GateResult.Criterion::decision).toList();
    if (decisions.contains(GateDecision.FAIL)) {
      return GateDecision.FAIL;
    }
    return decisions.contains(GateDecision.INCONCLUSIVE)
        ? GateDecision.INCONCLUSIVE
        : GateDecision.PASS;
  }
}
