package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contains(any=[refund, money back]) | Get your MONEY BACK | true",
        "contains(any=[refund, money back]) | Sorry | false",
        "contains(all=[plan, price]) | the plan's price | true",
        "contains(all=[plan, price]) | the plan | false",
        "contains(none=[rival]) | we are best | true",
        "contains(none=[rival]) | Rival is best | false",
        "contains(none=[Rival], case_sensitive=true) | rival is best | true",
        "contains(any=yes, none=no) | yes and no | false",
      })
  void evaluate_lists_decide(String expression, String output, boolean passed) {
    assertThat(scored(expression, output).passed()).isEqualTo(passed);
    assertThat(scored(expression, output).value()).isEqualTo(passed ? 1 : 0);
  }

  @Test
  void evaluate_failed_saysWhat() {
    assertThat(scored("contains(any=[a, b], all=[c, x], none=[y])", "xy").explanation())
        .isEqualTo("contains none of [\"a\",\"b\"]; lacks [\"c\"]; contains [\"y\"]");
    assertThat(Json.write(scored("contains(all=[c, x])", "xy").evidence()))
        .isEqualTo("{\"missing\":[\"c\"]}");
  }

  @Test
  void evaluate_noLists_looksForTheExpectedOutput() {
    assertThat(scored("contains", "It costs $12 a month.", "$10", "$12").passed()).isTrue();
    assertThat(scored("contains", "It costs $12 a month.", "$10").passed()).isFalse();
    assertThat(unscored("contains", "It costs $12 a month."))
        .isEqualTo("needs an expected output, or texts in any, all or none");
  }

  @Test
  void evaluate_emptyExpectedOutput_isNoPass() {
    assertThat(unscored("contains", "anything", ""))
        .isEqualTo("the expected output is empty, and every output contains that");
    assertThat(scored("contains", "anything", "", "thing").passed()).isTrue();
    assertThat(scored("contains", "anything", "", "else").passed()).isFalse();
  }

  @Test
  void bind_emptyTexts_areRefused() {
    assertThatThrownBy(() -> bind("contains(any=[''])"))
        .hasMessageStartingWith("contains.any: \"\" (expected: texts that are not empty)");
    assertThatThrownBy(() -> bind("contains(all=[])"))
        .hasMessageStartingWith("contains.all: [] (expected: at least one text)");
  }

  @Test
  void search_randomTexts_findsWhatThePlatformFinds() {
    SplittableRandom random = new SplittableRandom(9);
    for (int round = 0; round < 5000; round++) {
      String text = letters(random, 300);
      String wanted =
          round % 2 == 0 ? letters(random, 40) : text.substring(random.nextInt(200), 260);
      assertThat(new TextSearch(text, true).contains(wanted)).isEqualTo(text.contains(wanted));
    }
  }

  private static String letters(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    random.ints(length, 'a', 'c').forEach(c -> text.append((char) c));
    return text.toString();
  }

  @Test
  void evaluate_worstCaseForSearching_isLinear() {
    String output = "a".repeat(10_000_000);
    String wanted = "a".repeat(100_000) + "b";
    assertThat(scored("contains(any='" + wanted + "')", output).passed()).isFalse();
  }

  @Test
  void evaluate_hostileOutput_isSearched() {
    assertThat(scored("contains(any='x')", "\0\ud800<script>\u001b[31mX").passed()).isTrue();
    assertThat(scored("contains(any='x')", "").passed()).isFalse();
  }
}
