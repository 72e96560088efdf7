package dev.assay.core.evaluator.grounding;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.model.Entailment;
import dev.assay.core.model.EntailmentModel;
import dev.assay.core.model.ModelException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EntailmentCheckTest {

  private static final List<Passage> RETURNS =
      List.of(Passage.of("Returns are accepted within 30 days of purchase. Shipping is free."));
  private static final String PARAPHRASE = "You can send it back within a month of buying it.";

  @Test
  void combined_isTheMeanOfTheLogOdds() {
    assertThat(EntailmentCheck.combined(0.5, 0.5)).isEqualTo(0.5);
    // Odds of 1/9 and 99 have the geometric mean of odds sqrt(11).
    double odds = Math.sqrt(11);
    assertThat(EntailmentCheck.combined(0.1, 0.99))
        .isEqualTo(odds / (1 + odds), Offset.offset(1e-12));
    assertThat(EntailmentCheck.combined(0.5, 1)).isEqualTo(EntailmentCheck.combined(0.5, 0.99));
  }

  @Test
  void check_paraphraseThatTheModelEntails_isNoLongerUnsupported() {
    assertThat(new GroundingCheck().check(PARAPHRASE, RETURNS).grounded()).isFalse();
    GroundingResult both = check(new Entailment(0.99, 0.01, 0), PARAPHRASE);
    assertThat(both.grounded()).isTrue();
    assertThat(both.claims().get(0).status()).isNotEqualTo(ClaimStatus.UNSUPPORTED);
  }

  @Test
  void check_ruledOutByTheModel_isContradicted() {
    GroundingResult both = check(new Entailment(0.01, 0.09, 0.9), PARAPHRASE);
    assertThat(both.claims().get(0).status()).isEqualTo(ClaimStatus.CONTRADICTED);
    assertThat(both.probability()).isLessThan(0.1);
  }

  @Test
  void check_anotherFigure_isContradictedWhateverTheModelSays() {
    GroundingResult both =
        check(new Entailment(1, 0, 0), "Returns are accepted within 60 days of purchase.");
    assertThat(both.claims().get(0).status()).isEqualTo(ClaimStatus.CONTRADICTED);
    assertThat(both.probability()).isLessThanOrEqualTo(GroundingCheck.OTHER_QUANTITY);
  }

  @Test
  void check_oneOfTwoClaimsNotEntailed_isLedByIt() {
    EntailmentModel model =
        model(
            claim ->
                claim.contains("gift")
                    ? new Entailment(0.01, 0.99, 0)
                    : new Entailment(0.99, 0.01, 0));
    String output = "Shipping is free. A gift is enclosed with the parcel.";
    GroundingResult result = new GroundingCheck(model).check(output, RETURNS);
    assertThat(result.grounded()).isFalse();
    assertThat(requireNonNull(result.claims().get(0).entailment()).entailment()).isEqualTo(0.99);
  }

  @Test
  void check_nothingToCheck_doesNotAskTheModel() {
    EntailmentModel model =
        model(
            claim -> {
              throw new AssertionError(claim);
            });
    assertThat(new GroundingCheck(model).check("Hello!", RETURNS).grounded()).isTrue();
  }

  @Test
  void evaluate_modelThatFails_isUnscoredByItsKind() {
    EntailmentModel model =
        model(
            claim -> {
              throw new ModelException("nli model: out of memory", null);
            });
    Subject subject =
        new Subject(Interaction.builder().output(PARAPHRASE).context(RETURNS).build(), null);
    assertThat(new Grounding(new GroundingCheck(model)).evaluate(subject))
        .isEqualTo(
            new Score.Unscored("nli model: out of memory", Json.object().put("failure", "other")));
  }

  private static GroundingResult check(Entailment always, String output) {
    return new GroundingCheck(model(claim -> always)).check(output, RETURNS);
  }

  private interface Answers {
    Entailment of(String claim);
  }

  private static EntailmentModel model(Answers answers) {
    return new EntailmentModel() {
      @Override
      public Entailment decide(String premise, String hypothesis) {
        return answers.of(hypothesis);
      }

      @Override
      public String version() {
        return "scripted";
      }
    };
  }
}
