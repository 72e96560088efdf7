package dev.assay.core.evaluator.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Passage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyPairsTest {

  private static final int PAIRS = 200;
  private static final int MOST = PAIRS * 2 / 100;

  private final GroundingCheck check = new GroundingCheck();

  @ParameterizedTest
  @ValueSource(longs = {7, 20261121})
  void check_differingFigures_caughtAndTwinsLeftAlone(long seed) {
    List<String> missed = new ArrayList<>();
    List<String> falseAlarms = new ArrayList<>();
    for (PolicyPairs.Pair pair : PolicyPairs.of(PAIRS, seed)) {
      List<Passage> context = List.of(Passage.of(pair.context()));
      GroundingResult altered = check.check(pair.altered(), context);
      GroundingResult right = check.check(pair.right(), context);
      if (altered.grounded() || altered.count(ClaimStatus.CONTRADICTED) == 0) {
        missed.add(pair.altered() + " | " + pair.context());
      }
      if (!right.grounded()) {
        falseAlarms.add(pair.right() + " | " + pair.context());
      }
    }
    assertThat(missed).as("missed").hasSizeLessThanOrEqualTo(MOST);
    assertThat(falseAlarms).as("false alarms").hasSizeLessThanOrEqualTo(MOST);
  }
}
