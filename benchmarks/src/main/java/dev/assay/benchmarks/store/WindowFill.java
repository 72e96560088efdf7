package dev.assay.benchmarks.store;

import dev.assay.server.journal.Position;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Fills a store with 30 days of 100 slices by hour and day, out of the hours that a server under
 * load stored. Arguments: the {@code store} folder of that server's data, which must be stopped,
 * and the one to fill.
 */
public final class WindowFill {

  private static final int DAYS = 30;
  private static final int SLICES = 100;

  private WindowFill() {}

  /** Fills. */
  public static void main(String[] args) {
    List<StoredWindow> known;
    try (Store from = DuckDbStore.open(Path.of(args[0]), DuckDbSettings.DEFAULT)) {
      known =
          from.windows()
              .readAll(
                  StoredWindow.Level.HOUR, Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"));
    }
    Instant today = Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS);
    try (Store to = DuckDbStore.open(Path.of(args[1]), DuckDbSettings.DEFAULT)) {
      long bytes = 0;
      for (int day = 0; day < DAYS; day++) {
        Instant start = today.minus(day, ChronoUnit.DAYS);
        Batch.Builder batch = Batch.builder();
        for (int slice = 0; slice < SLICES; slice++) {
          byte[] summary = known.get(slice % known.size()).bytes();
          String key = slice == 0 ? "all" : "feature=f" + slice;
          batch.put(new StoredWindow(StoredWindow.Level.DAY, start, key, summary));
          for (int hour = 0; hour < 24; hour++) {
            Instant at = start.plus(hour, ChronoUnit.HOURS);
            batch.put(new StoredWindow(StoredWindow.Level.HOUR, at, key, summary));
            bytes += summary.length;
          }
        }
        to.commit(batch.position(Position.START).build());
      }
      System.out.printf("%d hours of %d bytes each%n", DAYS * SLICES * 24, bytes / DAYS / 2400);
    }
  }
}
