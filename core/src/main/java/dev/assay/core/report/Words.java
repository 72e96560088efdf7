package dev.assay.core.report;

import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.core.interaction.Usage;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.CorpusEstimate;
import dev.assay.core.summary.SliceSummary;
import dev.assay.stats.interval.Estimate;
import org.jspecify.annotations.Nullable;

/** Sentences that several reports share. */
final class Words {

  private Words() {}

  /** What the gate says, for someone who reads nothing else. */
  static String decision(GateResult gate) {
    int all = gate.criteria().size();
    String of = " of " + all + (all == 1 ? " gate criterion " : " gate criteria ");
    long failed = gate.criteria().stream().filter(Criterion::fails).count();
    return switch (gate.decision()) {
      case PASS ->
          all == 1 ? "The one gate criterion is met." : "All " + all + " gate criteria are met.";
      case FAIL -> failed + of + (failed == 1 ? "is not met." : "are not met.");
      case INCONCLUSIVE ->
          count(gate, GateDecision.INCONCLUSIVE)
              + of
              + "cannot be decided"
              + (gate.letsThrough() ? "; that warns, and lets the run through." : ".");
    };
  }

  /** Why a criterion says what it says, and what it means that it is undecided. */
  static String explanation(Criterion criterion) {
    if (criterion.undecided() == null) {
      return criterion.explanation();
    }
    return criterion.explanation() + (criterion.warns() ? " (warns)" : " (fails the gate)");
  }

  private static long count(GateResult gate, GateDecision decision) {
    return gate.criteria().stream().filter(c -> c.decision() == decision).count();
  }

  /** How many passed: {@code 598 of 600 examples passed, 2 failed.} */
  static String counts(SliceSummary slice) {
    StringBuilder text = new StringBuilder();
    text.append(Figures.count(slice.passed())).append(" of ");
    text.append(Figures.counted(slice.planned(), "example")).append(" passed");
    if (slice.failed() > 0) {
      text.append(", ").append(Figures.count(slice.failed())).append(" failed");
    }
    if (slice.unscored() > 0) {
      text.append(", ").append(Figures.count(slice.unscored())).append(" could not be scored");
    }
    return text.append('.').toString();
  }

  /** A mean with its interval, or a dash. */
  static String mean(@Nullable Estimate mean) {
    return mean == null ? "–" : Figures.value(mean.value()) + " " + Figures.valueInterval(mean);
  }

  /** What scores come to together: {@code corpus bleu 0.341 [0.312, 0.370], n = 40}. */
  static String corpus(CorpusEstimate corpus) {
    Estimate estimate = corpus.estimate();
    return corpus.name() + " " + mean(estimate) + ", n = " + Figures.count(estimate.n());
  }

  /** How the outputs were had, and what they and their scores cost. */
  static String calls(RunHeader header) {
    String calls = Figures.counted(header.targetCalls(), "target call");
    String cost = cost(header.usage());
    String judges = cost(header.judgeUsage());
    return calls
        + (header.cachedOutputs() == 0
            ? ", nothing from the cache"
            : ", " + Figures.counted(header.cachedOutputs(), "output") + " from the cache")
        + (cost == null ? "" : ", cost " + cost)
        + (judges == null ? "" : ", judges cost " + judges)
        + ".";
  }

  // Tokens without a price cost something, and nobody knows what.
  private static @Nullable String cost(Usage usage) {
    boolean used = usage.inputTokens() != null || usage.outputTokens() != null;
    return usage.cost() == null && used ? "unknown" : Figures.cost(usage.cost());
  }
}
