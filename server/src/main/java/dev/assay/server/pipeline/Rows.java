package dev.assay.server.pipeline;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.server.store.InteractionRow;
import org.jspecify.annotations.Nullable;

/** What a stored row says, as an interaction again. */
final class Rows {

  private Rows() {}

  /** The interaction of a row, with its content if that is known. */
  static ObservedInteraction observed(InteractionRow row, @Nullable Interaction content) {
    return row.observed(content == null ? withoutContent(row) : content);
  }

  private static Interaction withoutContent(InteractionRow row) {
    Interaction.Builder builder =
        Interaction.builder()
            .usage(row.operation().usage())
            .latencyMillis(row.operation().latencyMillis())
            .ttftMillis(row.operation().ttftMillis())
            .promptTemplate(row.dimensions().promptTemplate())
            .promptVersion(row.dimensions().promptVersion())
            .model(row.dimensions().model())
            .finishReason(row.operation().finishReason())
            .conversation(row.links().conversation());
    row.dimensions().tags().forEach(builder::tag);
    String error = row.operation().errorKind();
    if (error != null) {
      builder.error(new InteractionError(error, ""));
    }
    return builder.build();
  }

  /** The interaction without what was said. */
  static ObservedInteraction stripped(ObservedInteraction observed) {
    return observed.with(observed.interaction().withoutContent());
  }

  /** Whether anything of what was said is there. */
  static boolean hasContent(ObservedInteraction observed) {
    Interaction said = observed.interaction();
    return said.output() != null || !said.input().isEmpty();
  }
}
