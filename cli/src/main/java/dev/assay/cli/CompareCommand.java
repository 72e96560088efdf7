package dev.assay.cli;

import dev.assay.core.comparison.ComparisonJson;
import dev.assay.core.comparison.ComparisonSettings;
import dev.assay.core.comparison.RunComparison;
import dev.assay.core.comparison.Slice;
import dev.assay.core.evaluation.StoredScores;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.ComparisonConsole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code assay compare BASE CANDIDATE}: what got worse, what got better, and what cannot be told.
 */
@Command(
    name = "compare",
    description = "Compare two runs, example by example, with a test for every difference.",
    footer = {
      "",
      "BASE and CANDIDATE are run directories or baseline files. Exit code 0: no regression was"
          + " shown; 1: something got worse; 3: nothing could be told.",
      "",
      "Example: assay compare runs/main runs/branch --by partition"
    })
final class CompareCommand extends AssayCommand {

  @Parameters(index = "0", paramLabel = "BASE", description = "What is compared with.")
  private Path base = Path.of(".");

  @Parameters(index = "1", paramLabel = "CANDIDATE", description = "What is compared.")
  private Path candidate = Path.of(".");

  @Option(
      names = {"-e", "--evaluator"},
      paramLabel = "NAME",
      split = ",",
      description = "Compare these only; pass_rate for the pass rate. All unless given.")
  private List<String> evaluators = List.of();

  @Option(
      names = "--by",
      paramLabel = "SLICE",
      split = ",",
      description = "Slice by partition, tag or both, besides everything together.")
  private List<String> by = List.of();

  @Option(
      names = "--alpha",
      paramLabel = "SHARE",
      description =
          "How often a change may be found where there is none, over everything compared; 0.05.")
  private double alpha = ComparisonSettings.DEFAULT.alpha();

  @Option(
      names = "--min-effect",
      paramLabel = "SIZE",
      description =
          "The least difference that matters, in the scale of what is compared; 2%% of the scale. For"
              + " --method welch Cohen's d; 0.3.")
  private @Nullable Double minEffect;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "auto: the test that fits; welch: Welch's t-test of two lists of scores.")
  private String method = "auto";

  @Option(
      names = "--adjust",
      paramLabel = "NAME",
      description = "For many comparisons: holm, bh or none; holm.")
  private String adjust = "holm";

  @Option(
      names = "--unpaired",
      description = "Take the examples as independent samples, not pair by pair.")
  private boolean unpaired;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page for people too: answers side by side, word by word.")
  private @Nullable Path html;

  @Option(
      names = {"-f", "--format"},
      split = ",",
      paramLabel = "NAME",
      description = "Write reports too: html, markdown, json; several with commas.")
  private List<String> formats = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where --format writes to; CANDIDATE unless given, where it is a directory.")
  private @Nullable Path output;

  CompareCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    ComparisonSettings settings = settings();
    ComparisonFiles files = ComparisonFiles.of(html, formats, output, candidate);
    List<StoredScores> both = StoredScores.readBoth(base, candidate, files.any());
    RunComparison comparison =
        RunComparison.of(both.get(0).scores(), both.get(1).scores(), settings);
    if (json()) {
      json(ComparisonJson.of(comparison));
    } else {
      String text =
          ComparisonConsole.render(
              comparison,
              flip -> both.get(flip.newlyFailing() ? 1 : 0).reason(flip.id()),
              RunPrinter.style(this));
      terminal().out().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
    files.write(comparison, both.get(0), both.get(1)).forEach(file -> note("Wrote " + file));
    if (comparison.recommendation() == RunComparison.Recommendation.BLOCK_DEPLOYMENT) {
      return ExitCode.FAILED;
    }
    return comparison.conclusive() ? ExitCode.PASSED : ExitCode.INCONCLUSIVE;
  }

  private ComparisonSettings settings() {
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new InvalidInputException(
          Problem.of("--alpha", alpha, "a number above 0 and below 0.5, such as 0.05"));
    }
    if (minEffect != null && !(minEffect >= 0 && Double.isFinite(minEffect))) {
      throw new InvalidInputException(
          Problem.of("--min-effect", minEffect, "a number from 0, in the scale compared"));
    }
    return new ComparisonSettings(
        alpha,
        minEffect == null ? OptionalDouble.empty() : OptionalDouble.of(minEffect),
        method(),
        adjustment(),
        slices(),
        evaluators,
        unpaired);
  }

  private ComparisonSettings.Method method() {
    for (ComparisonSettings.Method one : ComparisonSettings.Method.values()) {
      if (one.key().equals(method)) {
        return one;
      }
    }
    throw new InvalidInputException(Problem.of("--method", method, "auto or welch"));
  }

  private ComparisonSettings.Adjustment adjustment() {
    for (ComparisonSettings.Adjustment one : ComparisonSettings.Adjustment.values()) {
      if (one.key().equals(adjust)) {
        return one;
      }
    }
    throw new InvalidInputException(Problem.of("--adjust", adjust, "holm, bh or none"));
  }

  private Set<Slice.By> slices() {
    Set<Slice.By> slices = EnumSet.noneOf(Slice.By.class);
    for (String name : by) {
      switch (name) {
        case "partition" -> slices.add(Slice.By.PARTITION);
        case "tag" -> slices.add(Slice.By.TAG);
        default -> throw new InvalidInputException(Problem.of("--by", name, "partition or tag"));
      }
    }
    return slices;
  }
}
