package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks every constraint that applies. The value is the share that holds, and one broken
 * constraint fails the answer, whatever the others say. If none is broken but one could not be
 * decided there is no score.
 *
 * <p>If none applies, there was nothing to break: value 1, passed, and the label {@value
 * #NOT_APPLICABLE} so that nobody takes it for a check. Whether a condition can be met at all is
 * checked where it is read.
 */
final class Constraints implements Evaluator {

  static final String NOT_APPLICABLE = "not-applicable";

  private final List<Constraint> constraints;

  Constraints(List<Constraint> constraints) {
    this.constraints = List.copyOf(constraints);
  }

  @Override
  public Score evaluate(Subject subject) {
    Tally tally = new Tally();
    for (Constraint constraint : constraints) {
      if (constraint.applicability().covers(subject.example())) {
        tally.add(constraint, constraint.check(subject));
      } else {
        tally.skip(constraint);
      }
    }
    return tally.score();
  }

  @Override
  public String fingerprint() {
    return constraints.stream()
        .map(constraint -> constraint.rule().fingerprint())
        .filter(fingerprint -> !fingerprint.isEmpty())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** Gathers the findings of one answer. */
  private static final class Tally {

    private final ObjectNode evidence = Json.object();
    private final List<String> violations = new ArrayList<>();
    private final List<String> undecided = new ArrayList<>();
    private @Nullable FailureMode gravest;
    private int holding;

    void add(Constraint constraint, Finding finding) {
      if (finding instanceof Finding.Inapplicable) {
        skip(constraint);
        return;
      }
      ObjectNode entry = evidence.putObject(constraint.name());
      if (finding instanceof Finding.Violated violated) {
        String why = constraint.because() + violated.explanation();
        entry.put("passed", false).put("explanation", why);
        violations.add(constraint.name() + ": " + why);
        FailureMode mode = constraint.mode();
        gravest = gravest == null ? mode : gravest.graver(mode);
      } else if (finding instanceof Finding.Undecided unknown) {
        entry.putNull("passed").put("unscored", unknown.reason());
        undecided.add(constraint.name() + ": " + unknown.reason());
      } else {
        entry.put("passed", true);
        holding++;
      }
    }

    void skip(Constraint constraint) {
      evidence.putObject(constraint.name()).put("applies", false);
    }

    Score score() {
      if (gravest != null) {
        double share = (double) holding / (holding + violations.size());
        String why = String.join("; ", violations);
        return new Score.Scored(share, false, gravest.key(), why, evidence);
      }
      if (!undecided.isEmpty()) {
        return new Score.Unscored(String.join("; ", undecided), evidence);
      }
      return holding > 0
          ? new Score.Scored(1, true, null, null, evidence)
          : new Score.Scored(1, true, NOT_APPLICABLE, "no constraint applies", evidence);
    }
  }
}
