package dev.assay.cli;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.gate.GateForecast;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.ReportFormat;
import dev.assay.core.report.SummaryJson;
import dev.assay.core.run.RunControl;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunListener;
import dev.assay.core.suite.Selection;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay run SUITE…}: runs suites, gates them, reports. */
@Command(
    name = "run",
    description = "Run suites: call the target, score, gate, report.",
    footer = {
      "",
      "The run directory holds run.json, results.jsonl, report.html, junit.xml and summary.md. With "
          + "several suites the exit code is the worst: 2, then 1, then 3, then 0.",
      "",
      "Example: assay run suite.yaml --partition golden --set concurrency=10"
    })
final class RunCommand extends AssayCommand {

  @Parameters(paramLabel = "SUITE", arity = "1..*", description = "One suite file or more.")
  private List<Path> suites = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "The run directory; with several suites, the folder for one of each suite's name. A new "
              + "one under runs/ unless given.")
  private @Nullable Path output;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replace a value of the suite, such as gate.golden.pass_rate=0.95.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = {"-p", "--partition"},
      paramLabel = "NAME",
      split = ",",
      description = "Only examples of this partition; several with commas.")
  private List<String> partitions = List.of();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      split = ",",
      description = "Only examples with this tag; several with commas: with one of them.")
  private List<String> tags = List.of();

  @Option(names = "--id", paramLabel = "ID", description = "Only this example; may be repeated.")
  private List<String> ids = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most this many examples, the first in the dataset's order.")
  private @Nullable Integer limit;

  @Option(
      names = "--baseline",
      paramLabel = "RUN",
      description =
          "Compare with this run directory or baseline file, in place of the suite's baseline.")
  private @Nullable String baseline;

  @Option(
      names = "--baseline-branch",
      paramLabel = "NAME",
      description = "Compare with the latest run of this branch in the --baseline folder.")
  private @Nullable String baselineBranch;

  @Option(
      names = "--filter-failing",
      paramLabel = "RUN",
      description = "Only examples that failed in this run.")
  private @Nullable Path failing;

  @Option(
      names = "--until-decided",
      description =
          "Take examples in random order and end as soon as the gate's decision is clear.")
  private boolean untilDecided;

  @Option(names = "--no-cache", description = "Call the target even where an answer is cached.")
  private boolean noCache;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where answers are cached; .assay/cache in the current folder unless given.")
  private @Nullable Path cache;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description =
          "Go on with a run that was interrupted; finished examples are not called again.")
  private @Nullable Path resume;

  @Option(names = "--overwrite", description = "Replace a run that is in the run directory.")
  private boolean overwrite;

  @Option(names = "--concurrency", paramLabel = "N", description = "Examples in flight at once.")
  private @Nullable Integer concurrency;

  @Option(names = "--repeats", paramLabel = "N", description = "How often each example runs.")
  private @Nullable Integer repeats;

  @Option(names = "--seed", paramLabel = "N", description = "What all randomness derives from.")
  private @Nullable Long seed;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long one call of the target may take, such as 30s.")
  private @Nullable String timeout;

  @Option(
      names = {"-cp", "--classpath"},
      paramLabel = "PATH",
      description = "Where java targets are found, besides what the suite says.")
  private @Nullable String classPath;

  @Option(
      names = "--report",
      split = ",",
      paramLabel = "NAME",
      description = "More reports beside html, junit and markdown: json, csv, sarif.")
  private List<String> reports = List.of();

  @Option(
      names = "--otlp-port",
      paramLabel = "PORT",
      description =
          "Listen here for the target's spans (OTLP over HTTP and gRPC; loopback), and take "
              + "passages, tool calls, steps and usage from them where its answers have none; 0 for any free port.")
  private @Nullable Integer otlpPort;

  @Option(
      names = "--otlp-wait",
      paramLabel = "TIME",
      description = "How long an answer waits for its spans at most; 6s unless given.")
  private @Nullable String otlpWait;

  @Spec private @Nullable CommandSpec spec;

  RunCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    Set<ReportFormat> more = ReportCommand.parse("--report", reports);
    List<Planned> plans = plan(readSuites());
    Selection selection = selection();
    if (classPath != null) {
      Thread.currentThread().setContextClassLoader(ClassPath.loader(classPath));
    }
    RunControl control = new RunControl();
    List<Outcome> outcomes = new ArrayList<>();
    Interruption interruption = Interruption.stops(control);
    try (Listening listening = Listening.of(otlpPort, otlpWait)) {
      listening.endpoint().ifPresent(at -> note("Listening for spans: " + at));
      for (Planned plan : plans) {
        Outcome outcome = run(plan, selection, control, listening);
        outcomes.add(outcome);
        outcome.write(more);
        if (control.reason().isPresent()) {
          break;
        }
      }
      print(outcomes);
      listening.unheard().ifPresent(this::note);
      outcomes.forEach(this::notes);
      plans.subList(outcomes.size(), plans.size()).forEach(this::notRun);
      return ExitCode.worst(outcomes.stream().map(Outcome::code).toList());
    } finally {
      terminal().out().flush();
      interruption.over();
    }
  }

  // Every suite is read before the first one runs: mistakes show before money is spent.
  private List<Suite> readSuites() {
    List<String> all = new ArrayList<>(overrides);
    override(all, "concurrency", concurrency);
    override(all, "repeats", repeats);
    override(all, "seed", seed);
    override(all, "timeout", timeout);
    List<Suite> read = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path file : suites) {
      try {
        read.add(SuiteReader.read(file, all, terminal().environment()));
      } catch (InvalidInputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return read;
  }

  private static void override(List<String> overrides, String key, @Nullable Object value) {
    if (value != null) {
      overrides.add(key + "=" + value);
    }
  }

  private Selection selection() {
    Selection selection =
        Selection.ALL
            .partitions(parsePartitions(partitions))
            .tags(Set.copyOf(tags))
            .ids(Set.copyOf(ids));
    if (failing != null) {
      selection = selection.among(FailingExamples.of(failing), "failing in " + failing);
    }
    return limit == null ? selection : selection.limit(limit);
  }

  static Set<Partition> parsePartitions(List<String> keys) {
    Set<Partition> partitions = EnumSet.noneOf(Partition.class);
    for (String key : keys) {
      partitions.add(
          Partition.ofKey(key)
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          Problem.of("--partition", key, "a partition")
                              .next(Nearest.advice(key, Partition.keys())))));
    }
    return partitions;
  }

  private List<Planned> plan(List<Suite> read) {
    if (resume != null && (read.size() > 1 || output != null)) {
      throw new InvalidInputException(
          Problem.of("--resume", resume, read.size() > 1 ? "one suite" : "no --output"));
    }
    if (noCache && cache != null) {
      throw new InvalidInputException(Problem.of("--cache", cache, "no --no-cache beside it"));
    }
    Set<String> names = new TreeSet<>();
    List<Planned> plans = new ArrayList<>();
    for (Suite suite : read) {
      if (read.size() > 1 && !names.add(suite.name())) {
        throw new InvalidInputException(
            Problem.of(
                "suite", suite.name(), "names that differ, for each gets a folder of its name"));
      }
      Path directory =
          output == null || read.size() == 1 ? output : output.resolve(FolderName.of(suite.name()));
      plans.add(new Planned(suite, directory));
    }
    return plans;
  }

  private Outcome run(Planned plan, Selection selection, RunControl control, Listening listening) {
    ProgressLine progress = new ProgressLine(terminal(), plan.suite().name(), System::nanoTime);
    Evaluation evaluation =
        Evaluation.of(plan.suite())
            .selection(selection)
            .overwrite(overwrite)
            .untilDecided(untilDecided)
            .control(control)
            .listener(common.quiet ? RunListener.NONE : progress);
    GateCommand.baseline(baseline, baselineBranch).ifPresent(evaluation::baseline);
    evaluation.forecast(this::forecast);
    listening.source().ifPresent(evaluation::traces);
    if (plan.directory() != null) {
      evaluation.output(plan.directory());
    }
    if (resume != null) {
      evaluation.resume(resume);
    }
    if (noCache || cache != null) {
      evaluation.cache(cache);
    }
    try {
      return new Outcome(plan.suite(), evaluation.run(), List.of());
    } catch (InvalidInputException e) {
      if (suites.size() == 1) {
        throw e;
      }
      // The other suites still run; this one makes the exit code.
      return new Outcome(plan.suite(), null, e.problems());
    } finally {
      progress.clear();
    }
  }

  // Warnings are for everybody; what can be told is for who watches.
  private void forecast(GateForecast forecast) {
    for (GateForecast.Line line : forecast.lines()) {
      if (line.impossible()) {
        note("warning: gate: " + line.criterion() + ": " + line.words());
      } else if (!common.quiet) {
        note("Gate: " + line.criterion() + ": " + line.words());
      }
    }
  }

  private void print(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Errors.note(outcome.problems(), terminal());
    }
    if (json()) {
      if (suites.size() == 1) {
        json(outcomes.get(0).json());
      } else {
        ObjectNode document = Json.object();
        outcomes.forEach(outcome -> document.withArrayProperty("runs").add(outcome.json()));
        json(document);
      }
      return;
    }
    for (Outcome outcome : outcomes) {
      if (outcome.result() != null) {
        RunPrinter.print(outcome.result(), this);
      }
    }
  }

  private void notes(Outcome outcome) {
    EvaluationResult result = outcome.result();
    if (result == null) {
      return;
    }
    RunHeader header = result.header();
    Double limit = header.options().budget().cost();
    if (limit != null) {
      unkept(header).ifPresent(why -> note("The cost budget of " + limit + why));
    }
    CommandSpec known = requireNonNull(spec, "spec");
    ParseResult parsed = known.commandLine().getParseResult();
    String line = ResumeLine.of(RunPrinter.suiteFile(result), result.directory(), parsed);
    RunPrinter.goOn(result, line, this);
  }

  /** Which costs a budget cannot hold for, if any: those that nobody reports. */
  private static Optional<String> unkept(RunHeader header) {
    boolean target = header.usage().cost() == null && header.targetCalls() > 0;
    Usage judges = header.judgeUsage();
    if (target) {
      return Optional.of(
          (judges.cost() == null ? " could not be kept" : " holds for judges only")
              + ": the target reports no cost (expected: usage with cost, or for a prompt its"
              + " model in a table of prices)");
    }
    return judges.cost() == null && judges.inputTokens() != null
        ? Optional.of(
            " holds for the target only: the judges' cost is not known (expected: their models in"
                + " a table of prices)")
        : Optional.empty();
  }

  private void notRun(Planned plan) {
    note(plan.suite().name() + ": not run, for the process was told to end");
  }

  /**
   * A suite and where its run goes.
   *
   * @param suite the suite
   * @param directory the run directory, if it is not a new one
   */
  private record Planned(Suite suite, @Nullable Path directory) {}

  /**
   * What came of a suite.
   *
   * @param suite the suite
   * @param result its run, if it could be run
   * @param problems why it could not
   */
  private record Outcome(Suite suite, @Nullable EvaluationResult result, List<Problem> problems) {

    void write(Set<ReportFormat> formats) {
      if (result != null) {
        ReportCommand.write(result, formats, result.directory());
      }
    }

    ObjectNode json() {
      return result == null
          ? Errors.json(problems).put("suite", suite.name())
          : SummaryJson.of(result.reportInput()).put("directory", result.directory().toString());
    }

    ExitCode code() {
      return result == null ? ExitCode.USAGE : ExitCode.of(result);
    }
  }
}
