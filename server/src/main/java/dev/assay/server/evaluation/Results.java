package dev.assay.server.evaluation;

import java.util.concurrent.CompletableFuture;

/**
 * Takes what came of evaluations, to store it.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Results {

  /**
   * Takes a result. Returns at once; called by several threads.
   *
   * @return completes when what {@link Finished#writeTo} puts into a batch is stored, together with
   *     whatever else follows from it; exceptionally if nothing of it is, and the same result is
   *     then handed over again later
   */
  CompletableFuture<Void> finished(Finished result);
}
