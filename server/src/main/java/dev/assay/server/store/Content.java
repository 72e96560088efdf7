package dev.assay.server.store;

import dev.assay.core.interaction.Interaction;
import java.util.Objects;

/**
 * What was said in an interaction, redacted, of those whose content is kept.
 *
 * @param key the interaction
 * @param interaction what was said
 * @since 0.1
 */
public record Content(InteractionKey key, Interaction interaction) {

  /** Checks the parts. */
  public Content {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(interaction, "interaction");
  }
}
