package dev.assay.cli;

import dev.assay.core.comparison.Compared;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluation.StoredScores;
import dev.assay.core.plan.PowerPlan;
import dev.assay.core.plan.PowerQuestion;
import dev.assay.core.plan.Variation;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay power}: what a dataset can show, before money is spent. */
@Command(
    name = "power",
    description = "Say what so many examples can show, and how many it takes.",
    footer = {
      "",
      "Rate, spread, agreement and number of examples are taken from RUN where it is given, and from"
          + " RUN and OTHER, two runs of the same examples, how much two runs agree.",
      "",
      "Example: assay power --rate 0.9 --examples 200 --effect 0.03",
      "Example: assay power runs/main --effect 0.03"
    })
final class PowerCommand extends AssayCommand {

  private static final long MOST_EXAMPLES = 1L << 40;
  private static final int MOST_REPEATS = 10_000;

  @Parameters(
      index = "0..*",
      arity = "0..2",
      paramLabel = "RUN",
      description =
          "A run directory or baseline file to plan by, and another of the same examples.")
  private List<Path> runs = List.of();

  @Option(
      names = {"-e", "--evaluator"},
      paramLabel = "NAME",
      description = "Plan for this evaluator's mean score in RUN; for the pass rate unless given.")
  private @Nullable String evaluator;

  @Option(names = "--rate", paramLabel = "SHARE", description = "The baseline's pass rate.")
  private @Nullable Double rate;

  @Option(
      names = "--sd",
      paramLabel = "SIZE",
      description = "The standard deviation of scores over examples, to plan for a mean score.")
  private @Nullable Double sd;

  @Option(
      names = {"-n", "--examples"},
      paramLabel = "N",
      description = "How many examples there are; of each system with --unpaired.")
  private @Nullable Long examples;

  @Option(names = "--repeats", paramLabel = "N", description = "How often each example runs; 1.")
  private @Nullable Integer repeats;

  @Option(
      names = "--effect",
      paramLabel = "SIZE",
      description = "The drop that is to be found: 0.03 for 3 points of pass rate.")
  private @Nullable Double effect;

  @Option(
      names = "--margin",
      paramLabel = "SIZE",
      description = "Plan to show that a change is no worse than by this margin.")
  private @Nullable Double margin;

  @Option(
      names = "--unpaired",
      description = "The systems answer different examples, not the same ones.")
  private boolean unpaired;

  @Option(
      names = "--correlation",
      paramLabel = "SHARE",
      description =
          "How alike two runs of one example come out, from 0, all chance, to 1, always the same;"
              + " from the run's repeats, else 0.5.")
  private @Nullable Double correlation;

  @Option(
      names = "--alpha",
      paramLabel = "SHARE",
      description = "How often a difference may be found where there is none; 0.05.")
  private double alpha = 0.05;

  @Option(
      names = "--power",
      paramLabel = "SHARE",
      description = "How often a difference that is there is to be found; 0.8.")
  private double power = 0.8;

  PowerCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    checkOptions();
    Variation variation = runs.isEmpty() ? null : variation();
    PowerQuestion question = question(variation);
    double drop = effect == null ? 0 : effect;
    if (question.kind() == PowerQuestion.Kind.PASS_RATE && drop > question.rate()) {
      throw new InvalidInputException(
          Problem.of("--effect", effect, "at most the pass rate of " + question.rate()));
    }
    if (margin != null && question.kind() == PowerQuestion.Kind.PASS_RATE && margin >= 1) {
      throw new InvalidInputException(Problem.of("--margin", margin, "a share below 1"));
    }
    if (margin != null && drop >= margin) {
      throw new InvalidInputException(
          Problem.of("--effect", effect, "less than the margin of " + margin)
              .next("what dropped by the margin or more cannot be shown to be no worse"));
    }
    Long count = count(variation);
    PowerReport report =
        new PowerReport(
            question,
            PowerPlan.of(question),
            variation,
            correlation == null && (variation == null || variation.correlation().isEmpty()),
            count,
            effect == null ? OptionalDouble.empty() : OptionalDouble.of(effect),
            margin == null ? OptionalDouble.empty() : OptionalDouble.of(margin));
    if (json()) {
      json(report.json());
    } else {
      report.lines().forEach(terminal()::line);
    }
    return ExitCode.PASSED;
  }

  private @Nullable Long count(@Nullable Variation variation) {
    if (examples != null) {
      return examples;
    }
    if (variation != null) {
      return (long) variation.examples();
    }
    if (effect == null && margin == null) {
      throw new InvalidInputException(
          Problem.of("assay power", "no question", "--examples, --effect, --margin or a RUN")
              .next("such as: assay power --rate 0.9 --examples 200"));
    }
    return null;
  }

  private void checkOptions() {
    check("--alpha", alpha, alpha > 0 && alpha < 0.5, "a number above 0 and below 0.5");
    check(
        "--power",
        power,
        power > alpha && power <= 0.999999,
        "a number above alpha, at most 0.999999");
    if (rate != null) {
      check("--rate", rate, rate >= 0 && rate <= 1, "a share from 0 to 1");
    }
    if (sd != null) {
      check("--sd", sd, sd > 0 && Double.isFinite(sd), "a number above 0");
    }
    if (examples != null) {
      check("--examples", examples, examples >= 2 && examples <= MOST_EXAMPLES, "2 to 2^40");
    }
    if (repeats != null) {
      check("--repeats", repeats, repeats >= 1 && repeats <= MOST_REPEATS, "from 1 to 10000");
    }
    if (effect != null) {
      boolean good = effect > 0 && Double.isFinite(effect);
      check("--effect", effect, good, "the size of a drop, a number above 0");
    }
    if (margin != null) {
      check("--margin", margin, margin > 0 && Double.isFinite(margin), "a number above 0");
    }
    if (correlation != null) {
      check("--correlation", correlation, correlation >= 0 && correlation <= 1, "from 0 to 1");
    }
    if (rate != null && (sd != null || evaluator != null)) {
      throw new InvalidInputException(
          Problem.of("--rate", rate, "a pass rate, or a score by --sd or --evaluator, not both"));
    }
    if (evaluator != null && runs.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("--evaluator", evaluator, "a RUN beside it").next("without one, give --sd"));
    }
  }

  private static void check(String name, Object value, boolean good, String rule) {
    if (!good) {
      throw new InvalidInputException(Problem.of(name, value, rule));
    }
  }

  private Variation variation() {
    String measure = evaluator == null ? Compared.PASS_RATE : evaluator;
    StoredScores first = StoredScores.read(runs.get(0));
    if (runs.size() == 2) {
      return Variation.of(first.scores(), StoredScores.read(runs.get(1)).scores(), measure);
    }
    return Variation.of(
        first.scores(), first.run().map(EvaluationResult::results).orElse(List.of()), measure);
  }

  private PowerQuestion question(@Nullable Variation variation) {
    if (variation == null && rate == null && sd == null) {
      throw new InvalidInputException(
          Problem.of("assay power", "no baseline", "--rate, --sd or a RUN")
              .next("such as: assay power --rate 0.9 --examples 200"));
    }
    boolean score = sd != null || evaluator != null;
    double spread =
        sd != null ? sd : score && variation != null ? variation.standardDeviation() : 0;
    if (score && spread == 0) {
      throw new InvalidInputException(
          Problem.of("standard deviation of " + evaluator, 0, "scores that differ")
              .next("give a guess by --sd"));
    }
    double level = rate != null ? rate : variation == null ? 0 : variation.mean();
    OptionalDouble shown = variation == null ? OptionalDouble.empty() : variation.correlation();
    double agreement =
        correlation != null ? correlation : shown.orElse(PowerQuestion.ASSUMED_CORRELATION);
    if (score && !unpaired && agreement == 1) {
      throw new InvalidInputException(
          Problem.of(
                  "correlation",
                  agreement,
                  "below 1, for scores that never change show any difference")
              .next("give a guess by --correlation"));
    }
    return new PowerQuestion(
        score ? PowerQuestion.Kind.SCORE : PowerQuestion.Kind.PASS_RATE,
        level,
        spread,
        agreement,
        repeats == null ? 1 : repeats,
        !unpaired,
        alpha,
        power);
  }
}
