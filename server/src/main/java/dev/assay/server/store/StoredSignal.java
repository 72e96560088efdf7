package dev.assay.server.store;

import dev.assay.core.interaction.Signal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A signal, and the interaction it turned out to be about.
 *
 * @param signal what was done
 * @param interaction null as long as none is known
 * @since 0.1
 */
public record StoredSignal(Signal signal, @Nullable InteractionKey interaction) {

  /** Checks the parts. */
  public StoredSignal {
    Objects.requireNonNull(signal, "signal");
  }
}
