package dev.assay.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.Whole;
import dev.assay.server.store.WriterProcess;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a PostgreSQL database holds after its client is killed, or its connections are. */
@Timeout(120)
class PostgresKillTest {

  @RegisterExtension static final PostgresServer SERVER = new PostgresServer();

  @Test
  void killedClient_losesNothingAndFreesTheStore() throws Exception {
    String url = SERVER.newDatabase();
    long batches = 0;
    for (int kill = 0; kill < 2; kill++) {
      long acknowledged = batches;
      try (WriterProcess writer = WriterProcess.start(url)) {
        for (int i = 0; i < 7; i++) {
          acknowledged = Long.parseLong(writer.next());
        }
        for (String said : writer.kill()) {
          acknowledged = Long.parseLong(said);
        }
      }
      try (Store store = PostgresStore.open(url)) {
        batches = Whole.check(store, acknowledged);
      }
    }
    assertThat(batches).isGreaterThanOrEqualTo(14);
  }

  @Test
  void brokenConnections_areRefusedByKindAndMadeAnew() throws Exception {
    String url = SERVER.newDatabase();
    try (Store store = PostgresStore.open(url)) {
      assertThat(store.check().ok()).isTrue();
      store.position();
      try (Connection admin = SERVER.server().getPostgresDatabase().getConnection();
          Statement statement = admin.createStatement()) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'assay'");
      }
      assertThat(store.check().ok()).isFalse();
      assertThat(catchKind(store)).isIn(null, StoreException.Kind.UNAVAILABLE);
      assertThat(store.check().ok()).isTrue();
      assertThat(store.position().offset()).isZero();
    }
  }

  private static StoreException.Kind catchKind(Store store) {
    try {
      store.position();
      return null;
    } catch (StoreException e) {
      return e.kind();
    }
  }
}
