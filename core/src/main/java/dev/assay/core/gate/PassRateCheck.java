package dev.assay.core.gate;

import dev.assay.core.dataset.Partition;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.summary.RunSummary;
import dev.assay.core.summary.SliceSummary;
import dev.assay.core.verdict.Verdict;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.WilsonInterval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides on a pass rate. */
final class PassRateCheck {

  // Shares of counts, compared with decimals a person wrote: 0.9 of 10 is 9.
  private static final double ROUNDING = 1e-9;

  private final GateCriterion.PassRate asked;
  private final RunSummary summary;

  PassRateCheck(GateCriterion.PassRate asked, RunSummary summary) {
    this.asked = asked;
    this.summary = summary;
  }

  /** The decision; empty if there is no example to decide by. */
  Optional<Criterion> decide() {
    Partition partition = asked.partition();
    Optional<SliceSummary> slice =
        partition == null ? Optional.of(summary.overall()) : summary.of(partition);
    return slice.filter(s -> s.planned() > 0).map(this::decide);
  }

  /** What to say where there is none. */
  Criterion absent() {
    Partition partition = asked.partition();
    String words = partition == null ? "" : partition.key();
    return criterion(
        GateDecision.INCONCLUSIVE,
        "0 examples",
        "the gate names " + words + ", and this run has no such example",
        null);
  }

  private Criterion decide(SliceSummary slice) {
    int known = slice.passed() + slice.failed();
    double passed = slice.passRate() == null ? 0 : slice.passRate().value() * known;
    double best = (passed + slice.unscored()) / slice.planned();
    Estimate shown = asked.confidence().isPresent() ? interval(asked) : slice.passRate();
    String observed = observed(slice, shown);
    boolean uncovered = slice.coverage() < asked.minCoverage() - ROUNDING || known == 0;
    if (asked.confidence().isPresent() && shown != null && !uncovered) {
      return byInterval(slice, shown, observed);
    }
    boolean byRate = asked.confidence().isEmpty();
    if (byRate && best < asked.min() - ROUNDING) {
      return criterion(GateDecision.FAIL, observed, failing(slice), null);
    }
    if (uncovered || !byRate) {
      return criterion(GateDecision.INCONCLUSIVE, observed, uncovered(slice), null);
    }
    return passed >= (asked.min() - ROUNDING) * known
        ? criterion(
            GateDecision.PASS,
            observed,
            slice.failed() + " failed, " + slice.unscored() + " unscored",
            null)
        : criterion(GateDecision.FAIL, observed, failing(slice), null);
  }

  private Criterion byInterval(SliceSummary slice, Estimate rate, String observed) {
    String sure = " with " + GateText.percent(rate.level()) + " confidence";
    String min = GateText.share(asked.min());
    if (rate.low() >= asked.min() - ROUNDING) {
      return criterion(GateDecision.PASS, observed, "at least " + min + sure, null);
    }
    if (rate.high() < asked.min() - ROUNDING) {
      return criterion(
          GateDecision.FAIL, observed, "below " + min + sure + "; " + failing(slice), null);
    }
    String why =
        "its interval holds "
            + min
            + ": neither reached nor missed"
            + sure
            + Plans.forRate(asked.min(), rate.level(), rate.value())
                .map(
                    n ->
                        "; " + n + " examples would show a rate of " + GateText.share(rate.value()))
                .orElse("");
    return criterion(GateDecision.INCONCLUSIVE, observed, why, asked.inconclusive());
  }

  private @Nullable Estimate interval(GateCriterion.PassRate asked) {
    double level = asked.confidence().orElse(0.95);
    double[] shares =
        summary.examples().stream()
            .filter(e -> asked.partition() == null || e.partition() == asked.partition())
            .filter(e -> e.verdict().outcome() != Verdict.Outcome.UNSCORED)
            .mapToDouble(ExampleVerdict::passShare)
            .toArray();
    return WilsonInterval.withDefaults()
        .withLevel(level)
        .ofZerosAndOnes(shares)
        .or(() -> byMean(shares, level))
        .orElse(null);
  }

  private static Optional<Estimate> byMean(double[] shares, double level) {
    return Arrays.stream(shares).distinct().count() == 1
        ? Optional.of(alike(shares, level))
        : MeanInterval.withDefaults().withLevel(level).withBounds(0, 1).of(shares);
  }

  // Shares that are all the same say nothing of how they vary: at most as much as passes and
  // failures with their mean would.
  private static Estimate alike(double[] shares, double level) {
    WilsonInterval interval = WilsonInterval.withDefaults().withLevel(level);
    double passed = shares[0] * shares.length;
    Interval around =
        new Interval(
            interval.of((long) Math.floor(passed), shares.length).low(),
            interval.of((long) Math.ceil(passed), shares.length).high(),
            level);
    return new Estimate(shares[0], around, shares.length);
  }

  private Criterion criterion(
      GateDecision decision, String observed, String why, @Nullable Inconclusive undecided) {
    return new Criterion(asked.name(), decision, asked.words(), observed, why, undecided);
  }

  // Such as "49/50 = 0.98 [0.895, 0.996], 1 unscored".
  private static String observed(SliceSummary slice, @Nullable Estimate rate) {
    StringBuilder text = new StringBuilder();
    if (rate == null) {
      text.append("0 scored");
    } else {
      text.append(slice.passed()).append('/').append(slice.passed() + slice.failed());
      text.append(" = ").append(GateText.estimate(rate));
    }
    return text.append(", ").append(slice.unscored()).append(" unscored").toString();
  }

  private String failing(SliceSummary slice) {
    return slice.failed() + " failed" + GateText.named(ids(Verdict.Outcome.FAIL));
  }

  private String uncovered(SliceSummary slice) {
    return slice.unscored()
        + " of "
        + slice.planned()
        + " unscored: coverage "
        + GateText.share(slice.coverage())
        + GateText.named(ids(Verdict.Outcome.UNSCORED));
  }

  private List<String> ids(Verdict.Outcome outcome) {
    Partition partition = asked.partition();
    return partition == null
        ? summary.examples().stream()
            .filter(e -> e.verdict().outcome() == outcome)
            .map(ExampleVerdict::id)
            .toList()
        : summary.ids(partition, outcome);
  }
}
