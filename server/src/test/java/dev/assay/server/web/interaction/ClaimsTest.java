package dev.assay.server.web.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.server.store.EvaluationEvidence;
import dev.assay.server.store.InteractionKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ClaimsTest {

  private static final Interaction SAID =
      Interaction.builder()
          .output("It costs 10 euros. It is blue.")
          .context(List.of(Passage.of("Nothing."), Passage.of("The price: 10 euros a month.")))
          .build();

  @Test
  void claims_withPlaces_areMarkedWhereTheyStand() {
    Claims claims =
        read(
            """
            {"claims": [
              {"text": "It costs 10 euros.", "start": 0, "end": 18, "status": "SUPPORTED",
               "evidence": {"passage": 1, "start": 0, "end": 19, "text": "x"}, "reason": "near"},
              {"text": "It is blue.", "start": 19, "end": 30, "status": "UNSUPPORTED",
               "evidence": null, "reason": "nothing says so"}]}
            """);
    MarkedText answer = MarkedText.of(SAID.output(), claims.claims(), Claim::said);
    assertThat(answer.parts())
        .extracting(MarkedText.Part::text)
        .containsExactly("It costs 10 euros.", " ", "It is blue.");
    assertThat(answer.parts().get(2).state()).isEqualTo(ClaimState.UNSUPPORTED);
    MarkedText passage =
        MarkedText.of(SAID.context().get(1).text(), claims.claims(), Claim::support);
    assertThat(passage.parts().get(0).text()).isEqualTo("The price: 10 euros");
    assertThat(claims.counts())
        .containsEntry(ClaimState.SUPPORTED, 1)
        .containsEntry(ClaimState.UNSUPPORTED, 1);
  }

  @Test
  void claims_ofAJudge_areFoundByTheirWords() {
    Claims claims =
        read(
            """
            {"judge": {}, "claims": [
              {"claim": "It costs 10 euros.", "status": "SUPPORTED", "counted_as": "SUPPORTED",
               "evidence": "10 euros a month", "evidence_in_context": true, "reasoning": "said"},
              {"claim": "free of charge", "status": "SUPPORTED", "counted_as": "UNSUPPORTED",
               "evidence": "It is free", "evidence_in_context": false, "reasoning": ""}]}
            """);
    assertThat(claims.claims().get(0).said()).isEqualTo(new Claim.Place(0, 0, 18));
    assertThat(claims.claims().get(0).support()).isEqualTo(new Claim.Place(1, 11, 27));
    Claim second = claims.claims().get(1);
    assertThat(second.state()).isEqualTo(ClaimState.UNSUPPORTED);
    assertThat(second.said()).isNull();
    assertThat(second.quotesNothing()).isTrue();
  }

  @Test
  void claims_withPlacesThatCannotBe_areNotMarked() {
    Claims claims =
        read(
            """
            {"claims": [{"text": "x", "start": 20, "end": 900, "status": "ODD",
              "evidence": {"passage": 7, "start": 0, "end": 1}}, "no claim"]}
            """);
    assertThat(claims.claims()).hasSize(1);
    assertThat(claims.claims().get(0).said()).isNull();
    assertThat(claims.claims().get(0).support()).isNull();
    assertThat(claims.claims().get(0).state()).isEqualTo(ClaimState.UNKNOWN);
  }

  @Test
  void text_thatIsLong_isCutAndSaysSo() {
    MarkedText text = MarkedText.of("x".repeat(MarkedText.LONGEST - 1) + "\ud83d\ude00 and more");
    assertThat(text.cut()).isTrue();
    assertThat(text.shown()).isEqualTo(MarkedText.LONGEST - 1);
  }

  @Test
  void marks_thatOverlap_areShared() {
    Claim one = claim(1, ClaimState.SUPPORTED, 0, 4);
    Claim two = claim(2, ClaimState.CONTRADICTED, 2, 6);
    MarkedText text = MarkedText.of("abcdefgh", List.of(one, two), Claim::said);
    assertThat(text.parts())
        .extracting(MarkedText.Part::text)
        .containsExactly("ab", "cd", "ef", "gh");
    assertThat(text.parts().get(1).claims()).containsExactly(one, two);
    assertThat(text.parts().get(1).state()).isEqualTo(ClaimState.CONTRADICTED);
    assertThat(text.parts().get(3).claims()).isEmpty();
  }

  private static Claim claim(int number, ClaimState state, int start, int end) {
    return new Claim(number, "c", state, "", new Claim.Place(0, start, end), null, "");
  }

  private static Claims read(String json) {
    InteractionKey key = new InteractionKey("i", Instant.EPOCH);
    ObjectNode evidence = (ObjectNode) Json.parse(json, "evidence", 1);
    return Claims.of(new EvaluationEvidence(key, "e", "v", evidence), SAID).orElseThrow();
  }
}
