package dev.assay.server.store;

import dev.assay.server.journal.Position;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.server.store.postgres.PostgresStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that commits batches until it is killed: after the nth, the position is (1, n), there
 * are {@link #ROWS} rows for each batch, half of them with an evaluation, and ten windows that all
 * say n.
 */
public final class WriterProcess implements AutoCloseable {

  public static final int ROWS = 120;

  private final Process process;
  private final BufferedReader lines;

  private WriterProcess(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts one on a folder or a URL. */
  public static WriterProcess start(String where) throws IOException {
    // What the driver unpacks stays behind when the process is killed: in here, it goes with the
    // build.
    Path unpacked = Files.createDirectories(Path.of("target", "writer").toAbsolutePath());
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + unpacked,
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            where);
    return new WriterProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** The next line it says; null once it is dead and has said all. */
  public String next() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Kills it, waits, and gives what it had still said. */
  public List<String> kill() throws InterruptedException {
    // The process's own method would close what it still has to say.
    process.toHandle().destroyForcibly();
    process.waitFor();
    List<String> rest = new ArrayList<>();
    for (String line = next(); line != null; line = next()) {
      rest.add(line);
    }
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  @SuppressWarnings("SystemOut") // How it speaks to its parent.
  public static void main(String[] args) throws InterruptedException {
    try (Store store = open(args[0])) {
      for (long n = store.position().offset() + 1; ; n++) {
        boolean full = false;
        Batch batch = batch(n);
        while (true) {
          try {
            store.commit(batch);
            if (n % 3 == 0) {
              store.upkeep().pack(Sample.START.plus(Duration.ofDays(2)), Long.MAX_VALUE);
            }
            break;
          } catch (StoreException e) {
            if (!full) {
              System.out.println(e.kind());
            }
            full = true;
            Thread.sleep(100);
          }
        }
        System.out.println(full ? "back" : n);
      }
    }
  }

  public static Store open(String where) {
    return where.startsWith("postgresql:")
        ? PostgresStore.open(where)
        : DuckDbStore.open(Path.of(where), new DuckDbSettings(256, 2, 1));
  }

  private static Batch batch(long n) {
    Batch.Builder batch = Batch.builder().position(new Position(1, n));
    for (int i = 0; i < ROWS; i++) {
      int row = Math.toIntExact((n - 1) * ROWS + i);
      batch.put(Sample.row(row));
      if (i % 2 == 0) {
        batch.put(Sample.evaluation(row, "e", 1));
      }
    }
    for (int i = 0; i < 10; i++) {
      byte[] body = (n + " ".repeat(2000)).getBytes(StandardCharsets.UTF_8);
      batch.put(new StoredWindow(StoredWindow.Level.HOUR, Sample.START, "slice" + i, body));
    }
    return batch.build();
  }
}
