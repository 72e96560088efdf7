package dev.assay.server.web.runs;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.interaction.Usage;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.ExampleOutcome;
import dev.assay.core.report.ReportFormat;
import dev.assay.core.verdict.Verdict;
import dev.assay.server.run.StoredRun;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run: its report.
 *
 * @param shell the frame
 * @param run what its header says
 * @param suite the runs of its suite
 * @param before the last complete run before it; null for none
 * @param result what it came to; null while it goes on
 * @param progress how far it is, while it goes on
 * @param filter which examples are shown
 * @param examples those
 */
record RunPage(
    Shell shell,
    StoredRun run,
    Suite suite,
    @Nullable StoredRun before,
    @Nullable EvaluationResult result,
    Startable.Progress progress,
    Filter filter,
    Slab<ExampleRow> examples) {

  private static final int PAGE = 25;
  private static final int MOST_OTHERS = 200;

  /**
   * Which examples are shown.
   *
   * @param outcome {@code pass}, {@code fail}, {@code unscored}, or {@code all}
   * @param partition a partition's key; empty for all
   * @param mode a failure mode's key; empty for all
   * @param text what they have to hold; empty for anything
   */
  record Filter(String outcome, String partition, String mode, String text) {

    static Filter of(Visit visit, @Nullable EvaluationResult result) {
      // What needs to be looked at comes first.
      boolean failures = result != null && result.summary().overall().failed() > 0;
      String outcome = visit.text("outcome").orElse(failures ? "fail" : "all");
      List<String> outcomes =
          Arrays.stream(Verdict.Outcome.values()).map(Verdict.Outcome::key).toList();
      if (!outcome.equals("all") && !outcomes.contains(outcome)) {
        throw new InvalidInputException(
            Problem.of("outcome", outcome, "all, " + String.join(", ", outcomes)));
      }
      return new Filter(
          outcome,
          visit.text("partition").orElse(""),
          visit.text("mode").orElse(""),
          visit.text("q").orElse(""));
    }

    boolean lets(ExampleRow row) {
      return (outcome.equals("all") || row.outcome().outcome().key().equals(outcome))
          && (partition.isEmpty() || row.partition().equals(partition))
          && (mode.isEmpty() || mode.replace('_', ' ').equals(row.mode()))
          && (text.isEmpty() || row.has(text));
    }
  }

  static RunPage of(
      Visit visit, StoredRun run, Suite suite, @Nullable EvaluationResult result, long written) {
    Filter filter = Filter.of(visit, result);
    List<ExampleRow> rows =
        result == null
            ? List.of()
            : ExampleOutcome.of(result.reportInput()).stream()
                .map(ExampleRow::new)
                .filter(filter::lets)
                .toList();
    return new RunPage(
        visit.shell("Run of " + Words.beginning(run.header().suite(), 80)),
        run,
        suite,
        suite.before(run).orElse(null),
        result,
        Startable.progress(run, written),
        filter,
        Slab.of(rows, visit.whole("page", 1, Slab.MOST_PAGES, 1), PAGE));
  }

  EvaluationResult ended() {
    return Objects.requireNonNull(result);
  }

  /** What an evaluator's values are numbers of. */
  Unit unit(String evaluator) {
    return ended()
        .scores()
        .evaluator(evaluator)
        .map(measured -> Words.unit(evaluator, measured.unit()))
        .orElse(Unit.SCORE);
  }

  /** Other runs of the suite to hold it against, the latest first. */
  List<StoredRun> others() {
    return suite.runs().stream()
        .filter(other -> !other.folder().equals(run.folder()) && !other.running())
        .limit(MOST_OTHERS)
        .toList();
  }

  String compareWith(StoredRun base) {
    return Links.compare(shell.view(), base.folder(), run.folder());
  }

  String report(ReportFormat format) {
    return Links.below(shell.view(), run.folder(), "/report/" + format.key()).toString();
  }

  String here() {
    return Links.run(shell.view(), run.folder());
  }

  String soFar() {
    return Links.below(shell.view(), run.folder(), "").with("so-far", "yes").toString();
  }

  String history() {
    return Links.to(shell.view(), "/ui/runs").with("suite", run.header().suite()).toString();
  }

  String example(ExampleRow row) {
    return Links.below(shell.view(), run.folder(), "/example")
        .with("example", row.id())
        .toString();
  }

  /** The examples of another outcome, mode or partition. */
  String showing(String outcome, String partition, String mode) {
    return Links.below(shell.view(), run.folder(), "")
            .with("outcome", outcome)
            .with("partition", partition)
            .with("mode", mode)
        + "#examples";
  }

  String at(int page) {
    return Links.below(shell.view(), run.folder(), "")
            .with("outcome", filter.outcome())
            .with("partition", filter.partition())
            .with("mode", filter.mode())
            .with("q", filter.text())
            .page(page)
        + "#examples";
  }

  /** Such as {@code 50 golden, 40 regression}. */
  String planned(Formats formats) {
    return Arrays.stream(Partition.values())
        .filter(partition -> run.header().planned().containsKey(partition))
        .map(
            partition ->
                formats.count(run.header().planned().get(partition)) + " " + partition.key())
        .collect(Collectors.joining(", "));
  }

  static String usage(Usage usage, Formats formats) {
    StringBuilder words = new StringBuilder();
    Long input = usage.inputTokens();
    Long output = usage.outputTokens();
    if (input != null || output != null) {
      words.append(formats.count(input == null ? 0 : input)).append(" tokens in, ");
      words.append(formats.count(output == null ? 0 : output)).append(" out");
    }
    Double cost = usage.cost();
    if (cost != null) {
      words.append(words.isEmpty() ? "" : ", ").append(formats.of(Unit.MONEY, cost));
    }
    return words.isEmpty() ? "–" : words.toString();
  }

  /** A key as people read it. */
  static String plain(String key) {
    return key.replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
