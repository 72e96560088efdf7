package dev.assay.cli;

import dev.assay.core.evaluation.StoredHistory;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.ConsoleStyle;
import dev.assay.core.report.TrendConsole;
import dev.assay.core.report.TrendHtml;
import dev.assay.core.trend.RunHistory;
import dev.assay.core.trend.TrendJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay trend DIR}: a suite over its runs. */
@Command(
    name = "trend",
    description = "Follow pass rate and evaluators over the runs in a folder.",
    footer = {
      "",
      "Each run is held against the complete run of the same suite before it, as by assay compare."
          + " What changed by more than chance is marked, and what else changed is said.",
      "",
      "Example: assay trend runs --suite support-assistant --html trend.html"
    })
final class TrendCommand extends AssayCommand {

  private static final int LONGEST = 300;
  private static final int MOST_NAMED = 20;

  @Parameters(paramLabel = "DIR", description = "A folder of run directories, such as runs.")
  private Path folder = Path.of("runs");

  @Option(
      names = {"-e", "--evaluator"},
      paramLabel = "NAME",
      split = ",",
      description = "Follow these only; pass_rate for the pass rate. All unless given.")
  private List<String> evaluators = List.of();

  @Option(
      names = {"-s", "--suite"},
      paramLabel = "NAME",
      split = ",",
      description = "Runs of this suite only. All unless given.")
  private List<String> suites = List.of();

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Of each suite at most so many runs, the latest; 50.")
  private int last = 50;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page of the history too.")
  private @Nullable Path html;

  @Option(names = "--overwrite", description = "Replace the file of --html.")
  private boolean overwrite;

  TrendCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    if (last < 1) {
      throw new InvalidInputException(Problem.of("--last", last, "at least 1"));
    }
    if (html != null) {
      check(html);
    }
    StoredHistory stored = StoredHistory.read(folder, suites, evaluators, last);
    if (html != null) {
      write(stored, html);
    }
    if (json()) {
      json(document(stored));
      return ExitCode.PASSED;
    }
    ConsoleStyle style = RunPrinter.style(this);
    boolean first = true;
    for (RunHistory history : stored.histories()) {
      String text = (first ? "" : "\n") + TrendConsole.render(history, style);
      terminal().out().writeBytes(text.getBytes(StandardCharsets.UTF_8));
      first = false;
    }
    terminal().out().flush();
    notes(stored).stream().limit(MOST_NAMED).forEach(this::note);
    int more = stored.skipped().size() - MOST_NAMED;
    if (more > 0) {
      note("and " + more + " more; --json has all");
    }
    if (html != null) {
      terminal().line("Page     " + html);
    }
    return ExitCode.PASSED;
  }

  private void check(Path file) {
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(Problem.of("--html", file, "a file, not a folder"));
    }
    if (Files.exists(file) && !overwrite) {
      throw new InvalidInputException(
          Problem.of("--html", file, "a file that is not there yet")
              .next("use --overwrite to replace it"));
    }
  }

  private static void write(StoredHistory stored, Path file) {
    try {
      Files.write(file, TrendHtml.render(stored.histories(), notes(stored)));
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("--html", file, "a file that can be written").next(e.toString()), e);
    }
  }

  private static List<String> notes(StoredHistory stored) {
    List<String> notes = new ArrayList<>();
    if (stored.earlier() > 0) {
      notes.add(stored.earlier() + " earlier runs are left out; see --last");
    }
    for (StoredHistory.Skipped skipped : stored.skipped()) {
      notes.add(
          Printable.line("skipped " + skipped.folder() + ", no run: " + skipped.why(), LONGEST));
    }
    return notes;
  }

  private static ObjectNode document(StoredHistory stored) {
    ObjectNode json = Json.object();
    var suites = json.putArray("suites");
    stored.histories().forEach(history -> suites.add(TrendJson.of(history)));
    var skipped = json.putArray("skipped");
    for (StoredHistory.Skipped one : stored.skipped()) {
      skipped.addObject().put("folder", one.folder()).put("why", one.why());
    }
    return json.put("earlier_runs_left_out", stored.earlier());
  }
}
