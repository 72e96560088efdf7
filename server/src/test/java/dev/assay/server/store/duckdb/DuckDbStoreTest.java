package dev.assay.server.store.duckdb;

import dev.assay.server.store.Store;
import dev.assay.server.store.StoreContract;
import dev.assay.server.store.sql.FailingEngine;
import dev.assay.server.store.sql.SqlStore;
import java.nio.file.Path;

class DuckDbStoreTest extends StoreContract {

  private static final DuckDbSettings SMALL = new DuckDbSettings(256, 2, 16);

  @Override
  protected Store open() {
    return DuckDbStore.open(folder.resolve("data"), SMALL);
  }

  @Override
  protected Store openFailing(String table) {
    return new SqlStore(
        new FailingEngine(DuckDbStore.engine(folder.resolve("data"), SMALL), table));
  }

  @Override
  protected Store restored(Path backup) {
    Path other = folder.resolve("other");
    DuckDbStore.restore(other, backup);
    return DuckDbStore.open(other, SMALL);
  }
}
