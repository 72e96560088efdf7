package dev.assay.core.comparison;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.ValueUnit;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.verdict.PassPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as others are compared with it: scores without texts, from a run directory or from a
 * baseline file that can be committed.
 *
 * @param run what the run was
 * @param evaluators its evaluators, in suite order
 * @param examples what its examples came to, in the dataset's order
 * @since 0.1
 */
public record RunScores(Run run, List<Measured> evaluators, List<ExampleScores> examples) {

  /** Checks and copies the parts. */
  public RunScores {
    requireNonNull(run, "run");
    evaluators = List.copyOf(evaluators);
    examples = List.copyOf(examples);
  }

  /**
   * The scores of a run.
   *
   * @param header what the run was
   * @param results what happened
   * @param verdicts what its examples came to, by the same policy
   * @param policy knows the evaluators' ranges
   */
  public static RunScores of(
      RunHeader header,
      List<ExampleResult> results,
      List<ExampleVerdict> verdicts,
      PassPolicy policy) {
    return RunScoresOf.run(header, results, verdicts, policy);
  }

  /** The evaluator called {@code name}, if the run had it. */
  public Optional<Measured> evaluator(String name) {
    return evaluators.stream().filter(e -> e.name().equals(name)).findFirst();
  }

  /**
   * An evaluator as it stood in the run.
   *
   * @param name the suite's name for it
   * @param version its version hash
   * @param higherIsBetter its direction
   * @param low the least value it gives, perhaps negative infinity
   * @param high the greatest, perhaps infinity
   * @param decides whether it can fail an example
   * @param unit what its values are counted in, if in anything
   */
  public record Measured(
      String name,
      String version,
      boolean higherIsBetter,
      double low,
      double high,
      boolean decides,
      ValueUnit unit) {

    /** An evaluator of answers, not of what they took. */
    public Measured(
        String name,
        String version,
        boolean higherIsBetter,
        double low,
        double high,
        boolean decides) {
      this(name, version, higherIsBetter, low, high, decides, ValueUnit.NONE);
    }

    /** Checks the parts. */
    public Measured {
      requireNonNull(name, "name");
      requireNonNull(version, "version");
      requireNonNull(unit, "unit");
      if (!(low < high)) {
        throw new IllegalArgumentException(
            "range: [" + low + ", " + high + "] (expected: low < high)");
      }
    }

    /** Whether it says how long an answer took or what it cost, not how good it is. */
    public boolean operational() {
      return unit != ValueUnit.NONE;
    }
  }

  /**
   * What a run was.
   *
   * @param id the run
   * @param suite the suite's name
   * @param dataset the dataset's name
   * @param datasetHash the content hash of the examples selected
   * @param target what was evaluated, in words
   * @param targetVersion what answers are cached by
   * @param promptVersions of the prompts that answered, in order of first use
   * @param gitCommit the commit, if it is known
   * @param startedAt when it started
   * @param status how far it came
   * @param planned how many examples it was to have
   * @param repeats how often each example ran
   * @param policyHash the content hash of what failed examples: pass rates under another policy are
   *     of something else
   */
  public record Run(
      String id,
      String suite,
      String dataset,
      String datasetHash,
      String target,
      String targetVersion,
      List<String> promptVersions,
      @Nullable String gitCommit,
      Instant startedAt,
      RunStatus status,
      int planned,
      int repeats,
      String policyHash) {

    /** Checks and copies the parts. */
    public Run {
      requireNonNull(id, "id");
      requireNonNull(suite, "suite");
      requireNonNull(dataset, "dataset");
      requireNonNull(datasetHash, "datasetHash");
      requireNonNull(target, "target");
      requireNonNull(targetVersion, "targetVersion");
      promptVersions = List.copyOf(promptVersions);
      requireNonNull(startedAt, "startedAt");
      requireNonNull(status, "status");
      requireNonNull(policyHash, "policyHash");
    }
  }
}
