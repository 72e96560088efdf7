package dev.assay.core.report;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.ValueUnit;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.core.run.NotConfigured;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import dev.assay.core.summary.JudgeSummary;
import dev.assay.core.summary.RunSummary.PartitionSummary;
import dev.assay.core.summary.SliceSummary;
import dev.assay.core.summary.SliceSummary.EvaluatorSummary;
import dev.assay.core.summary.SliceSummary.LatencySummary;
import dev.assay.core.summary.SliceSummary.ModeCount;
import dev.assay.core.verdict.Verdict.Outcome;
import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A run as a terminal shows it: rates by partition, evaluators, failure modes, the first failures
 * with their reasons, latency, and the gate's decision last, where the eye ends.
 *
 * <p>No text of an example can steer the terminal: controls, escapes and characters that hide or
 * reorder text are written as {@code \}{@code uXXXX}, and every list and line is bounded.
 *
 * @since 0.1
 */
public final class ConsoleReport {

  private static final int MOST_FAILURES = 10;
  private static final int MOST_LISTED = 50;
  private static final int LONGEST_TEXT = 400;
  private static final int MOST_REASON_LINES = 3;
  private static final int LONGEST_NAME = 32;
  private static final int BAR = 24;

  private final ReportInput input;
  private final ConsoleStyle style;
  private final Paint paint;
  private final StringBuilder text = new StringBuilder(4096);

  private ConsoleReport(ReportInput input, ConsoleStyle style) {
    this.input = input;
    this.style = style;
    this.paint = new Paint(style);
  }

  /** The report as text that ends with a line break. */
  public static String render(ReportInput input, ConsoleStyle style) {
    return new ConsoleReport(requireNonNull(input, "input"), requireNonNull(style, "style"))
        .render();
  }

  private String render() {
    title();
    partitions();
    evaluators();
    judges();
    modes();
    examples(Outcome.FAIL, "Failures");
    examples(Outcome.UNSCORED, "Unscored");
    latency();
    gate();
    return text.toString();
  }

  private void title() {
    RunHeader header = input.header();
    String name = line(header.suite());
    StringBuilder facts = new StringBuilder();
    facts.append(Figures.counted(input.summary().overall().planned(), "example"));
    if (header.options().repeats() > 1) {
      facts.append(" × ").append(header.options().repeats());
      facts.append(" (").append(header.options().reducer().key()).append(')');
    }
    if (header.endedAt() != null) {
      Duration took = Duration.between(header.startedAt(), header.endedAt());
      facts.append(" · ").append(Figures.millis((double) took.toMillis()));
    }
    facts.append(" · ").append(Words.calls(header).replaceFirst("\\.$", ""));
    emit(paint.bold(paint.symbols(Columns.fit(name, style.width()))));
    wrap(facts.toString(), "", 2).forEach(this::emitDim);
    if (!header.selection().isEmpty()) {
      wrap("Selection: " + line(header.selection()), "", 2).forEach(this::emitDim);
    }
    if (header.status() != RunStatus.COMPLETE) {
      String reason = header.statusReason() == null ? "" : ": " + line(header.statusReason());
      for (String line : wrap("The run is " + header.status().key() + reason, "", 3)) {
        emit(paint.open(line));
      }
    }
  }

  private void partitions() {
    TextTable table =
        new TextTable(
            List.of("Partition", "n", "pass rate", interval(), "passed", "failed", "unscored"));
    List<PartitionSummary> partitions = input.summary().partitions();
    for (PartitionSummary partition : partitions) {
      row(table, partition.partition().key(), partition.slice());
    }
    if (partitions.size() != 1) {
      row(table, "all", input.summary().overall());
    }
    emitTable(table);
  }

  private void row(TextTable table, String name, SliceSummary slice) {
    Estimate rate = slice.passRate();
    UnaryOperator<String> same = cell -> cell;
    table.row(
        List.of(
            name,
            Figures.count(slice.planned()),
            rate == null ? "–" : Figures.percent(rate.value()),
            rate == null ? "–" : Figures.rateInterval(rate),
            Figures.count(slice.passed()),
            Figures.count(slice.failed()),
            Figures.count(slice.unscored())),
        List.of(
            same,
            same,
            same,
            same,
            same,
            slice.failed() > 0 ? paint::bad : same,
            slice.unscored() > 0 ? paint::open : same));
  }

  // One level for the whole report is the rule; where levels differ the numbers are still theirs.
  private String interval() {
    Estimate rate = input.summary().overall().passRate();
    return (rate == null ? "95%" : Figures.level(rate.level())) + " interval";
  }

  private void evaluators() {
    List<EvaluatorSummary> evaluators = input.summary().overall().evaluators();
    TextTable table =
        new TextTable(List.of("Evaluator", "mean", interval(), "passed", "scored", "unscored"));
    for (EvaluatorSummary evaluator : first(evaluators, MOST_LISTED)) {
      Estimate mean = evaluator.mean();
      Estimate passed = evaluator.passRate();
      UnaryOperator<String> same = cell -> cell;
      table.row(
          List.of(
              line(evaluator.name()),
              mean == null ? "–" : Figures.value(unit(evaluator), mean.value()),
              mean == null ? "–" : Figures.interval(unit(evaluator), mean),
              passed == null ? "–" : Figures.percent(passed.value()),
              Figures.count(evaluator.scored()),
              Figures.count(evaluator.unscored())),
          List.of(same, same, same, same, same, evaluator.unscored() > 0 ? paint::open : same));
    }
    if (!table.isEmpty()) {
      emitTable(table);
      more(evaluators.size() - MOST_LISTED);
    }
    for (EvaluatorSummary evaluator : first(evaluators, MOST_LISTED)) {
      if (evaluator.corpus() != null) {
        String value = line(evaluator.name()) + ": " + Words.corpus(evaluator.corpus());
        wrap(value, "  ", 2).forEach(this::emit);
      }
    }
    for (NotConfigured missing : first(input.header().notConfigured(), MOST_LISTED)) {
      wrap(line(missing.words()), "  ", 2).forEach(line -> emit(paint.open(line)));
    }
    for (EvaluatorSummary evaluator : first(evaluators, MOST_LISTED)) {
      if (!evaluator.unscoredReasons().isEmpty()) {
        String why = line(evaluator.name()) + ": " + line(evaluator.unscoredReasons().get(0));
        wrap("unscored by " + why, "  ", 2).forEach(this::emitDim);
      }
    }
  }

  private ValueUnit unit(EvaluatorSummary evaluator) {
    return input.header().evaluators().stream()
        .filter(identity -> identity.name().equals(evaluator.name()))
        .map(identity -> ValueUnit.ofEvaluator(identity.evaluator()))
        .findFirst()
        .orElse(ValueUnit.NONE);
  }

  private void judges() {
    List<JudgeSummary> judges = input.summary().judges();
    if (judges.isEmpty()) {
      return;
    }
    heading("Judges");
    for (JudgeSummary judge : first(judges, MOST_LISTED)) {
      wrap(line(JudgeWords.title(judge)), "  ", 2).forEach(this::emit);
      for (String fact : JudgeWords.facts(judge)) {
        wrap(fact, "    ", 2).forEach(this::emitDim);
      }
      for (String warning : JudgeWords.warnings(judge)) {
        wrap(warning, "    ", 3).forEach(words -> emit(paint.open(words)));
      }
    }
    more(judges.size() - MOST_LISTED);
  }

  private void modes() {
    List<ModeCount> modes = input.summary().overall().failureModes();
    if (modes.isEmpty()) {
      return;
    }
    heading("Failure modes");
    int most = modes.stream().mapToInt(ModeCount::count).max().orElse(1);
    int digits = Figures.count(most).length();
    int longest = Math.min(BAR, style.width() - 17 - digits);
    for (ModeCount mode : modes) {
      int length = Math.max(1, Math.round((float) longest * mode.count() / Math.max(1, most)));
      String bar = paint.symbols("█".repeat(length));
      String count = Columns.right(Figures.count(mode.count()), digits);
      emit("  " + Columns.left(mode.mode().key(), 13) + count + "  " + paint.bad(bar));
    }
  }

  private void examples(Outcome outcome, String title) {
    List<ExampleOutcome> all = ExampleOutcome.withOutcome(ExampleOutcome.of(input), outcome);
    if (all.isEmpty()) {
      return;
    }
    String shown = all.size() > MOST_FAILURES ? MOST_FAILURES + " of " : "";
    heading(title + " (" + shown + Figures.count(all.size()) + ")");
    for (ExampleOutcome example : first(all, MOST_FAILURES)) {
      String mode = example.modeKey() == null ? "" : "  " + example.modeKey();
      String where = "  " + example.example().partition().key();
      int room = Math.max(12, style.width() - 2 - Columns.of(mode) - Columns.of(where));
      String id = paint.symbols(Columns.fit(line(example.example().id()), room));
      emit("  " + paint.bold(id) + paint.dim(where) + paint.outcome(outcome, mode));
      wrap(line(String.valueOf(example.reason())), "    ", MOST_REASON_LINES).forEach(this::emit);
      String output = example.output(outcome);
      if (outcome == Outcome.FAIL && output != null) {
        quote("expected: ", example.expected());
        quote("output:   ", output);
      }
    }
    more(all.size() - MOST_FAILURES);
  }

  // One line each: enough to see what is wrong, while the report holds all of it.
  private void quote(String label, @Nullable String quoted) {
    if (quoted != null) {
      String words = line(quoted);
      String shown = label + (words.isEmpty() ? "(empty)" : words);
      emitDim("    " + paint.symbols(Columns.fit(shown, style.width() - 4)));
    }
  }

  private void latency() {
    LatencySummary latency = input.summary().overall().latency();
    if (latency == null) {
      return;
    }
    heading("Latency (n = " + Figures.count(latency.n()) + ")");
    String figures =
        "p50 "
            + Figures.millis(latency.p50())
            + " · p95 "
            + Figures.millis(latency.p95())
            + " · p99 "
            + Figures.millis(latency.p99())
            + " · max "
            + Figures.millis(latency.max());
    wrap(figures, "  ", 2).forEach(this::emit);
  }

  private void gate() {
    heading("Gate");
    List<Criterion> criteria = first(input.gate().criteria(), MOST_LISTED);
    int name = 0;
    int values = 0;
    for (Criterion criterion : criteria) {
      name = Math.max(name, Math.min(LONGEST_NAME, Columns.of(line(criterion.name()))));
      values = Math.max(values, Columns.of(observed(criterion) + required(criterion)));
    }
    boolean oneLine = 4 + name + 2 + values + 2 <= style.width();
    for (Criterion criterion : criteria) {
      criterion(criterion, name, oneLine);
    }
    more(input.gate().criteria().size() - MOST_LISTED);
    GateDecision decision = input.gate().decision();
    text.append('\n');
    String badge = paint.bold(paint.decision(decision, decision.name()));
    List<String> words = wrap(decision.name() + "  " + Words.decision(input.gate()), "", 3);
    emit(badge + words.get(0).substring(decision.name().length()));
    words.subList(1, words.size()).forEach(this::emit);
  }

  private void criterion(Criterion criterion, int width, boolean oneLine) {
    String name = Columns.left(Columns.fit(line(criterion.name()), width), width);
    String symbol = paint.decision(criterion.decision(), paint.symbol(criterion.decision()));
    String observed = Columns.fit(observed(criterion), style.width() - width - 6);
    String start = "  " + symbol + " " + paint.symbols(name + "  " + observed);
    if (oneLine) {
      emit(start + "  " + paint.dim(paint.symbols(required(criterion))));
    } else {
      emit(start);
      wrap(required(criterion), "    ", 2).forEach(this::emitDim);
    }
    if (criterion.decision() != GateDecision.PASS) {
      wrap(line(Words.explanation(criterion)), "    ", MOST_REASON_LINES).forEach(this::emit);
    }
  }

  private static String observed(Criterion criterion) {
    return line(criterion.observed());
  }

  private static String required(Criterion criterion) {
    return "required: " + line(criterion.required());
  }

  private void heading(String title) {
    text.append('\n');
    emit(paint.bold(title));
  }

  private void more(int more) {
    if (more > 0) {
      emitDim("  " + paint.symbols("… and " + Figures.count(more) + " more"));
    }
  }

  private void emitTable(TextTable table) {
    text.append('\n');
    for (String line : table.lines(style.width(), paint)) {
      emit(paint.symbols(line));
    }
  }

  private void emit(String line) {
    text.append(line).append('\n');
  }

  private void emitDim(String line) {
    emit(paint.dim(line));
  }

  private List<String> wrap(String words, String indent, int most) {
    int room = style.width() - indent.length();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words.split(" ")) {
      if (!line.isEmpty() && Columns.of(line.toString()) + 1 + Columns.of(word) > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    boolean cut = lines.size() > most;
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(most, lines.size()); i++) {
      String end = cut && i == most - 1 ? " …" : "";
      shown.add(indent + paint.symbols(Columns.fit(lines.get(i) + end, room)));
    }
    return shown;
  }

  private static String line(@Nullable String text) {
    return text == null ? "" : Visible.line(text, LONGEST_TEXT);
  }

  private static <T> List<T> first(List<T> list, int most) {
    return list.subList(0, Math.min(most, list.size()));
  }
}
