package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "regex(pattern='\\$\\d+') | costs $12 | true",
        "regex(pattern='\\$\\d+') | costs nothing | false",
        "regex(pattern='\\$\\d+', match=full) | costs $12 | false",
        "regex(pattern='\\$\\d+', match=full) | $12 | true",
        "regex(pattern='YES') | yes | false",
        "regex(pattern='YES', case_sensitive=false) | yes | true",
        "regex(pattern='sorry', negate=true) | fine | true",
        "regex(pattern='sorry', negate=true) | sorry | false",
        "regex(pattern='^(?!.*sorry)') | fine | true",
      })
  void evaluate_pattern_decides(String expression, String output, boolean passed) {
    assertThat(scored(expression, output).passed()).isEqualTo(passed);
  }

  @Test
  void evaluate_failed_saysTheRule() {
    assertThat(scored("regex(pattern='^a')", "b").explanation()).isEqualTo("does not match ^a");
    assertThat(scored("regex(pattern='^a', negate=true)", "a").explanation())
        .isEqualTo("not: matches ^a");
  }

  @Test
  void evaluate_catastrophicBacktracking_isUnscored() {
    // The group reference keeps Java from remembering where it has failed before.
    String output = "a".repeat(60) + "!";
    assertThat(unscored("regex(pattern='^(([a-z])+.)+\\2[A-Z]$')", output))
        .isEqualTo("the pattern takes too many steps on this output: ^(([a-z])+.)+\\2[A-Z]$");
    assertThat(unscored("regex(pattern='^(([a-z])+.)+\\2[A-Z]$', negate=true)", output))
        .startsWith("the pattern takes too many steps");
  }

  @Test
  void evaluate_deepRecursion_isUnscored() {
    assertThat(unscored("regex(pattern='(a|b)*c')", "ab".repeat(2_000_000)))
        .startsWith("the pattern takes too many steps");
  }

  @Test
  void evaluate_tenMegabytes_isSearched() {
    String output = "lorem ipsum ".repeat(850_000) + "\0\ud800$12";
    assertThat(scored("regex(pattern='\\$\\d+$')", output).passed()).isTrue();
  }

  @Test
  void matches_sameTextAndBound_endsTheSameWay() {
    BoundedPattern pattern = BoundedPattern.compile("p", "(a+)+b", true, 1000);
    assertThat(pattern.matches("a".repeat(40), false)).isEmpty();
    assertThat(pattern.matches("aaab", false)).contains(true);
  }

  @Test
  void bind_malformedPattern_saysWhere() {
    assertThatThrownBy(() -> bind("regex(pattern='a(b')"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "regex.pattern: a(b (expected: a Java regular expression); Unclosed group near character 4");
    assertThatThrownBy(() -> bind("regex")).hasMessageStartingWith("regex.pattern: missing");
  }
}
