package dev.assay.server.web.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.server.store.Decision;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionDetail;
import dev.assay.server.store.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingTest {

  @Test
  void content_thatWasNotDrawn_isSaidToBeSo() {
    assertThat(
            Missing.content(detail(List.of(new Decision("judge", 0.1, false, "rate")), List.of())))
        .contains("not drawn");
  }

  @Test
  void content_thatWasDrawn_isSaidToBeGone() {
    assertThat(Missing.content(detail(List.of(new Decision("judge", 1, true, "rule")), List.of())))
        .contains("no longer kept");
  }

  @Test
  void content_thatNeverCame_isSaidNotToHaveBeenSent() {
    Evaluation unsaid =
        new Evaluation(
            Sample.key(1),
            "judge",
            "v",
            null,
            null,
            null,
            null,
            null,
            Evaluation.NO_CONTENT,
            null,
            1,
            Sample.START);
    assertThat(
            Missing.content(
                detail(List.of(new Decision("judge", 1, true, "rule")), List.of(unsaid))))
        .contains("not sent");
  }

  @Test
  void marks_ofRedaction_areCounted() {
    Interaction said =
        Interaction.builder()
            .input(List.of(Message.user("I am [EMAIL] or [EMAIL], see [1] and [note]")))
            .output("Your invoice [INVOICE]")
            .build();
    assertThat(Missing.redacted(said)).containsExactly("EMAIL × 2", "INVOICE");
  }

  @Test
  void draws_areWithoutWhatElseIsNoted() {
    InteractionDetail detail =
        detail(
            List.of(
                new Decision("judge", 0.1, false, "rate"),
                new Decision("outcome.mode", 1, true, "none by rule"),
                new Decision("window", 0, false, "late")),
            List.of());
    assertThat(Missing.draws(detail)).extracting(Decision::evaluator).containsExactly("judge");
  }

  private static InteractionDetail detail(List<Decision> decisions, List<Evaluation> evaluations) {
    return new InteractionDetail(
        Sample.row(1).with(decisions),
        null,
        evaluations,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
