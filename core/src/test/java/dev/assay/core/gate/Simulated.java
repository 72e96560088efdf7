package dev.assay.core.gate;

import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Usage;
import dev.assay.core.run.RunStatus;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.summary.RunSummary;
import dev.assay.core.summary.SliceSummary;
import dev.assay.core.verdict.Verdict;
import dev.assay.stats.interval.WilsonInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Examples of one dataset, which systems answer at random. */
final class Simulated {

  private static final double NOISE = 0.5;

  private final double[][] quality;

  private Simulated(double[][] quality) {
    this.quality = quality;
  }

  /** So many examples, each as good as it is in the eyes of so many judges. */
  static Simulated of(int n, int judges, RandomGenerator random) {
    double[][] quality = new double[n][judges];
    for (double[] example : quality) {
      for (int j = 0; j < judges; j++) {
        example[j] = 3 + 0.5 * random.nextGaussian();
      }
    }
    return new Simulated(quality);
  }

  /** A run of a system that passes at a rate, and of which the first judge thinks less. */
  RunScores run(String id, double rate, double loss, RandomGenerator random) {
    List<ExampleScores> examples = new ArrayList<>();
    for (int i = 0; i < quality.length; i++) {
      Map<String, Double> values = new HashMap<>();
      for (int j = 0; j < quality[i].length; j++) {
        double value = quality[i][j] + NOISE * random.nextGaussian() - (j == 0 ? loss : 0);
        values.put("judge" + j, Math.max(1, Math.min(5, value)));
      }
      examples.add(example(i, random.nextDouble() < rate, values));
    }
    return scores(id, examples);
  }

  static RunScores scores(String id, List<ExampleScores> examples) {
    List<RunScores.Measured> judges = new ArrayList<>();
    examples.stream()
        .flatMap(e -> e.values().keySet().stream())
        .distinct()
        .sorted()
        .forEach(name -> judges.add(new RunScores.Measured(name, "1", true, 1, 5, false)));
    RunScores.Run run =
        new RunScores.Run(
            id,
            "suite",
            "data",
            "sha256:data",
            "java Assistant",
            "1",
            List.of(),
            null,
            Instant.parse("2026-11-21T08:00:00Z"),
            RunStatus.COMPLETE,
            examples.size(),
            1,
            "sha256:policy");
    return new RunScores(run, judges, examples);
  }

  static ExampleScores example(int i, boolean passed, Map<String, Double> values) {
    return new ExampleScores(
        "e" + i,
        "h" + i,
        Partition.DISTRIBUTION,
        List.of(),
        passed ? Verdict.Outcome.PASS : Verdict.Outcome.FAIL,
        passed ? 1 : 0,
        passed ? null : FailureMode.INCORRECT,
        values,
        Set.of(),
        List.of(100.0 + i),
        null,
        0.01);
  }

  private static ExampleVerdict verdict(ExampleScores example) {
    Verdict verdict =
        example.passShare() == 1 ? Verdict.PASSED : Verdict.failed(FailureMode.INCORRECT, "wrong");
    return new ExampleVerdict(example.id(), example.partition(), verdict, example.passShare(), 1);
  }

  /** The summary of a run all of whose examples are of one partition. */
  static RunSummary summary(RunScores run) {
    int n = run.examples().size();
    int passed = (int) run.examples().stream().mapToDouble(ExampleScores::passShare).sum();
    SliceSummary slice =
        new SliceSummary(
            n,
            passed,
            n - passed,
            0,
            WilsonInterval.withDefaults().of(passed, n),
            List.of(),
            List.of(),
            null,
            Usage.NONE);
    return new RunSummary(
        List.of(new RunSummary.PartitionSummary(Partition.DISTRIBUTION, slice)),
        slice,
        run.examples().stream().map(Simulated::verdict).toList());
  }
}
