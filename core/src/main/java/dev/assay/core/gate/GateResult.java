package dev.assay.core.gate;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A gate's decision and what it rests on.
 *
 * @param decision FAIL if a criterion fails, else INCONCLUSIVE if one is, else PASS
 * @param criteria one per criterion, in the suite's order; never empty
 * @since 0.1
 */
public record GateResult(GateDecision decision, List<Criterion> criteria) {

  /** Checks and copies the parts. */
  public GateResult {
    requireNonNull(decision, "decision");
    criteria = List.copyOf(criteria);
  }

  /**
   * One criterion, decided.
   *
   * @param name such as {@code golden.pass_rate}
   * @param decision what it says
   * @param required what was asked for, such as {@code pass_rate >= 1.0}
   * @param observed what was found, such as {@code 49/50 = 0.98 [0.895, 0.996]}
   * @param explanation why it says so, in one line
   */
  public record Criterion(
      String name, GateDecision decision, String required, String observed, String explanation) {

    /** Checks the parts. */
    public Criterion {
      requireNonNull(name, "name");
      requireNonNull(decision, "decision");
      requireNonNull(required, "required");
      requireNonNull(observed, "observed");
      requireNonNull(explanation, "explanation");
    }
  }
}
