package dev.assay.core.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.CorpusMeasure;
import dev.assay.core.evaluator.CorpusStatistics;
import dev.assay.stats.bootstrap.Bootstrap;
import dev.assay.stats.interval.Estimate;
import java.util.List;
import java.util.Optional;

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

  private static final Bootstrap BOOTSTRAP = Bootstrap.withDefaults().withResamples(1_000);

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
    for (int i = 0; i < examples.size(); i++) {
      examples.get(i).addTo(rows, i * size);
    }
    return BOOTSTRAP
        .of(examples.size(), drawn -> measure.value(sums(rows, size, drawn), first.settings()))
        .map(estimate -> new CorpusEstimate(measure.name(), estimate));
  }

  private static double[] sums(double[] rows, int size, int[] drawn) {
    double[] sums = new double[size];
    for (int example : drawn) {
      for (int i = 0; i < size; i++) {
        sums[i] += rows[example * size + i];
      }
    }
    return sums;
  }
}
