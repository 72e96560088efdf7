package dev.assay.core.plan;

import static java.util.Objects.requireNonNull;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.verdict.Verdict;
import dev.assay.stats.power.VarianceComponents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How a measure varied in what was run: what a plan takes from it.
 *
 * @param mean of one repeat: the pass rate, or the mean score
 * @param standardDeviation of one repeat over examples
 * @param correlation of two repeats of one example; empty where nothing shows it
 * @param examples how many examples could be used
 * @param source what showed the correlation, in words
 * @since 0.1
 */
public record Variation(
    double mean,
    double standardDeviation,
    OptionalDouble correlation,
    int examples,
    String source) {

  /** Checks the parts. */
  public Variation {
    requireNonNull(correlation, "correlation");
    requireNonNull(source, "source");
  }

  /** Values with the example each is of. */
  private static final class Values {

    private final List<Double> values = new ArrayList<>();
    private final List<Integer> examples = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    void add(String id, double value) {
      values.add(value);
      examples.add(numbers.computeIfAbsent(id, any -> numbers.size()));
    }

    double[] array() {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    int[] exampleOf() {
      return examples.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /**
   * By one run: its repeats show how alike two of one example are, if it has any.
   *
   * @param scores the run
   * @param results what happened in it; empty where only the scores are known
   * @param measure an evaluator, or {@link Compared#PASS_RATE}
   * @throws InvalidInputException if the run lacks the evaluator, or two scored examples
   */
  public static Variation of(RunScores scores, List<ExampleResult> results, String measure) {
    check(scores, measure);
    Values values = results.isEmpty() ? values(scores, measure) : values(results, measure);
    double[] array = values.array();
    enough(scores, measure, values.numbers.size());
    OptionalDouble correlation =
        VarianceComponents.of(array, values.exampleOf())
            .filter(parts -> parts.between() + parts.within() > 0)
            .map(parts -> OptionalDouble.of(parts.correlation()))
            .orElse(OptionalDouble.empty());
    return new Variation(
        mean(array),
        Math.sqrt(variance(array)),
        correlation,
        values.numbers.size(),
        "the repeats of run " + scores.run().id());
  }

  /**
   * By two runs: what they share shows how alike two runs of one example are. A difference in the
   * mean is not taken for chance.
   *
   * @throws InvalidInputException if a run lacks the evaluator, or they share fewer than two
   *     examples that both scored
   */
  public static Variation of(RunScores base, RunScores candidate, String measure) {
    check(base, measure);
    check(candidate, measure);
    Map<String, ExampleScores> there = new HashMap<>();
    candidate.examples().forEach(example -> there.put(example.id(), example));
    Values before = new Values();
    Values now = new Values();
    for (ExampleScores example : base.examples()) {
      ExampleScores other = there.get(example.id());
      if (other != null && other.hash().equals(example.hash())) {
        OptionalDouble first = value(example, measure);
        OptionalDouble second = value(other, measure);
        if (first.isPresent() && second.isPresent()) {
          before.add(example.id(), first.getAsDouble());
          now.add(example.id(), second.getAsDouble());
        }
      }
    }
    double[] first = before.array();
    double[] second = now.array();
    enough(base, measure, first.length);
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      differences[i] = second[i] - first[i];
    }
    double chance = variance(differences);
    if (measure.equals(Compared.PASS_RATE)) {
      // Pairs that differ, less those that the drop itself accounts for.
      double effect = Math.abs(mean(differences));
      chance = Math.max(0, chance + effect * effect - effect);
    }
    double total = variance(first) + variance(second);
    int repeats = Math.max(1, base.run().repeats());
    OptionalDouble correlation =
        total == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(single(Math.max(0, 1 - chance / total), repeats));
    double spread = total / 2;
    if (repeats > 1 && correlation.isPresent()) {
      double rho = correlation.getAsDouble();
      spread /= rho + (1 - rho) / repeats;
    }
    return new Variation(
        mean(first),
        Math.sqrt(spread),
        correlation,
        first.length,
        "runs " + base.run().id() + " and " + candidate.run().id());
  }

  /** The correlation of single repeats from that of means of several (Spearman and Brown). */
  private static double single(double ofMeans, int repeats) {
    return ofMeans == 0 ? 0 : 1 / (1 + repeats * (1 / ofMeans - 1));
  }

  private static void check(RunScores scores, String measure) {
    if (measure.equals(Compared.PASS_RATE) || scores.evaluator(measure).isPresent()) {
      return;
    }
    List<String> names = new ArrayList<>(List.of(Compared.PASS_RATE));
    scores.evaluators().forEach(evaluator -> names.add(evaluator.name()));
    throw new InvalidInputException(
        Problem.of("evaluator", measure, "an evaluator of run " + scores.run().id())
            .next(Nearest.advice(measure, names)));
  }

  private static void enough(RunScores scores, String measure, int examples) {
    if (examples < 2) {
      throw new InvalidInputException(
          Problem.of(
              "run " + scores.run().id(),
              examples + " examples with " + measure,
              "at least two, to see how they vary"));
    }
  }

  private static Values values(RunScores scores, String measure) {
    Values values = new Values();
    for (ExampleScores example : scores.examples()) {
      value(example, measure).ifPresent(value -> values.add(example.id(), value));
    }
    return values;
  }

  private static OptionalDouble value(ExampleScores example, String measure) {
    if (measure.equals(Compared.PASS_RATE)) {
      return example.decided() ? OptionalDouble.of(example.passShare()) : OptionalDouble.empty();
    }
    Double value = example.values().get(measure);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Values values(List<ExampleResult> results, String measure) {
    Values values = new Values();
    for (ExampleResult result : results) {
      String id = result.example().id();
      if (measure.equals(Compared.PASS_RATE)) {
        Verdict.Outcome outcome = result.verdict().outcome();
        if (outcome != Verdict.Outcome.UNSCORED) {
          values.add(id, outcome == Verdict.Outcome.PASS ? 1 : 0);
        }
        continue;
      }
      for (EvaluatorScore score : result.scores()) {
        if (score.evaluator().equals(measure) && score.score() instanceof Score.Scored scored) {
          values.add(id, scored.value());
        }
      }
    }
    return values;
  }

  private static double mean(double[] values) {
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += (values[i] - mean) / (i + 1);
    }
    return mean;
  }

  // Of the sample as it is: what is taken of it is a ratio, and a rate's p (1 - p).
  private static double variance(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }
}
