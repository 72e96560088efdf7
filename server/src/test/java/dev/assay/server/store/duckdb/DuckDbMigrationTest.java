package dev.assay.server.store.duckdb;

import dev.assay.server.store.MigrationContract;
import dev.assay.server.store.Store;
import dev.assay.server.store.sql.Connector;
import dev.assay.server.store.sql.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class DuckDbMigrationTest extends MigrationContract {

  private static final DuckDbSettings SMALL = new DuckDbSettings(128, 1, 16);

  @TempDir private Path folder;

  private DuckDbFile file;

  @Override
  protected Connector database() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    file = DuckDbFile.openAsIs(folder.resolve("data/store.duckdb"), SMALL);
    return file::connect;
  }

  @Override
  protected void migrate(Connector database, String to) {
    Migrations.run(database, "dev/assay/server/store/duckdb", to);
  }

  @Override
  protected Store open(Connector database) throws Exception {
    file.close();
    return DuckDbStore.open(folder.resolve("data"), SMALL);
  }

  @Override
  protected String bytes(String hex) {
    return "unhex('" + hex + "')";
  }

  @AfterEach
  void closeFile() throws Exception {
    file.close();
  }
}
