package dev.assay.server.web.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Step;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Sample;
import dev.assay.server.web.view.View;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallTest {

  private static final View VIEW = View.standard(ZoneOffset.UTC);

  @Test
  void steps_standBehindEachOther_fromWhereTheirInteractionBegan() {
    Interaction said =
        Interaction.builder()
            .steps(
                List.of(
                    new Step("retrieval", "search", null, null, 4.0, null),
                    new Step("tool", "", null, null, null, "no"),
                    new Step("llm", "answer", null, null, 6.0, null)))
            .build();
    // Rows begin 100 ms after each other, and take 10 ms and one more each.
    Waterfall fall = Waterfall.of(List.of(listed(0), listed(1)), Sample.key(1), said, VIEW);
    assertThat(fall.bars())
        .extracting(Waterfall.Bar::label)
        .containsExactly("template", "template", "search", "tool", "answer");
    assertThat(fall.bars())
        .extracting(Waterfall.Bar::start)
        .containsExactly(0.0, 100.0, 100.0, 104.0, 104.0);
    assertThat(fall.millis()).isEqualTo(111);
    assertThat(fall.bars().get(0).href()).startsWith("/ui/interactions/interaction-0?at=");
    assertThat(fall.bars().get(3).length()).isNull();
    assertThat(fall.stepsPlaced()).isTrue();
  }

  private static ListedInteraction listed(int i) {
    return new ListedInteraction(Sample.row(i), true);
  }
}
