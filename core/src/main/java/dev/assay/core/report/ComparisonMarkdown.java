package dev.assay.core.report;

import dev.assay.core.comparison.Amount;
import dev.assay.core.comparison.Announcement;
import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.Outcome;
import dev.assay.core.comparison.RunComparison;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.comparison.Slice;
import dev.assay.stats.interval.Estimate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A comparison for a pull request: one screen with the decision, the three numbers that matter and
 * the flips with their reasons; the rest folded, and all of it bounded.
 */
final class ComparisonMarkdown {

  private static final int MOST_FAILING = 10;
  private static final int MOST_PASSING = 5;
  private static final int MOST_LISTED = 40;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_REASON = 200;

  private final ComparisonInput input;
  private final RunComparison comparison;
  private final StringBuilder text = new StringBuilder(4096);

  private ComparisonMarkdown(ComparisonInput input) {
    this.input = input;
    this.comparison = input.comparison();
  }

  static void write(ComparisonInput input, OutputStream out) throws IOException {
    out.write(render(input).getBytes(StandardCharsets.UTF_8));
  }

  static String render(ComparisonInput input) {
    ComparisonMarkdown markdown = new ComparisonMarkdown(input);
    markdown.heading();
    markdown.numbers();
    List<SharedExample> shared = SharedExample.of(input);
    markdown.flips(shared, SharedExample.Change.NEWLY_FAILING, "Newly failing", MOST_FAILING);
    markdown.flips(shared, SharedExample.Change.NEWLY_PASSING, "Newly passing", MOST_PASSING);
    markdown.details();
    return markdown.text.toString();
  }

  private void heading() {
    String symbol =
        switch (ComparisonWords.kind(comparison)) {
          case FAIL -> "❌";
          case PASS -> "✅";
          case UNSCORED -> "❔";
        };
    text.append("## ").append(symbol).append(' ').append(comparison.recommendation().key());
    text.append(": ").append(MarkdownText.words(comparison.candidate().suite(), LONGEST_NAME));
    text.append("\n\n").append(ComparisonWords.decision(comparison)).append(' ');
    text.append(ComparisonWords.counts(comparison)).append("\n\n");
    announcements(comparison.announcements().stream().filter(Announcement::blocks).toList());
  }

  private void announcements(List<Announcement> announcements) {
    for (Announcement one : announcements.subList(0, Math.min(MOST_LISTED, announcements.size()))) {
      text.append(one.blocks() ? "- ⚠️ no verdict: " : "- ");
      text.append(MarkdownText.words(one.subject(), LONGEST_NAME)).append(": ");
      text.append(MarkdownText.words(one.words(), LONGEST_REASON)).append('\n');
    }
    more(announcements.size() - MOST_LISTED);
    if (!announcements.isEmpty()) {
      text.append('\n');
    }
  }

  // The pass rate, the evaluator with most to say, and latency or, without, cost.
  private void numbers() {
    List<Compared> rows = new ArrayList<>();
    everything()
        .filter(compared -> compared.measure().equals(Compared.PASS_RATE))
        .findFirst()
        .ifPresent(rows::add);
    evaluators().findFirst().ifPresent(rows::add);
    if (rows.isEmpty()) {
      comparison.compared().stream().findFirst().ifPresent(rows::add);
    }
    table(rows, amount().stream().toList());
  }

  private Stream<Compared> everything() {
    return comparison.compared().stream().filter(c -> c.slice().equals(Slice.EVERYTHING));
  }

  private Stream<Compared> evaluators() {
    return everything()
        .filter(compared -> !compared.measure().equals(Compared.PASS_RATE))
        .filter(compared -> !compared.operational())
        .sorted(
            Comparator.comparing((Compared compared) -> compared.outcome() != Outcome.REGRESSION)
                .thenComparing(compared -> !decides(compared))
                .thenComparing(compared -> compared.adjustedP().orElse(2))
                .thenComparing(compared -> -size(compared.effect())));
  }

  private boolean decides(Compared compared) {
    return input
        .candidate()
        .evaluator(compared.measure())
        .map(RunScores.Measured::decides)
        .orElse(false);
  }

  private static double size(Compared.@Nullable Effect effect) {
    return effect == null ? 0 : Math.abs(effect.value());
  }

  private Optional<Amount> amount() {
    return Stream.of("latency p95", "latency p50", "cost")
        .flatMap(name -> comparison.amounts().stream().filter(a -> a.name().equals(name)))
        .findFirst()
        .or(() -> comparison.amounts().stream().findFirst());
  }

  private void table(List<Compared> rows, List<Amount> amounts) {
    if (rows.isEmpty() && amounts.isEmpty()) {
      return;
    }
    text.append("| | base | candidate | difference [95% interval] | |\n|---|--:|--:|--:|---|\n");
    rows.forEach(this::row);
    amounts.forEach(this::row);
    text.append('\n');
  }

  private void row(Compared compared) {
    String name = compared.measure().equals(Compared.PASS_RATE) ? "pass rate" : compared.measure();
    text.append("| ").append(MarkdownText.words(name, LONGEST_NAME));
    if (!compared.slice().equals(Slice.EVERYTHING)) {
      text.append(", ").append(MarkdownText.words(compared.slice().words(), LONGEST_NAME));
    }
    text.append(" | ").append(value(compared, compared.baseEstimate()));
    text.append(" | ").append(value(compared, compared.candidateEstimate())).append(" | ");
    Estimate difference = compared.difference();
    text.append(difference == null ? "–" : ComparisonWords.difference(compared, difference));
    text.append(" | ").append(compared.operational() ? "" : symbol(compared.outcome()));
    text.append(compared.outcome().key().replace('_', ' '));
    text.append(compared.operational() ? " (operational)" : "").append(" |\n");
  }

  private static String value(Compared compared, @Nullable Estimate estimate) {
    return estimate == null ? "–" : ComparisonWords.value(compared, estimate);
  }

  private static String symbol(Outcome outcome) {
    return switch (outcome) {
      case REGRESSION -> "❌ ";
      case IMPROVEMENT -> "✅ ";
      case INCONCLUSIVE, INSUFFICIENT_DATA -> "❔ ";
      default -> "";
    };
  }

  private void row(Amount amount) {
    text.append("| ").append(MarkdownText.words(amount.name(), LONGEST_NAME)).append(" | ");
    text.append(amount(amount, amount.base())).append(" | ");
    text.append(amount(amount, amount.candidate())).append(" | ");
    Estimate difference = amount.difference();
    if (difference == null) {
      text.append("–");
    } else {
      text.append(Figures.signed(amount.unit(), difference.value())).append(' ');
      text.append(Figures.signedInterval(amount.unit(), difference));
    }
    text.append(" | |\n");
  }

  private static String amount(Amount amount, @Nullable Estimate estimate) {
    return estimate == null ? "–" : Figures.value(amount.unit(), estimate.value());
  }

  private void flips(
      List<SharedExample> shared, SharedExample.Change change, String title, int most) {
    List<SharedExample> flips = shared.stream().filter(s -> s.change() == change).toList();
    if (flips.isEmpty()) {
      return;
    }
    text.append("**").append(title).append("** (").append(Figures.count(flips.size()));
    text.append(")\n\n");
    boolean failing = change == SharedExample.Change.NEWLY_FAILING;
    for (SharedExample flip : flips.subList(0, Math.min(most, flips.size()))) {
      text.append("- ").append(MarkdownText.code(flip.candidate().id(), LONGEST_NAME));
      text.append(" (").append(flip.candidate().partition().key());
      var mode = failing ? flip.candidate().failureMode() : flip.base().failureMode();
      if (mode != null) {
        text.append(failing ? ", " : ", was ").append(mode.key());
      }
      text.append(')');
      String reason = failing ? flip.candidateReason() : flip.baseReason();
      if (reason != null) {
        text.append(": ").append(MarkdownText.words(reason, LONGEST_REASON));
      }
      text.append('\n');
    }
    more(flips.size() - most);
    text.append('\n');
  }

  private void more(int more) {
    if (more > 0) {
      text.append("- … and ").append(Figures.count(more)).append(" more\n");
    }
  }

  private void details() {
    text.append("<details><summary>All that was compared, and the runs</summary>\n\n");
    List<Compared> all = comparison.compared();
    table(all.subList(0, Math.min(MOST_LISTED, all.size())), comparison.amounts());
    more(all.size() - MOST_LISTED);
    for (Compared worse :
        comparison.with(Outcome.REGRESSION).stream().limit(MOST_LISTED).toList()) {
      text.append("- ").append(MarkdownText.words(worse.measure(), LONGEST_NAME)).append(", ");
      text.append(MarkdownText.words(worse.slice().words(), LONGEST_NAME)).append(": ");
      text.append(MarkdownText.words(worse.reason(), LONGEST_REASON)).append('\n');
    }
    text.append('\n');
    announcements(comparison.announcements().stream().filter(a -> !a.blocks()).toList());
    run("Base", comparison.base());
    run("Candidate", comparison.candidate());
    text.append("\n</details>\n");
  }

  private void run(String title, RunScores.Run run) {
    text.append("- ").append(title).append(": run ");
    text.append(MarkdownText.code(run.id(), LONGEST_NAME)).append(", target ");
    text.append(MarkdownText.code(Shown.withoutPaths(run.target()), LONGEST_REASON));
    if (run.gitCommit() != null) {
      text.append(", commit ").append(MarkdownText.code(run.gitCommit(), LONGEST_NAME));
    }
    text.append('\n');
  }
}
