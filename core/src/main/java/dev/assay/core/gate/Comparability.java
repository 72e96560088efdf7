package dev.assay.core.gate;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.comparison.RunScores.Measured;
import dev.assay.core.run.RunStatus;
import java.util.Optional;

/** What keeps a gate from comparing two runs. */
final class Comparability {

  private Comparability() {}

  /** What makes a verdict on {@code measure} meaningless, and what to do. */
  static Optional<String> obstacle(String measure, RunScores base, RunScores candidate) {
    if (base.run().status() != RunStatus.COMPLETE) {
      return Optional.of(
          "the baseline is " + base.run().status().key() + "; go on with it by assay run --resume");
    }
    if (!measure.equals(Compared.PASS_RATE)) {
      Optional<Measured> now = candidate.evaluator(measure);
      return now.isEmpty()
          ? Optional.of(GateText.name(measure) + " scored nothing in this run")
          : version(now.get(), base);
    }
    Optional<String> otherwise =
        candidate.evaluators().stream()
            .filter(Measured::decides)
            .map(evaluator -> version(evaluator, base))
            .flatMap(Optional::stream)
            .findFirst()
            .or(() -> leftOut(base, candidate));
    return otherwise.isPresent() || base.run().policyHash().equals(candidate.run().policyHash())
        ? otherwise
        : Optional.of(
            "what fails an example is not the same in both; decide the baseline again with assay"
                + " gate BASELINE --suite SUITE --update");
  }

  private static Optional<String> leftOut(RunScores base, RunScores candidate) {
    return base.evaluators().stream()
        .filter(before -> before.decides() && candidate.evaluator(before.name()).isEmpty())
        .map(
            before ->
                GateText.name(before.name())
                    + " decided in the baseline and is not in this run; assay rejudge decides the"
                    + " baseline by the suite of now")
        .findFirst();
  }

  private static Optional<String> version(Measured now, RunScores base) {
    Optional<Measured> before = base.evaluator(now.name());
    if (before.isEmpty()) {
      return Optional.of(
          "the baseline has no scores of "
              + GateText.name(now.name())
              + "; assay rejudge makes them");
    }
    return before.get().version().equals(now.version())
        ? Optional.empty()
        : Optional.of(
            GateText.name(now.name())
                + " is version "
                + GateText.name(now.version())
                + " now and was "
                + GateText.name(before.get().version())
                + "; assay rejudge scores the baseline again");
  }
}
