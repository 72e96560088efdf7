package dev.assay.cli;

import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.dataset.lint.DatasetLint;
import dev.assay.core.dataset.lint.Finding;
import dev.assay.core.dataset.lint.PassHistory;
import dev.assay.core.dataset.lint.PromptSource;
import dev.assay.core.dataset.lint.Severity;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluation.Regate;
import dev.assay.core.evaluation.SuiteDatasets;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteReader;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.verdict.Verdict.Outcome;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay dataset lint}: what is wrong or doubtful about a dataset. */
@Command(
    name = "lint",
    description = "Say what is wrong or doubtful about a dataset, and how to fix it.",
    footer = {
      "",
      "Exits with 1 if there are errors, with --strict also if there are warnings.",
      "",
      "Example: assay dataset lint --suite suite.yaml --run runs/r1 --run runs/r2"
    })
final class DatasetLintCommand extends AssayCommand {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Dataset files; those of the suite unless given.")
  private List<Path> files = List.of();

  @Mixin private MappingOptions mapping = new MappingOptions();

  @Option(
      names = {"-s", "--suite"},
      paramLabel = "FILE",
      description = "A suite: its datasets, and the prompts and few-shot examples it names.")
  private @Nullable Path suiteFile;

  @Option(
      names = "--prompt",
      paramLabel = "FILE",
      description = "A prompt or few-shot file that examples must not stand in; may be repeated.")
  private List<Path> prompts = List.of();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "An earlier run, to find golden examples that are too easy; may be repeated.")
  private List<Path> runs = List.of();

  @Option(names = "--strict", description = "Exit with 1 for warnings too.")
  private boolean strict;

  DatasetLintCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    Suite suite =
        suiteFile == null ? null : SuiteReader.read(suiteFile, List.of(), terminal().environment());
    List<Path> sources = new ArrayList<>(prompts);
    if (suite != null) {
      sources.addAll(suite.prompts());
      sources.addAll(suite.fewShot());
    }
    List<Finding> findings =
        DatasetLint.withDefaults()
            .withPrompts(sources.stream().map(DatasetLintCommand::source).toList())
            .withHistory(history())
            .check(load(suite));
    print(findings);
    boolean bad =
        findings.stream()
            .anyMatch(
                f ->
                    f.severity() == Severity.ERROR || (strict && f.severity() == Severity.WARNING));
    return bad ? ExitCode.FAILED : ExitCode.PASSED;
  }

  private LoadedDataset load(@Nullable Suite suite) {
    if (!files.isEmpty()) {
      return DatasetReader.read(files, mapping.mapping(), mapping.format());
    }
    if (suite == null) {
      throw new InvalidInputException(
          Problem.of("FILE", "missing", "dataset files, or --suite FILE"));
    }
    return SuiteDatasets.load(suite);
  }

  private static PromptSource source(Path file) {
    try {
      return new PromptSource(file.toString(), Files.readString(file));
    } catch (MalformedInputException e) {
      throw new InvalidInputException(Problem.of("prompt", file, "a file in UTF-8"), e);
    } catch (IOException e) {
      throw new InvalidInputException(Problem.of("prompt", file, "a file that can be read"), e);
    }
  }

  private Map<String, PassHistory> history() {
    Map<String, PassHistory> history = new HashMap<>();
    for (Path run : runs) {
      EvaluationResult result = Regate.of(run).decide();
      for (ExampleVerdict example : result.summary().examples()) {
        Outcome outcome = example.verdict().outcome();
        if (outcome != Outcome.UNSCORED) {
          PassHistory one = new PassHistory(outcome == Outcome.PASS ? 1 : 0, 1);
          history.merge(
              example.id(),
              one,
              (a, b) -> new PassHistory(a.passed() + b.passed(), a.runs() + b.runs()));
        }
      }
    }
    return history;
  }

  private void print(List<Finding> findings) {
    if (json()) {
      ObjectNode document = Json.object();
      for (Severity severity : Severity.values()) {
        document.put(severity.key() + "s", count(findings, severity));
      }
      ArrayNode array = document.putArray("findings");
      findings.forEach(finding -> array.add(finding.toJson()));
      json(document);
      return;
    }
    findings.forEach(finding -> terminal().line(finding.message()));
    terminal()
        .line(
            count(findings, Severity.ERROR)
                + " errors, "
                + count(findings, Severity.WARNING)
                + " warnings, "
                + count(findings, Severity.INFO)
                + " notes");
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(f -> f.severity() == severity).count();
  }
}
