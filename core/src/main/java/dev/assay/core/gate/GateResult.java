package dev.assay.core.gate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gate's decision and what it rests on.
 *
 * @param decision FAIL if a criterion fails, or is undecided where that fails; else INCONCLUSIVE if
 *     one is; else PASS
 * @param criteria one per criterion, in the suite's order; never empty
 * @param forecast what could be told beforehand
 * @since 0.1
 */
public record GateResult(GateDecision decision, List<Criterion> criteria, GateForecast forecast) {

  /** Checks and copies the parts. */
  public GateResult {
    requireNonNull(decision, "decision");
    criteria = List.copyOf(criteria);
    requireNonNull(forecast, "forecast");
  }

  /** One of which nothing was told beforehand. */
  public GateResult(GateDecision decision, List<Criterion> criteria) {
    this(decision, criteria, GateForecast.NONE);
  }

  /** The same, of which this was told beforehand. */
  public GateResult with(GateForecast forecast) {
    return new GateResult(decision, criteria, forecast);
  }

  /**
   * What {@code criteria} come to.
   *
   * @param criteria one per criterion, at least one
   */
  public static GateResult of(List<Criterion> criteria) {
    GateDecision decision = GateDecision.PASS;
    if (criteria.stream().anyMatch(Criterion::fails)) {
      decision = GateDecision.FAIL;
    } else if (criteria.stream().anyMatch(c -> c.decision() == GateDecision.INCONCLUSIVE)) {
      decision = GateDecision.INCONCLUSIVE;
    }
    return new GateResult(decision, criteria);
  }

  /**
   * Whether the run may go on its way: it passed, or is inconclusive in nothing but what only
   * warns.
   */
  public boolean letsThrough() {
    return decision != GateDecision.FAIL
        && criteria.stream().allMatch(c -> c.decision() == GateDecision.PASS || c.warns());
  }

  /**
   * One criterion, decided.
   *
   * @param name such as {@code golden.pass_rate}
   * @param decision what it says
   * @param required what was asked for, such as {@code pass_rate >= 1.0}
   * @param observed what was found, such as {@code 49/50 = 0.98 [0.895, 0.996]}
   * @param explanation why it says so, in one line
   * @param undecided what it means for the gate that the data do not say; null where they do, or
   *     are missing
   */
  public record Criterion(
      String name,
      GateDecision decision,
      String required,
      String observed,
      String explanation,
      @Nullable Inconclusive undecided) {

    /** Checks the parts. */
    public Criterion {
      requireNonNull(name, "name");
      requireNonNull(decision, "decision");
      requireNonNull(required, "required");
      requireNonNull(observed, "observed");
      requireNonNull(explanation, "explanation");
      if (undecided != null && decision != GateDecision.INCONCLUSIVE) {
        throw new IllegalArgumentException(
            "undecided: " + undecided + " (expected: null for " + decision + ")");
      }
    }

    /** One that is decided, or whose data are missing. */
    public Criterion(
        String name, GateDecision decision, String required, String observed, String explanation) {
      this(name, decision, required, observed, explanation, null);
    }

    /** Whether it fails the gate: it is not met, or undecided where that fails. */
    public boolean fails() {
      return decision == GateDecision.FAIL || undecided == Inconclusive.FAIL;
    }

    /** Whether it is undecided and only warns. */
    public boolean warns() {
      return undecided == Inconclusive.WARN;
    }
  }
}
