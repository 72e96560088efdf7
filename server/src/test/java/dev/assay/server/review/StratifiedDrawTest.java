package dev.assay.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.server.store.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class StratifiedDrawTest {

  @Test
  void drawn_fewStrata_areAllHeardWithKnownProbabilities() {
    List<StratifiedDraw.Drawn> drawn = draw("s", 20, 1000);
    assertThat(drawn).hasSize(20);
    assertThat(drawn.stream().filter(one -> one.stratum().equals("small"))).hasSize(10);
    for (StratifiedDraw.Drawn one : drawn) {
      double expected = one.stratum().equals("small") ? 10 / 50.0 : 10 / 950.0;
      assertThat(one.probability()).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void drawn_weights_addUpToAllThereWas() {
    double sum = draw("s", 20, 1000).stream().mapToDouble(one -> 1 / one.probability()).sum();
    assertThat(sum).isCloseTo(1000, within(1e-6));
  }

  @Test
  void drawn_fewerThanAskedFor_isAllOfThem() {
    List<StratifiedDraw.Drawn> drawn = draw("s", 20, 7);
    assertThat(drawn).hasSize(7);
    assertThat(drawn).allMatch(one -> one.probability() == 1);
  }

  @Test
  void drawn_overManySeeds_isAsLikelyAsItSays() {
    int hits = 0;
    for (int seed = 0; seed < 2000; seed++) {
      hits +=
          (int)
              draw("s" + seed, 20, 100).stream()
                  .filter(one -> one.row().key().id().equals("interaction-7"))
                  .count();
    }
    // 15 of the 95 that are not small, for there are but 5 that are; four standard errors.
    double p = 15 / 95.0;
    assertThat(hits / 2000.0).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 2000)));
  }

  @Test
  void drawn_sameSeedInAnyOrder_isTheSame() {
    StratifiedDraw backwards = new StratifiedDraw("salt", "s", 20);
    for (int i = 99; i >= 0; i--) {
      backwards.offer(Sample.row(i), i % 20 == 0 ? "small" : "large");
    }
    assertThat(backwards.drawn()).isEqualTo(draw("s", 20, 100));
  }

  private static List<StratifiedDraw.Drawn> draw(String seed, int size, int count) {
    StratifiedDraw draw = new StratifiedDraw("salt", seed, size);
    for (int i = 0; i < count; i++) {
      draw.offer(Sample.row(i), i % 20 == 0 ? "small" : "large");
    }
    return draw.drawn();
  }
}
