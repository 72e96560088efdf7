package dev.assay.core.evaluator.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Passage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparativeTest {

  private final GroundingCheck check = new GroundingCheck();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The Pro plan is more expensive than the Basic plan. | The Basic plan is more expensive than the Pro plan.",
        "The Pro plan is more expensive than the Basic plan. | The Pro plan is cheaper than the Basic plan.",
        "The Team plan has more seats than the Business plan. | You get fewer seats on Team than on Business.",
        "The bus is slower than the train. | The bus is faster than the train.",
        "Files under 10 MB are accepted. | Files over 10 MB are accepted.",
        "Refunds take at least 5 days. | Refunds take at most 5 days."
      })
  void check_comparedTheOtherWayRound_isContradicted(String context, String output) {
    assertThat(status(context, output)).isEqualTo(ClaimStatus.CONTRADICTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The Pro plan is more expensive than the Basic plan. | The Basic plan is cheaper than the Pro plan.",
        "The Team plan has more seats than the Business plan. | Business has fewer seats than Team.",
        "The bus is slower than the train. | The train is faster than the bus.",
        "Files up to 10 MB are accepted. | Files over 10 MB are rejected.",
        "Pro costs more than Team. | Pro costs more than Team does."
      })
  void check_theSameComparisonInOtherWords_isNotContradicted(String context, String output) {
    assertThat(status(context, output)).isNotEqualTo(ClaimStatus.CONTRADICTED);
  }

  private ClaimStatus status(String context, String output) {
    return check.check(output, List.of(Passage.of(context))).claims().get(0).status();
  }
}
