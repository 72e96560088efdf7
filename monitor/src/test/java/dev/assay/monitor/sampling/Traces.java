package dev.assay.monitor.sampling;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Interactions to sample from. */
final class Traces {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private Traces() {}

  static String id(SplittableRandom random) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  static ObservedInteraction of(String traceId, String feature, Instant at) {
    return of(traceId, feature, at, builder -> builder);
  }

  static ObservedInteraction of(
      String traceId, String feature, Instant at, UnaryOperator<Interaction.Builder> more) {
    Interaction.Builder builder =
        Interaction.builder().output("fine").promptTemplate("answer").model("m1");
    return new ObservedInteraction(
        "i-" + traceId,
        traceId,
        "00f067aa0ba902b7",
        null,
        at,
        "shop",
        "production",
        feature,
        null,
        null,
        false,
        more.apply(builder).build());
  }
}
