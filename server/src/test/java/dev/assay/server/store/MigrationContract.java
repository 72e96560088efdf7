package dev.assay.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.journal.Position;
import dev.assay.server.store.StoredWindow.Level;
import dev.assay.server.store.sql.Connector;
import dev.assay.server.store.sql.Migrations;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That a store of any form there ever was is brought to today's, forwards only. */
public abstract class MigrationContract {

  private static final String STEPS = "dev/assay/server/store/steps/";
  private static final Instant AT = Instant.ofEpochSecond(1_772_366_400);

  /** Every form a store ever had: the step behind which rows were written. */
  static List<String> forms() {
    return List.of("1", "2", "3", "4");
  }

  /** A new, empty database. */
  protected abstract Connector database() throws Exception;

  /** Brings the tables of a store to one of its forms. */
  protected abstract void migrate(Connector database, String to) throws Exception;

  /** Opens the store in the database, with nothing else connected. */
  protected abstract Store open(Connector database) throws Exception;

  /** Bytes in the database's own words. */
  protected abstract String bytes(String hex);

  @ParameterizedTest
  @MethodSource("forms")
  void everyForm_isBroughtToTodaysWithItsRows(String form) throws Exception {
    Connector database = database();
    migrate(database, form);
    execute(database, rows(form));
    try (Store store = open(database)) {
      assertThat(store.position()).isEqualTo(new Position(3, 77));
      InteractionDetail detail = store.interactions().detail("i1", AT).orElseThrow();
      assertThat(detail.row().outcome().failureMode()).isEqualTo(FailureMode.FORMAT);
      assertThat(detail.row().decisions())
          .containsExactly(new Decision("judge", 0.05, true, "rate"));
      assertThat(detail.content()).isNotNull();
      assertThat(detail.content().output()).isEqualTo("answer");
      assertThat(detail.evaluations()).hasSize(1);
      assertThat(store.evidence().evidence(detail.row().key())).hasSize(form.equals("1") ? 0 : 1);
      assertThat(detail.signals().get(0).signal().kind()).isEqualTo(Signal.Kind.REPORT);
      assertThat(detail.externalScores()).hasSize(1);
      assertThat(detail.labels().get(0).expected()).isEqualTo("right");
      assertThat(store.evidence().pairLabels("set-1"))
          .extracting(PairLabel::choice)
          .containsExactlyElementsOf(
              form.compareTo("3") >= 0 ? List.of(PairLabel.Choice.TIE) : List.of());
      assertThat(detail.failureCases()).containsExactly("c1");
      assertThat(windows(store, Level.MINUTE)).containsExactly(1);
      assertThat(windows(store, Level.HOUR)).containsExactly(2);
      assertThat(windows(store, Level.DAY)).containsExactly(3);
      // In the pack of a day: its first and its last hour.
      Instant day = AT.minus(Duration.ofHours(12));
      assertThat(store.windows().readAll(Level.HOUR, day, AT))
          .extracting(StoredWindow::slice)
          .containsExactlyElementsOf(form.equals("4") ? List.of("app=shop") : List.of());
      assertThat(store.state("sampler").orElseThrow().bytes()).containsExactly(4, 0, -1);
      Records records = store.records();
      assertThat(records.openWork().get(0).lastError()).isEqualTo("timeout");
      assertThat(records.openAlerts()).hasSize(1);
      assertThat(records.deliveries("a1")).hasSize(1);
      assertThat(records.failureCase("c1").orElseThrow().size()).isEqualTo(12);
      assertThat(records.audit(PageRequest.first(5)).items()).hasSize(1);
      assertThat(records.documents("keys")).hasSize(1);
    }
  }

  private static byte[] windows(Store store, Level level) {
    return store.windows().readAll(level, AT, AT.plusSeconds(1)).get(0).bytes();
  }

  private String rows(String form) throws Exception {
    String name = "rows/V" + form + "__rows.sql";
    try (InputStream in = MigrationContract.class.getResourceAsStream(name)) {
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return sql.replace("CONTENT", content())
          .lines()
          .filter(line -> !line.startsWith("--"))
          .map(line -> line.replaceAll("HEX\\(([0-9a-f]*)\\)", "\u0000$1\u0000"))
          .map(this::withBytes)
          .reduce("", (a, b) -> a + b + "\n");
    }
  }

  private String withBytes(String line) {
    String[] parts = line.split("\u0000", -1);
    return parts.length == 1 ? line : parts[0] + bytes(parts[1]) + parts[2];
  }

  /** The first form of content: version 1, deflated JSON. */
  private static String content() {
    return "01ab56ca4d2d2e4e4c4f2d56b28aae562acacf4955b2522a2d4e2d52d251"
        + "2a49ad2801f20a4b538b4b32f3f3946a637594f24b4b0a4a41a28979c5e54055b500";
  }

  private static void execute(Connector database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void steps_runForwardsOnce() throws Exception {
    Connector database = database();
    Migrations.run(database, STEPS + "two", "1");
    execute(database, "INSERT INTO a VALUES (41)");
    Migrations.run(database, STEPS + "two", null);
    Migrations.run(database, STEPS + "two", null);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT m FROM a")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(42);
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void brokenStep_leavesNothingAndCanBeRunAgain() throws Exception {
    Connector database = database();
    assertThatThrownBy(() -> Migrations.run(database, STEPS + "broken", null))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be brought up to date");
    execute(database, "CREATE TABLE c (n BIGINT)");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT n FROM a")) {
      assertThat(row.next()).isFalse();
    }
    execute(database, "DROP TABLE c");
    Migrations.run(database, STEPS + "two", null);
  }

  @Test
  void newerOrOtherHistory_isRefusedInWords() throws Exception {
    Connector database = database();
    Migrations.run(database, STEPS + "two", null);
    for (String folder : List.of("changed", "one")) {
      assertThatThrownBy(() -> Migrations.run(database, STEPS + folder, null))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("a database made by this version of Assay or an older one")
          .hasMessageContaining("run the version of Assay");
    }
  }
}
