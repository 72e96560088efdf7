package dev.assay.core.gate;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.dataset.Partition;
import dev.assay.core.gate.GateForecast.Line;
import dev.assay.stats.power.ProportionPower;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** Works out what a gate will be able to tell, criterion by criterion. */
final class Forecaster {

  private static final double ASSUMED_RATE = 0.9;
  private static final double ROUNDING = 1e-9;

  private final GateConfig config;
  private final Map<Partition, Integer> planned;
  private final Set<String> ids;
  private final int repeats;
  private final GateBaseline baseline;
  private final GateCalibrations calibrations;
  private final List<Line> lines = new ArrayList<>();

  Forecaster(
      GateConfig config,
      Map<Partition, Integer> planned,
      Set<String> ids,
      int repeats,
      GateBaseline baseline,
      GateCalibrations calibrations) {
    this.config = config;
    this.planned = planned;
    this.ids = ids;
    this.repeats = repeats;
    this.baseline = baseline;
    this.calibrations = calibrations;
  }

  GateForecast write() {
    for (GateConfig.Requirement requirement : config.requirements()) {
      if (!requirement.wherePresent() || examples(requirement.criterion()) > 0) {
        rate(requirement.criterion());
      }
    }
    for (GateCriterion criterion : config.criteria()) {
      if (criterion instanceof GateCriterion.Calibrated asked) {
        new CalibrationCheck(asked, calibrations).unmet().forEach(why -> cannot(asked, why));
      } else if (examples(criterion) == 0) {
        noExample(criterion);
      } else if (criterion instanceof GateCriterion.PassRate asked) {
        rate(asked);
      } else if (criterion instanceof GateCriterion.Latency latency) {
        latency(latency);
      } else if (criterion instanceof GateCriterion.Comparing comparing) {
        compared(comparing);
      }
    }
    return new GateForecast(lines);
  }

  private long examples(GateCriterion criterion) {
    Partition partition = criterion.partition();
    return partition == null
        ? planned.values().stream().mapToLong(Integer::intValue).sum()
        : planned.getOrDefault(partition, 0);
  }

  private void rate(GateCriterion.PassRate asked) {
    long n = examples(asked);
    if (n == 0) {
      noExample(asked);
      return;
    }
    if (asked.min() <= 0 || asked.min() >= 1) {
      return;
    }
    if (asked.confidence().isEmpty()) {
      plainRate(asked, n);
      return;
    }
    double level = asked.confidence().getAsDouble();
    String min = GateText.share(asked.min());
    String sure = GateText.percent(level) + " confidence";
    ProportionPower power = Plans.rates(level);
    OptionalLong least = power.leastPasses(n, asked.min());
    if (least.isEmpty()) {
      cannot(
          asked,
          GateText.counted(n, "example")
              + " can never show "
              + min
              + " with "
              + sure
              + ", not even if all pass; "
              + power.leastExamples(asked.min())
              + " can");
      return;
    }
    OptionalDouble rate = power.minimumDetectableRate(n, asked.min());
    can(
        asked,
        "passes from "
            + least.getAsLong()
            + " of "
            + n
            + " on"
            + (rate.isPresent()
                ? ", with 80% power where the true rate is "
                    + GateText.share(Math.ceil(rate.getAsDouble() * 1000) / 1000)
                    + " or more"
                : ""));
  }

  // Without a confidence a rate near what is asked passes or fails by luck: say how near.
  private void plainRate(GateCriterion.PassRate asked, long n) {
    if (n > Integer.MAX_VALUE) {
      return;
    }
    int least = (int) Math.ceil(n * asked.min() - ROUNDING);
    OptionalDouble passes =
        Plans.least(
            rate ->
                BinomialDistribution.of((int) n, rate).survivalProbability(least - 1)
                    >= Plans.POWER,
            1);
    OptionalDouble fails =
        Plans.least(
            rate ->
                BinomialDistribution.of((int) n, 1 - rate).cumulativeProbability(least - 1)
                    >= Plans.POWER,
            1);
    if (passes.isPresent() && fails.isPresent()) {
      can(
          asked,
          "goes by the rate found in "
              + n
              + " examples: 8 times in 10 a true rate of "
              + GateText.share(Math.ceil(passes.getAsDouble() * 1000) / 1000)
              + " passes and one of "
              + GateText.share(Math.floor((1 - fails.getAsDouble()) * 1000) / 1000)
              + " fails");
    }
  }

  private void latency(GateCriterion.Latency latency) {
    if (latency.confidence().isEmpty()) {
      return;
    }
    double tail = (1 - latency.confidence().getAsDouble()) / 2;
    long needed = (long) Math.ceil(Math.log(tail) / Math.log(latency.quantile()) - ROUNDING);
    long calls = examples(latency) * repeats;
    if (calls < needed) {
      cannot(
          latency,
          GateText.counted(calls, "call")
              + " can never bound this quantile from above with "
              + GateText.percent(latency.confidence().getAsDouble())
              + " confidence; "
              + needed
              + " can");
    }
  }

  private void compared(GateCriterion.Comparing asked) {
    RunScores base = baseline.scores();
    boolean rate = asked.measure().equals(Compared.PASS_RATE);
    double[] values = base == null ? new double[0] : values(asked, base);
    long n = base == null ? examples(asked) : values.length;
    if (n < ComparisonCheck.LEAST_PAIRS) {
      cannot(
          asked,
          GateText.counted(n, base == null ? "example" : "shared example")
              + " can never be compared; "
              + ComparisonCheck.LEAST_PAIRS
              + " can");
    } else if (asked instanceof GateCriterion.Improvement better) {
      improvement(better, values);
    } else if (asked instanceof GateCriterion.NoRegression no && (rate || base != null)) {
      if (rate) {
        rates(no, n, values);
      } else {
        scores(no, n, values);
      }
    }
    if (base == null) {
      cannot(asked, baseline.missing());
    }
  }

  // What is as good as it can be cannot become better.
  private void improvement(GateCriterion.Improvement asked, double[] values) {
    RunScores base = baseline.scores();
    if (base == null || values.length == 0) {
      return;
    }
    double left = 1 - mean(values);
    if (!asked.measure().equals(Compared.PASS_RATE)) {
      RunScores.Measured measured = base.evaluator(asked.measure()).orElse(null);
      if (measured == null) {
        return;
      }
      left =
          measured.higherIsBetter()
              ? measured.high() - mean(values)
              : mean(values) - measured.low();
    }
    if (left <= asked.by() + ROUNDING) {
      cannot(
          asked,
          "the baseline is "
              + (left <= ROUNDING
                  ? "as good as the scale allows"
                  : "only " + GateText.number(left) + " from the best that the scale allows"));
    }
  }

  private double[] values(GateCriterion.Comparing asked, RunScores base) {
    return base.examples().stream()
        .filter(e -> ids.contains(e.id()) && ComparisonCheck.has(asked, e))
        .map((ExampleScores e) -> ScorePairs.value(asked.measure(), e))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .toArray();
  }

  private void rates(GateCriterion.NoRegression no, long n, double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    // Of 50 that all pass, another run may fail one.
    double rate = values.length == 0 ? ASSUMED_RATE : (sum + 1) / (values.length + 2);
    double alpha = config.alphaOf(no);
    OptionalDouble drop = Plans.detectableDrop(n, rate, alpha);
    String from =
        n
            + (values.length == 0
                ? " examples, a pass rate of 0.9 taken for granted, "
                : " shared examples ");
    if (drop.isEmpty()) {
      can(no, from + "cannot find a drop in pass rate of any size with 80% power");
    } else {
      // A smaller one is borne where it is shown to be within the margin.
      double found = Math.max(drop.getAsDouble(), no.margin());
      OptionalLong more = Plans.forDrop(rate, no.margin(), alpha);
      boolean few = more.isPresent() && more.getAsLong() > n;
      can(
          no,
          from
              + "find a drop of "
              + GateText.points(Math.ceil(found * 1000) / 1000)
              + " in pass rate with 80% power"
              + (few
                  ? "; for "
                      + GateText.points(no.margin())
                      + " you need "
                      + more.getAsLong()
                      + " examples"
                  : ""));
    }
    long least = Plans.leastPairs(no.margin(), no.alpha().orElse(config.alpha()));
    if (n < least) {
      tooFew(no, n, least);
    }
  }

  private void scores(GateCriterion.NoRegression no, long n, double[] values) {
    double deviation = deviation(values) * Math.sqrt(2);
    double alpha = config.alphaOf(no);
    OptionalDouble loss = Plans.detectableLoss(n, deviation, alpha);
    if (loss.isPresent()) {
      double found = Math.max(loss.getAsDouble(), no.margin());
      OptionalLong more = Plans.forLoss(no.margin(), deviation, alpha);
      boolean few = more.isPresent() && more.getAsLong() > n;
      can(
          no,
          n
              + " shared examples find a loss of "
              + GateText.number(found)
              + " with 80% power, if not less"
              + (few
                  ? "; for "
                      + GateText.number(no.margin())
                      + " "
                      + more.getAsLong()
                      + " examples are enough"
                  : ""));
    }
  }

  private void tooFew(GateCriterion.NoRegression no, long n, long least) {
    cannot(
        no,
        n
            + " examples can never rule out a loss of "
            + GateText.points(no.margin())
            + ", not even if nothing changes; "
            + least
            + " can");
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }

  private static double mean(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    return mean;
  }

  private void noExample(GateCriterion criterion) {
    cannot(criterion, "this run has no such example");
  }

  private void can(GateCriterion criterion, String words) {
    lines.add(new Line(criterion.name(), words, false));
  }

  private void cannot(GateCriterion criterion, String words) {
    lines.add(new Line(criterion.name(), words, true));
  }
}
