package dev.assay.stats.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2, 3, 17, 63, 64, 65, 1e6, 1e300, Double.POSITIVE_INFINITY})
  void leastCountOfGrowing_fromAnywhere_isTheFirstThatReachesIt(double near) {
    for (long from : new long[] {1, 2, 5}) {
      for (long first : new long[] {1, 2, 3, 4, 5, 6, 7, 8, 16, 17, 63, 64, 65, 1_000_003}) {
        assertThat(Search.leastCountOfGrowing(n -> n >= first ? 1 : 0, 0.5, from, near))
            .as("first %d, from %d, near %s", first, from, near)
            .hasValue(Math.max(from, first));
      }
    }
  }

  @Test
  void leastCountOfGrowing_beyondAnyPlan_isEmpty() {
    assertThat(Search.leastCountOfGrowing(n -> n > Search.MOST ? 1 : 0, 0.5, 1, 1000)).isEmpty();
    assertThat(Search.leastCountOfGrowing(n -> n >= Search.MOST ? 1 : 0, 0.5, 1, 1000))
        .hasValue(Search.MOST);
  }

  @Test
  void leastCountOfGrowing_nearTheAnswer_asksSeldom() {
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            Search.leastCountOfGrowing(
                n -> {
                  asked.incrementAndGet();
                  return n >= 10_003 ? 1 : 0;
                },
                0.5,
                1,
                10_000))
        .hasValue(10_003);
    assertThat(asked.get()).isLessThan(7);
  }

  // A power of whole counts goes up and down: 3 reaches it, 5 does not.
  @Test
  void leastCount_ofAPowerThatFallsBack_isWhereItStays() {
    assertThat(Search.leastCount(n -> n == 3 || n == 4 || n > 6 ? 1 : 0, 0.5, 1)).hasValue(7);
  }
}
