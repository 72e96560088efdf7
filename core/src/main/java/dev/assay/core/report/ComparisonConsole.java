package dev.assay.core.report;

import static java.util.Objects.requireNonNull;

import dev.assay.core.comparison.Amount;
import dev.assay.core.comparison.Announcement;
import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.Flip;
import dev.assay.core.comparison.Outcome;
import dev.assay.core.comparison.RunComparison;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.comparison.Slice;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as a terminal shows it: what differs besides the results, each measure with its
 * difference, what flipped, latency and cost, and the recommendation last.
 *
 * @since 0.1
 */
public final class ComparisonConsole {

  private static final int MOST_LISTED = 60;
  private static final int MOST_FLIPS = 15;
  private static final int LONGEST = 300;
  private static final int LONGEST_REASON = 160;

  private final RunComparison comparison;
  private final Function<Flip, Optional<String>> reasons;
  private final ConsoleStyle style;
  private final Paint paint;
  private final StringBuilder text = new StringBuilder(4096);

  private ComparisonConsole(
      RunComparison comparison, Function<Flip, Optional<String>> reasons, ConsoleStyle style) {
    this.comparison = comparison;
    this.reasons = reasons;
    this.style = style;
    this.paint = new Paint(style);
  }

  /** The comparison as text that ends with a line break, without the reasons of flips. */
  public static String render(RunComparison comparison, ConsoleStyle style) {
    return render(comparison, flip -> Optional.empty(), style);
  }

  /**
   * The comparison as text that ends with a line break.
   *
   * @param reasons why a flipped example fails now, or failed before; empty where nobody knows
   */
  public static String render(
      RunComparison comparison, Function<Flip, Optional<String>> reasons, ConsoleStyle style) {
    return new ComparisonConsole(
            requireNonNull(comparison, "comparison"),
            requireNonNull(reasons, "reasons"),
            requireNonNull(style, "style"))
        .render();
  }

  private String render() {
    title();
    announcements();
    measures();
    amounts();
    flips();
    recommendation();
    return text.toString();
  }

  private void title() {
    emit(paint.bold("Comparison"));
    emit(paint.dim("  base       " + run(comparison.base())));
    emit(paint.dim("  candidate  " + run(comparison.candidate())));
    String how =
        comparison.settings().unpaired()
            ? "independent samples"
            : Figures.counted(comparison.shared(), "shared example") + ", pair by pair";
    emit(paint.dim("  " + paint.symbols(how)));
  }

  private String run(RunScores.Run run) {
    return paint.symbols(
        Columns.fit(Visible.line(run.id() + "  " + run.target(), LONGEST), style.width() - 13));
  }

  private void announcements() {
    if (comparison.announcements().isEmpty()) {
      return;
    }
    emit("");
    emit(paint.bold("They differ in more than results"));
    for (Announcement one : comparison.announcements().stream().limit(MOST_LISTED).toList()) {
      String words = Visible.line(one.subject() + ": " + one.words(), LONGEST);
      for (String line : wrap((one.blocks() ? "! " : "- ") + words, "  ")) {
        emit(one.blocks() ? paint.open(line) : line);
      }
    }
  }

  private void measures() {
    List<Compared> listed =
        Stream.concat(
                comparison.decisive().stream(),
                comparison.compared().stream().filter(Compared::operational))
            .limit(MOST_LISTED)
            .toList();
    Slice slice = null;
    boolean operational = false;
    TextTable table = table("Measure");
    for (Compared compared : listed) {
      if (!compared.slice().equals(slice) || compared.operational() != operational) {
        emitTable(table);
        slice = compared.slice();
        operational = compared.operational();
        boolean all = slice.by() == Slice.By.ALL;
        String title = operational ? "Operational" : "Measure";
        table = table(all ? title : Visible.line(slice.words(), LONGEST));
      }
      row(table, compared);
    }
    emitTable(table);
    int left = comparison.compared().size() - MOST_LISTED;
    if (left > 0) {
      emit(paint.dim("  and " + left + " more; --json has all"));
    }
    emit("");
    listed.forEach(this::notes);
    if (listed.stream().anyMatch(Compared::operational)) {
      String words =
          "Operational measures are no part of the recommendation; a gate or"
              + " --evaluator that names one asks for it.";
      wrap(words, "  ").forEach(line -> emit(paint.dim(line)));
    }
  }

  private static TextTable table(String title) {
    return new TextTable(
        List.of(title, "base", "candidate", "difference", "95% interval", "p", "outcome"));
  }

  private void emitTable(TextTable table) {
    if (!table.isEmpty()) {
      emit("");
      table.lines(style.width(), paint).forEach(line -> emit(paint.symbols(line)));
    }
  }

  private void row(TextTable table, Compared compared) {
    UnaryOperator<String> same = cell -> cell;
    Estimate difference = compared.difference();
    table.row(
        List.of(
            Visible.line(compared.measure(), LONGEST),
            value(compared, compared.baseEstimate()),
            value(compared, compared.candidateEstimate()),
            difference == null ? "–" : ComparisonWords.difference(compared, difference.value()),
            difference == null ? "–" : ComparisonWords.interval(compared, difference),
            p(compared.adjustedP()),
            compared.outcome().key()),
        List.of(same, same, same, same, same, same, cell -> paint(compared.outcome(), cell)));
  }

  private void notes(Compared compared) {
    List<String> notes = new ArrayList<>();
    Compared.Bounds bounds = compared.bounds();
    boolean speaks =
        compared.outcome() != Outcome.NO_CHANGE
            && (compared.slice().words().equals("all") || compared.outcome() == Outcome.REGRESSION);
    if (speaks) {
      notes.add(compared.reason());
    }
    if (bounds != null && speaks) {
      notes.add(
          compared.base().unscored()
              + " and "
              + compared.candidate().unscored()
              + " unscored: between "
              + ComparisonWords.difference(compared, bounds.worst())
              + " and "
              + ComparisonWords.difference(compared, bounds.best())
              + " with them");
    }
    if (!notes.isEmpty()) {
      String slice = compared.slice().words();
      String name = compared.measure() + (slice.equals("all") ? "" : ", " + slice);
      String words = Visible.line(name + ": " + String.join("; ", notes), LONGEST);
      wrap(words, "  ").forEach(line -> emit(paint.dim(line)));
    }
  }

  private void amounts() {
    if (comparison.amounts().isEmpty()) {
      return;
    }
    emit("");
    TextTable table =
        new TextTable(List.of("Took and cost", "base", "candidate", "difference", "95% interval"));
    for (Amount amount : comparison.amounts()) {
      Estimate difference = amount.difference();
      table.row(
          List.of(
              amount.name(),
              amount(amount, amount.base()),
              amount(amount, amount.candidate()),
              difference == null ? "–" : Figures.signed(amount.unit(), difference.value()),
              difference == null ? "–" : Figures.signedInterval(amount.unit(), difference)));
    }
    table.lines(style.width(), paint).forEach(line -> emit(paint.symbols(line)));
  }

  private static String amount(Amount amount, @Nullable Estimate estimate) {
    return estimate == null ? "–" : Figures.value(amount.unit(), estimate.value());
  }

  private void flips() {
    if (comparison.flips().isEmpty()) {
      return;
    }
    long failing = comparison.flips().stream().filter(Flip::newlyFailing).count();
    emit("");
    emit(
        paint.bold(
            "Flips: "
                + failing
                + " newly failing, "
                + (comparison.flips().size() - failing)
                + " newly passing"));
    for (Flip flip : comparison.flips().stream().limit(MOST_FLIPS).toList()) {
      String mode = flip.failureMode() == null ? "" : "  " + flip.failureMode().key();
      String line =
          (flip.newlyFailing() ? "- " : "+ ")
              + Visible.line(flip.id(), LONGEST)
              + "  "
              + flip.partition().key()
              + mode;
      String fit = paint.symbols(Columns.fit(line, style.width() - 2));
      emit("  " + (flip.newlyFailing() ? paint.bad(fit) : paint.good(fit)));
      reasons.apply(flip).ifPresent(reason -> reason(flip, reason));
    }
    int left = comparison.flips().size() - MOST_FLIPS;
    if (left > 0) {
      emit(paint.dim("  and " + left + " more"));
    }
  }

  private void reason(Flip flip, String reason) {
    String words = (flip.newlyFailing() ? "" : "was: ") + Visible.line(reason, LONGEST_REASON);
    emit(paint.dim(paint.symbols(Columns.fit("      " + words, style.width()))));
  }

  private void recommendation() {
    emit("");
    int worse = comparison.with(Outcome.REGRESSION).size();
    if (worse > 0) {
      emit(
          paint.bad(paint.bold("block_deployment"))
              + "  "
              + Figures.counted(worse, "regression")
              + " of "
              + Figures.counted(comparison.decisive().size(), "comparison"));
    } else if (!comparison.conclusive()) {
      emit(paint.open(paint.bold("proceed")) + "  nothing could be told; that is not a pass");
    } else {
      emit(
          paint.good(paint.bold("proceed"))
              + "  no regression was shown, which is not that there is none");
    }
  }

  private String paint(Outcome outcome, String cell) {
    return switch (outcome) {
      case REGRESSION -> paint.bad(cell);
      case IMPROVEMENT -> paint.good(cell);
      case INCONCLUSIVE, INSUFFICIENT_DATA -> paint.open(cell);
      default -> cell;
    };
  }

  private static String value(Compared compared, @Nullable Estimate estimate) {
    return estimate == null ? "–" : ComparisonWords.value(compared, estimate);
  }

  private static String p(OptionalDouble p) {
    if (p.isEmpty()) {
      return "–";
    }
    double value = p.getAsDouble();
    return value < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", value);
  }

  private List<String> wrap(String words, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    for (String word : paint.symbols(words).split(" ")) {
      if (Columns.of(line.toString()) + 1 + Columns.of(word) > style.width()
          && line.length() > indent.length()) {
        lines.add(line.toString());
        line = new StringBuilder(indent + "  ");
      }
      if (!line.toString().isBlank()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private void emit(String line) {
    text.append(line).append('\n');
  }
}
