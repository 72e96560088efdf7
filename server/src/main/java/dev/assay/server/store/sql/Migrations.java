package dev.assay.server.store.sql;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.StoreException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to the form that this version knows: forwards only, each step in a transaction,
 * each checked against what was run before.
 *
 * @since 0.1
 */
public final class Migrations {

  private Migrations() {}

  /**
   * Runs what is missing.
   *
   * @param folder where the steps are on the class path
   * @param to the last step to run; null for all
   * @throws InvalidInputException if a newer version of Assay made the database, or its history is
   *     not this one's
   */
  public static void run(Connector database, String folder, @Nullable String to) {
    Flyway flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(database)
            .locations("classpath:" + folder)
            .loggers("slf4j")
            .table("schema_history")
            .cleanDisabled(true)
            .target(to == null ? MigrationVersion.LATEST : MigrationVersion.fromVersion(to))
            // By default what a newer version has run is passed over.
            .ignoreMigrationPatterns(to == null ? new String[0] : new String[] {"*:future"})
            .load();
    try {
      flyway.migrate();
    } catch (FlywayValidateException e) {
      throw refused(e);
    } catch (FlywayException e) {
      throw new StoreException(
          StoreException.Kind.BROKEN,
          "the database cannot be brought up to date: " + e.getMessage(),
          e);
    }
  }

  private static InvalidInputException refused(FlywayValidateException e) {
    return new InvalidInputException(
        Problem.of(
                "store",
                String.valueOf(e.getMessage())
                    .lines()
                    .skip(1)
                    .findFirst()
                    .orElse("unknown history"),
                "a database made by this version of Assay or an older one")
            .next("run the version of Assay that it was last used with, or a newer one"),
        e);
  }
}
