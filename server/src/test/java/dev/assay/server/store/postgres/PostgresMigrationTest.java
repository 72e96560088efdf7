package dev.assay.server.store.postgres;

import dev.assay.server.store.MigrationContract;
import dev.assay.server.store.Store;
import dev.assay.server.store.sql.Connector;
import dev.assay.server.store.sql.Migrations;
import java.sql.DriverManager;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresMigrationTest extends MigrationContract {

  @RegisterExtension static final PostgresServer SERVER = new PostgresServer();

  private String url;

  @Override
  protected Connector database() {
    url = SERVER.newDatabase();
    String jdbc = "jdbc:" + url.replace("postgres:secret@", "") + "?user=postgres";
    return () -> DriverManager.getConnection(jdbc);
  }

  @Override
  protected void migrate(Connector database, String to) {
    Migrations.run(database, "dev/assay/server/store/postgres", to);
  }

  @Override
  protected Store open(Connector database) {
    return PostgresStore.open(url);
  }

  @Override
  protected String bytes(String hex) {
    return "decode('" + hex + "', 'hex')";
  }
}
