package dev.assay.server.evaluation;

import dev.assay.server.store.Batch;
import dev.assay.server.store.Store;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stores results at once, or fails to, or leaves them lying. */
final class StoringResults implements Results {

  enum Mode {
    STORE,
    FAIL,
    HOLD
  }

  final List<Finished> handed = new CopyOnWriteArrayList<>();
  private final Store store;
  volatile Mode mode = Mode.STORE;

  StoringResults(Store store) {
    this.store = store;
  }

  @Override
  public CompletableFuture<Void> finished(Finished result) {
    handed.add(result);
    if (mode == Mode.FAIL) {
      return CompletableFuture.failedFuture(new IllegalStateException("full"));
    }
    if (mode == Mode.HOLD) {
      return new CompletableFuture<>();
    }
    Batch.Builder batch = Batch.builder();
    result.writeTo(batch);
    store.commit(batch.build());
    return CompletableFuture.completedFuture(null);
  }
}
