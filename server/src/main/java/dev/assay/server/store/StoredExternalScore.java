package dev.assay.server.store;

import dev.assay.core.interaction.ExternalScore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A score from outside, and the interaction it turned out to be about.
 *
 * @param score what somebody made of it
 * @param interaction null as long as none is known
 * @since 0.1
 */
public record StoredExternalScore(ExternalScore score, @Nullable InteractionKey interaction) {

  /** Checks the parts. */
  public StoredExternalScore {
    Objects.requireNonNull(score, "score");
  }
}
