package dev.assay.core.gate;

import dev.assay.core.calibration.CalibrationFinding;
import dev.assay.core.calibration.CalibrationFinding.State;
import dev.assay.core.calibration.CalibrationStore.Stored;
import dev.assay.core.calibration.Trust;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides on calibrations. One that is not there, of another version of the evaluator, or too old
 * leaves the criterion inconclusive: nothing is known of the judge as it is. One that allows too
 * little, or whose whole interval of agreement is below what is asked, fails it.
 */
final class CalibrationCheck {

  private final GateCriterion.Calibrated asked;
  private final GateCalibrations calibrations;

  CalibrationCheck(GateCriterion.Calibrated asked, GateCalibrations calibrations) {
    this.asked = asked;
    this.calibrations = calibrations;
  }

  Criterion decide() {
    List<CalibrationFinding> findings = calibrations.findings().get(asked);
    if (findings == null) {
      return criterion(
          GateDecision.INCONCLUSIVE, "not looked for", "no calibration was looked up", null);
    }
    if (findings.isEmpty()) {
      return criterion(
          GateDecision.INCONCLUSIVE,
          "no judge",
          "a model judges nothing in this run; name evaluators, or leave the criterion out",
          null);
    }
    List<One> all = findings.stream().map(this::one).toList();
    GateDecision decision = worst(all);
    List<String> observed = all.stream().map(One::observed).toList();
    List<One> against = all.stream().filter(one -> one.decision() == decision).toList();
    String why =
        decision == GateDecision.PASS
            ? all.size() == 1 ? "people agree with it" : "people agree with each"
            : String.join("; ", against.stream().map(One::why).toList());
    boolean missing = against.stream().anyMatch(One::missing);
    return criterion(
        decision,
        String.join("; ", observed),
        why,
        decision == GateDecision.INCONCLUSIVE && !missing ? asked.inconclusive() : null);
  }

  /** Those that no result of the run can mend. */
  List<String> unmet() {
    List<CalibrationFinding> findings = calibrations.findings().getOrDefault(asked, List.of());
    List<String> unmet = new ArrayList<>();
    for (CalibrationFinding finding : findings) {
      One one = one(finding);
      if (one.decision() != GateDecision.PASS) {
        unmet.add(one.observed() + ": " + one.why());
      }
    }
    return unmet;
  }

  private One one(CalibrationFinding finding) {
    String name = GateText.name(finding.evaluator());
    Stored stored = finding.stored();
    if (finding.state() == State.NOT_TRUSTED) {
      return new One(
          GateDecision.FAIL,
          name + ": " + finding.found() + agreement(stored),
          finding.next(),
          false);
    }
    if (stored == null || finding.state() != State.MET) {
      return new One(
          GateDecision.INCONCLUSIVE,
          name + ": " + finding.found(),
          "expected " + finding.expected() + "; " + finding.next(),
          true);
    }
    String observed = name + ": " + stored.trust().words() + agreement(stored);
    if (asked.minAgreement().isEmpty()) {
      return new One(GateDecision.PASS, observed, "", false);
    }
    return agreed(name, stored, observed, asked.minAgreement().getAsDouble());
  }

  private static One agreed(String name, Stored stored, String observed, double least) {
    Estimate kappa = stored.agreement().estimate();
    if (kappa == null) {
      return new One(
          GateDecision.INCONCLUSIVE,
          observed,
          stored.measure() + " is not known: " + stored.agreement().why(),
          true);
    }
    if (kappa.low() >= least) {
      return new One(GateDecision.PASS, observed, "", false);
    }
    String more = "; label more, or improve " + name;
    return kappa.high() < least
        ? new One(
            GateDecision.FAIL,
            observed,
            "all of its interval is below " + share(least) + more,
            false)
        : new One(
            GateDecision.INCONCLUSIVE,
            observed,
            "its interval holds " + share(least) + more,
            false);
  }

  // Such as ", kappa 0.72 [0.55, 0.86] on 60 labels".
  private static String agreement(@Nullable Stored stored) {
    Estimate kappa = stored == null ? null : stored.agreement().estimate();
    return stored == null || kappa == null
        ? ""
        : ", "
            + stored.measure()
            + " "
            + GateText.estimate(kappa)
            + " on "
            + GateText.counted(kappa.n(), "item");
  }

  private static GateDecision worst(List<One> all) {
    for (GateDecision decision : List.of(GateDecision.FAIL, GateDecision.INCONCLUSIVE)) {
      if (all.stream().anyMatch(one -> one.decision() == decision)) {
        return decision;
      }
    }
    return GateDecision.PASS;
  }

  private static String share(double value) {
    return GateText.number(value);
  }

  private Criterion criterion(
      GateDecision decision, String observed, String why, @Nullable Inconclusive undecided) {
    String who =
        asked.evaluators().isEmpty()
            ? "every judge"
            : String.join(", ", asked.evaluators().stream().map(GateText::name).toList());
    String what =
        asked.trust() == Trust.NONE
            ? " calibrated"
            : " calibrated, to be trusted for " + asked.trust().key();
    String least =
        asked.minAgreement().isPresent()
            ? ", agreement >= " + share(asked.minAgreement().getAsDouble())
            : "";
    String age = ", at most " + GateText.counted(asked.maxAgeDays(), "day") + " old";
    return new Criterion(
        asked.name(), decision, who + what + least + age, observed, why, undecided);
  }

  private record One(GateDecision decision, String observed, String why, boolean missing) {}
}
