package dev.assay.monitor.behaviour;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.model.EmbeddingModel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Interactions for tests. */
final class Talk {

  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private Talk() {}

  static ObservedInteraction said(String id, long second, String text) {
    return said(id, second, text, "An answer.");
  }

  static ObservedInteraction said(String id, long second, String text, @Nullable String answer) {
    return observed(
        id,
        second,
        Interaction.builder()
            .input(List.of(new Message("system", "Be kind."), Message.user(text)))
            .output(answer)
            .latencyMillis(1000.0)
            .conversation("c1")
            .build());
  }

  static ObservedInteraction observed(String id, long second, Interaction interaction) {
    return new ObservedInteraction(
        id,
        null,
        null,
        null,
        at(second),
        "shop",
        "production",
        "refunds",
        null,
        null,
        false,
        interaction);
  }

  static Instant at(long second) {
    return START.plusSeconds(second);
  }

  /** Says that texts with the same first word mean the same. */
  static final class FirstWord implements EmbeddingModel {

    @Override
    public float[] embed(String text) {
      int hash = text.strip().toLowerCase(Locale.ROOT).split("\\W+", 2)[0].hashCode();
      double angle = hash % 360 * Math.PI / 180;
      return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public String version() {
      return "first-word/1";
    }
  }
}
