package dev.assay.server.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreContract;
import dev.assay.server.store.sql.FailingEngine;
import dev.assay.server.store.sql.SqlStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
  public Store restored(Path backup) {
    Path other = folder.resolve("other");
    DuckDbStore.restore(other, backup);
    return DuckDbStore.open(other, SMALL);
  }

  @Override
  public void restoreOver(Path backup) {
    DuckDbStore.restore(folder.resolve("data"), backup);
  }

  @Test
  void restore_ofWhatIsNoCopy_leavesNothing() throws Exception {
    Path other = folder.resolve("other");
    Path backup = Files.writeString(folder.resolve("backup"), "no database at all".repeat(1_000));
    assertThatThrownBy(() -> DuckDbStore.restore(other, backup))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a copy that can be read");
    DuckDbStore.requireNone(other);
    assertThat(other).isDirectoryNotContaining("glob:**.part");
  }
}
