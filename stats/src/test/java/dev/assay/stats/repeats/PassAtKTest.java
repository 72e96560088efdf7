package dev.assay.stats.repeats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PassAtKTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(PassAtKTest.class, "pass_at_k.jsonl");
  }

  // exact rationals
  @ParameterizedTest
  @MethodSource("rows")
  void anyOfAndAllOf_referenceValues_equal(Vectors.Row row) {
    int n = row.input().get("n").intValue();
    int c = row.input().get("c").intValue();
    int k = row.input().get("k").intValue();
    assertThat(PassAtK.anyOf(n, c, k))
        .isCloseTo(row.expected().get("pass_at_k").doubleValue(), within(1e-12));
    assertThat(PassAtK.allOf(n, c, k))
        .isCloseTo(row.expected().get("pass_hat_k_all_k_pass").doubleValue(), within(1e-12));
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(40);
  }

  @Test
  void anyOfAndAllOf_ends_areExact() {
    assertThat(PassAtK.anyOf(10, 0, 10)).isZero();
    assertThat(PassAtK.anyOf(10, 10, 1)).isEqualTo(1);
    assertThat(PassAtK.allOf(10, 10, 10)).isEqualTo(1);
    assertThat(PassAtK.allOf(10, 9, 10)).isZero();
    assertThat(PassAtK.anyOf(1_000_000, 1, 1_000_000)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | 1 | n: 0 (expected: n >= 1)",
        "5 | 6 | 1 | c: 6 (expected: 0 <= c <= n = 5)",
        "5 | -1 | 1 | c: -1 (expected: 0 <= c <= n = 5)",
        "5 | 2 | 6 | k: 6 (expected: 1 <= k <= n = 5)",
        "5 | 2 | 0 | k: 0 (expected: 1 <= k <= n = 5)",
      })
  void anyOf_argumentOutOfRange_saysWhatWasExpected(int n, int c, int k, String message) {
    assertThatThrownBy(() -> PassAtK.anyOf(n, c, k)).hasMessage(message);
    assertThatThrownBy(() -> PassAtK.allOf(n, c, k)).hasMessage(message);
  }
}
