package dev.assay.server.store.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.server.store.Decision;
import dev.assay.server.store.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptProbabilityTest {

  private static double of(Map<String, String> groups, Decision... decisions) {
    return new KeptProbability(groups).of(Sample.row(1).with(List.of(decisions)));
  }

  @Test
  void of_oneGroup_isTheGreatest() {
    double kept =
        of(
            Map.of(),
            new Decision("a", 0.25, false, "rate: rest"),
            new Decision("b", 0.1, false, "rate: rest"));
    assertThat(kept).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void of_groupsDrawnApart_isThatOfAny() {
    double kept =
        of(
            Map.of("a", "one", "b", "other"),
            new Decision("a", 0.25, true, "rate: rest"),
            new Decision("b", 0.5, false, "floor: rest"));
    assertThat(kept).isCloseTo(0.625, within(1e-12));
  }

  @Test
  void of_whatLooksAtEverything_countsNothing() {
    double kept =
        of(
            Map.of(),
            new Decision("refusal", 1, true, "everything: all"),
            new Decision("language", 0.5, true, "load: all"),
            new Decision("outcome.completion", 1, true, "UNKNOWN by standard"),
            new Decision("window", 0, false, "too late"));
    assertThat(kept).isZero();
  }
}
