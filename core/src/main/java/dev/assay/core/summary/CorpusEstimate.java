package dev.assay.core.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.CorpusMeasure;
import dev.assay.core.evaluator.CorpusStatistics;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.quantile.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The value of a corpus, such as corpus BLEU, with its interval.
 *
 * <p>The interval is the percentile bootstrap's at 95%: the examples are drawn again with
 * replacement 1,000 times, by a fixed seed, and the value is computed from the sums of those drawn.
 * Source: P. Koehn, "Statistical significance tests for machine translation evaluation", EMNLP
 * 2004.
 *
 * @param name what it is called, such as {@code corpus bleu}
 * @param estimate its value; {@code n} is the number of examples
 * @since 0.1
 */
public record CorpusEstimate(String name, Estimate estimate) {

  private static final int RESAMPLES = 1_000;
  private static final double LEVEL = 0.95;
  private static final long SEED = 20_040_725;

  /** Checks the parts. */
  public CorpusEstimate {
    requireNonNull(name, "name");
    requireNonNull(estimate, "estimate");
  }

  /**
   * Estimates the value of a corpus.
   *
   * @param measure what the statistics are of
   * @param examples the statistics of each example, those of its repetitions added up
   * @return empty for fewer than two examples, for statistics that do not belong together, and
   *     where they define no value
   */
  public static Optional<CorpusEstimate> of(
      CorpusMeasure measure, List<CorpusStatistics> examples) {
    if (examples.size() < 2) {
      return Optional.empty();
    }
    CorpusStatistics first = examples.get(0);
    if (!examples.stream().allMatch(first::fits)) {
      return Optional.empty();
    }
    int size = first.size();
    double[] rows = new double[examples.size() * size];
    double[] sums = new double[size];
    for (int i = 0; i < examples.size(); i++) {
      examples.get(i).addTo(rows, i * size);
      examples.get(i).addTo(sums, 0);
    }
    double value = measure.value(sums, first.settings());
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    Interval interval = interval(measure, first, rows, value);
    return Optional.of(
        new CorpusEstimate(measure.name(), new Estimate(value, interval, examples.size())));
  }

  private static Interval interval(
      CorpusMeasure measure, CorpusStatistics first, double[] rows, double value) {
    int size = first.size();
    int examples = rows.length / size;
    SplittableRandom random = new SplittableRandom(SEED);
    double[] values = new double[RESAMPLES];
    double[] sums = new double[size];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      Arrays.fill(sums, 0);
      for (int drawn = 0; drawn < examples; drawn++) {
        int offset = random.nextInt(examples) * size;
        for (int i = 0; i < size; i++) {
          sums[i] += rows[offset + i];
        }
      }
      double again = measure.value(sums, first.settings());
      values[resample] = Double.isFinite(again) ? again : value;
    }
    double[] ends = Quantiles.withDefaults().of(values, (1 - LEVEL) / 2, (1 + LEVEL) / 2);
    return new Interval(ends[0], ends[1], LEVEL);
  }
}
