package dev.assay.core.evaluator.text;

import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.CpuTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "numeric | The answer is 42. | 42 | true",
        "numeric | The answer is 43. | 42 | false",
        "numeric | It is 41, no, 42 | 42 | true",
        "numeric(which=first) | It is 41, no, 42 | 42 | false",
        "numeric(which=last) | It is 41, no, 42 | 42 | true",
        "numeric | 5 and 10 | between 5 and 10 | true",
        "numeric | 5 and 11 | between 5 and 10 | false",
        "numeric | 3.14 | 3.14159 | false",
        "numeric(absolute=0.01) | 3.14 | 3.14159 | true",
        "numeric(relative=0.01) | 99.5 | 100 | true",
        "numeric(relative=0.001) | 99.5 | 100 | false",
        "numeric | 0.3 | 0.30 | true",
        "numeric | 1,234.56 | 1234.56 | true",
        "numeric | 1.234,56 | 1234.56 | true",
        "numeric | 1 234,56 | 1234.56 | true",
        "numeric | 1'234.56 | 1234.56 | true",
        "numeric | 12,34,567 | 1234567 | true",
        "numeric | 1,234 | 1234 | true",
        "numeric | 1.234 | 1234 | false",
        "numeric(decimal=comma) | 1.234 | 1234 | true",
        "numeric(decimal=comma) | 1,234 | 1.234 | false",
        "numeric | 1.5 million | 1500000 | true",
        "numeric | $2.5M | 2,500,000 USD | true",
        "numeric | 2.5k | 2500 | true",
        "numeric | 3 × 10^8 m | 3e8 | true",
        "numeric | 5 km | 5000 m | true",
        "numeric(relative=0.001) | 3.107 miles | 5 km | true",
        "numeric | 5 km | 5 kg | false",
        "numeric | 5 | 5 kg | true",
        "numeric(units=strict) | 5 | 5 kg | false",
        "numeric(units=ignore) | 5 km | 5 kg | true",
        "numeric | 100 km/h | 100000 m | false",
        "numeric | 100km/h | 100 | true",
        "numeric | 20 MB/s | 20000 kB | false",
        "numeric | 5 EUR/month | 5 EUR | true",
        "numeric | 5 miles/8 km | 8000 m | true",
        "numeric | 1 GiB | 1024 MiB | true",
        "numeric | 1 GiB | 1 GB | false",
        "numeric | 212 °F | 100 °C | true",
        "numeric | 100 degrees Celsius | 212 °F | true",
        "numeric | 90 min | 1.5 hours | true",
        "numeric | a 12-month plan | 1 year | true",
        "numeric | $5 | 5 USD | true",
        "numeric | $5 | €5 | false",
        "numeric | EUR 5.00 | 5 € | true",
        "numeric | 5 pounds sterling | £5 | true",
        "numeric | 50% | 0.5 | true",
        "numeric | 50 | 50 percent | true",
        "numeric | -5 | 5 | false",
        "numeric | −5 °C | -5 °C | true",
        "numeric | -$5 | $-5 | true",
        "numeric | covid-19 | 19 | true",
        "numeric | B12 and 3D | 12 | false",
        "numeric | in 1990s | 1990 | true",
      })
  void evaluate_numbers_areCompared(
      String expression, String output, String expected, boolean passed) {
    assertThat(scored(expression, output, expected).passed()).isEqualTo(passed);
  }

  @Test
  void evaluate_always_saysWhatWasCompared() {
    assertThat(scored("numeric", "It weighs 2 lb.", "1 kg").explanation())
        .isEqualTo("2 lb (\"2 lb\") is not 1 kg (\"1 kg\"): differs by 0.09281526");
    assertThat(scored("numeric", "It costs $12.", "€12").explanation())
        .isEqualTo("12 USD (\"$12\") is not 12 EUR (\"€12\"): another currency");
    assertThat(scored("numeric", "5 km", "5000 m").explanation())
        .isEqualTo("5 km (\"5 km\") equals 5000 m (\"5000 m\")");
    assertThat(scored("numeric", "down by -$5", "- USD 5").explanation())
        .isEqualTo("-5 USD (\"-$5\") is not 5 USD (\"USD 5\"): differs by 10");
    assertThat(scored("numeric", "none", "42").explanation())
        .isEqualTo("no number in the output (expected: 42 (\"42\"))");
  }

  @Test
  void evaluate_fraction_isShownInFull() {
    assertThat(scored("numeric", "$19.99", "1234567.25 USD").explanation())
        .isEqualTo(
            "19.99 USD (\"$19.99\") is not 1234567.25 USD (\"1234567.25 USD\"): differs by"
                + " 1234547.26");
    assertThat(scored("numeric", "2", "1e300").explanation())
        .isEqualTo("2 (\"2\") is not 1E+300 (\"1e300\"): differs by 1E+300");
  }

  @Test
  void evaluate_manyNumbersOnBothSides_endsSoon() {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      expected.append(i == 99 ? 7 : 3).append(".25; ");
    }
    String output = "1.5 km; ".repeat(190_000) + "3.25; ";
    long start = CpuTime.nanos();
    assertThat(scored("numeric", output, expected.toString()).passed()).isFalse();
    assertThat((CpuTime.nanos() - start) / 1e9).isLessThan(10);
  }

  @Test
  void evaluate_severalReferences_anyCounts() {
    assertThat(scored("numeric", "42", "none", "41", "42").passed()).isTrue();
    assertThat(unscored("numeric", "42", "forty-two"))
        .isEqualTo("no number in the expected output");
  }

  @Test
  void evaluate_hostileText_isScoredOrUnscored() {
    assertThat(scored("numeric", "", "1").passed()).isFalse();
    assertThat(scored("numeric", "\0\ud8001\udc00 7", "7").passed()).isTrue();
    assertThat(scored("numeric", "9".repeat(10_000_000), "1").passed()).isFalse();
    assertThat(scored("numeric", "1,".repeat(50_000), "2").passed()).isFalse();
    assertThat(scored("numeric", "1.1".repeat(3_000_000), "2").passed()).isFalse();
    assertThat(scored("numeric", "1 000 ".repeat(15_000), "1000").passed()).isTrue();
    assertThat(scored("numeric", "-$ ".repeat(3_000_000), "2").passed()).isFalse();
    assertThat(scored("numeric", "1e999 1e-999", "0").passed()).isTrue();
    assertThat(unscored("numeric", "1 2 ".repeat(2_000_000), "3"))
        .isEqualTo("more than 200000 numbers in the output");
  }
}
