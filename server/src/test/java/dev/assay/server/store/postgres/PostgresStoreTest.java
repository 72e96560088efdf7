package dev.assay.server.store.postgres;

import static java.util.Objects.requireNonNull;

import dev.assay.server.store.Store;
import dev.assay.server.store.StoreContract;
import dev.assay.server.store.sql.FailingEngine;
import dev.assay.server.store.sql.SqlStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresStoreTest extends StoreContract {

  @RegisterExtension static final PostgresServer SERVER = new PostgresServer();

  private @Nullable String url;

  @Override
  protected Store open() {
    if (url == null) {
      url = SERVER.newDatabase();
    }
    return PostgresStore.open(url);
  }

  @Override
  protected Store openFailing(String table) {
    return new SqlStore(new FailingEngine(PostgresStore.engine(url), table));
  }

  @Override
  public Store restored(Path backup) {
    String other = SERVER.newDatabase();
    PostgresStore.restore(other, backup);
    return PostgresStore.open(other);
  }

  @Override
  public void restoreOver(Path backup) {
    PostgresStore.restore(requireNonNull(url), backup);
  }
}
