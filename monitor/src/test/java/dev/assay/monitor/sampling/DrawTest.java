package dev.assay.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawTest {

  // An implementation of the documented recipe in Python.
  @Test
  void of_knownTraces_isWhatIsDocumented() {
    assertThat(Draw.withSalt("assay").of("sampled", "4bf92f3577b34da6a3ce929d0e0e4736"))
        .isEqualTo(0.9798226817947744);
    assertThat(Draw.withSalt("pepper").of("cheap", "0af7651916cd43dd8448eb211c80319c"))
        .isEqualTo(0.9020861866292025);
    assertThat(Draw.withSalt("Salz ä").of("", "ü")).isEqualTo(0.6276425882206642);
  }

  @Test
  void of_idsThatDifferLittle_isSpreadEvenly() {
    Draw draw = Draw.withSalt("assay");
    int[] tenths = new int[10];
    for (int i = 0; i < 100_000; i++) {
      tenths[(int) (10 * draw.of("sampled", String.format("%032x", i)))]++;
    }
    // Each is binomial with a standard deviation of 95.
    for (int count : tenths) {
      assertThat(count).isBetween(9_600, 10_400);
    }
  }

  @Test
  void of_groupsAndSalts_haveNothingToDoWithEachOther() {
    SplittableRandom random = new SplittableRandom(3);
    Draw draw = Draw.withSalt("assay");
    Draw other = Draw.withSalt("other");
    int both = 0;
    int bothSalts = 0;
    for (int i = 0; i < 100_000; i++) {
      String id = Traces.id(random);
      boolean in = draw.of("a", id) < 0.1;
      both += in && draw.of("b", id) < 0.1 ? 1 : 0;
      bothSalts += in && other.of("a", id) < 0.1 ? 1 : 0;
    }
    // A hundredth, with a standard deviation of 31.
    assertThat(both).isBetween(870, 1130);
    assertThat(bothSalts).isBetween(870, 1130);
  }
}
