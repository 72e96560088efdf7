package dev.assay.server.api;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes what applications send over REST. What has the id of something taken before changes
 * nothing. Called by several threads at once.
 *
 * @since 0.1
 */
public interface Intake {

  /**
   * Takes interactions as they came: with the user's plain id, not yet redacted.
   *
   * @return completes once all of them are on the disk, exceptionally with {@link
   *     OverloadedException} where the same may succeed later
   */
  CompletableFuture<Void> interactions(List<ObservedInteraction> interactions);

  /**
   * Takes signals, be they about an interaction that is known or one that is yet to come.
   *
   * @return completes as for interactions
   */
  CompletableFuture<Void> signals(List<Signal> signals);
}
