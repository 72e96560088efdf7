package dev.assay.server.store.duckdb;

import dev.assay.server.store.Store;
import dev.assay.server.store.StoreContract;
import java.nio.file.Path;

class DuckDbStoreTest extends StoreContract {

  private static final DuckDbSettings SMALL = new DuckDbSettings(256, 2, 16);

  @Override
  protected Store open() {
    return DuckDbStore.open(folder.resolve("data"), SMALL);
  }

  @Override
  protected Store restored(Path backup) {
    Path other = folder.resolve("other");
    DuckDbStore.restore(other, backup);
    return DuckDbStore.open(other, SMALL);
  }
}
