package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.comparison.ComparisonSettings;
import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunComparison;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.evaluator.ValueUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonConsoleTest {

  @Test
  void reasons_standUnderFlips_boundedAndHarmless() {
    String hostile = "\u001b[2J\u001b]0;title\u0007 \u202e \n <script> " + "x".repeat(1_000_000);
    String text =
        ComparisonConsole.render(
            Comparisons.worse().comparison(), flip -> Optional.of(hostile), ConsoleStyle.PLAIN);
    List<String> reasons = text.lines().filter(line -> line.contains("u001b[2J")).toList();
    // As many as flips are listed; two of them passed since.
    assertThat(reasons).hasSize(15);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(101));
    assertThat(text).doesNotContain("\u001b", "\u0007", "\u202e").contains("\\u001b[2J");
  }

  @Test
  void reasons_ofWhatPassesNow_sayThatItWas() {
    ComparisonInput input = Comparisons.worse();
    RunScores worse = input.candidate();
    RunScores mended = input.base();
    RunComparison back = RunComparison.of(worse, mended, ComparisonSettings.DEFAULT);
    String text =
        ComparisonConsole.render(
            back,
            flip -> flip.newlyFailing() ? Optional.empty() : Optional.of("says 5 GB"),
            ConsoleStyle.PLAIN);
    assertThat(text).contains("      was: says 5 GB\n");
  }

  @Test
  void units_areSaidOfWhatAnswersTook() {
    assertThat(shown(ValueUnit.MILLIS, 420, 700))
        .contains("420 ms", "700 ms", "+280 ms")
        .contains("Operational measures are no part of the recommendation");
    assertThat(shown(ValueUnit.TOKENS, 120, 90))
        .contains("120.0 tokens", "90.00 tokens", "-30.00 tokens");
    assertThat(shown(ValueUnit.TOKENS_PER_SECOND, 31.5, 28)).contains("31.50 tokens/s");
    assertThat(shown(ValueUnit.MONEY, 0.0021, 0.0035))
        .contains("0.0021", "0.0035", "+0.0014")
        .doesNotContain("$");
    assertThat(shown(ValueUnit.NONE, 0.4, 0.9)).doesNotContain("Operational");
  }

  @Test
  void units_inMarkdown_areThose() {
    RunComparison comparison = comparison(ValueUnit.MILLIS, 420, 1_700);
    assertThat(ComparisonWords.difference(comparison.compared().get(1), 1_280))
        .isEqualTo("+1.28 s");
    assertThat(comparison.compared().get(1).reason()).contains("p ");
  }

  private static String shown(ValueUnit unit, double base, double candidate) {
    return ComparisonConsole.render(comparison(unit, base, candidate), ConsoleStyle.PLAIN);
  }

  private static RunComparison comparison(ValueUnit unit, double base, double candidate) {
    ComparisonInput input = Comparisons.worse();
    return RunComparison.of(
        took(input.base(), unit, base),
        took(input.candidate(), unit, candidate),
        ComparisonSettings.DEFAULT);
  }

  // About so much on each example, a little more on every other.
  private static RunScores took(RunScores scores, ValueUnit unit, double about) {
    RunScores.Measured measured =
        new RunScores.Measured("took", "1", false, 0, Double.POSITIVE_INFINITY, false, unit);
    List<ExampleScores> examples =
        scores.examples().stream().map(example -> took(example, about)).toList();
    return new RunScores(scores.run(), List.of(measured), examples);
  }

  private static ExampleScores took(ExampleScores one, double about) {
    Map<String, Double> values = new HashMap<>();
    values.put("took", about * (one.id().hashCode() % 2 == 0 ? 0.99 : 1.01));
    return new ExampleScores(
        one.id(),
        one.hash(),
        one.partition(),
        one.tags(),
        one.outcome(),
        one.passShare(),
        one.failureMode(),
        values,
        one.unscored(),
        List.of(),
        null,
        null);
  }
}
