package dev.assay.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.server.review.Agreement.Pair;
import dev.assay.server.review.Agreement.Pairs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AgreementTest {

  private static final Instant AT = Instant.parse("2026-11-16T07:00:00Z");

  private final List<Pair> pairs = new ArrayList<>();

  private void add(int times, boolean judge, boolean person, double probability) {
    for (int i = 0; i < times; i++) {
      pairs.add(new Pair(judge, person, probability));
    }
  }

  // Weights 10, 10 and 20: half agree; the judge passes 3/4, people 1/4, so that chance is 3/8.
  @Test
  void point_unequalDraws_shareAndKappaAreThoseOfTheTraffic() {
    add(10, true, true, 1);
    add(10, false, false, 1);
    add(2, true, false, 0.1);
    AgreementPoint point =
        Agreement.point(List.of(new Pairs("check", AT, 0.1, pairs))).orElseThrow();
    assertThat(point.share().value()).isCloseTo(0.5, within(1e-12));
    assertThat(Objects.requireNonNull(point.kappa()).value()).isCloseTo(0.2, within(1e-12));
    assertThat(point.kappa().n()).isEqualTo(22);
  }
}
