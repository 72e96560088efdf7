package dev.assay.server.store.duckdb;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.Store;
import dev.assay.server.store.sql.Engine;
import dev.assay.server.store.sql.SqlStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/**
 * The store in a DuckDB file in a folder.
 *
 * @since 0.1
 */
public final class DuckDbStore {

  /** The file in the folder: a copy put there is a store. */
  public static final String FILE = "store.duckdb";

  private DuckDbStore() {}

  /**
   * Opens the store in a folder, which is made if it is missing.
   *
   * @throws InvalidInputException if the folder cannot be used, another process uses it, or a newer
   *     version of Assay made the store
   */
  public static Store open(Path folder, DuckDbSettings settings) {
    return new SqlStore(engine(folder, settings));
  }

  static Engine engine(Path folder, DuckDbSettings settings) {
    FileChannel lock = lock(folder);
    Path file = folder.resolve(FILE);
    try {
      DuckDbFile open = DuckDbFile.open(file, settings);
      return new DuckDbEngine(file, settings, lock, open);
    } catch (SQLException e) {
      closeQuietly(lock);
      throw new InvalidInputException(
          Problem.of("store", file, "a DuckDB file that can be written: " + e.getMessage()), e);
    } catch (RuntimeException e) {
      closeQuietly(lock);
      throw e;
    }
  }

  /**
   * Begins a store from a copy that {@code backup} made: all of it or nothing.
   *
   * @throws InvalidInputException if there is a store in the folder, or the copy cannot be read
   */
  public static void restore(Path folder, Path backup) {
    FileChannel lock = lock(folder);
    try {
      requireNone(folder);
      Path part = folder.resolve(FILE + ".part");
      try {
        Files.copy(backup, part, StandardCopyOption.REPLACE_EXISTING);
        DuckDbFile.open(part, DuckDbSettings.DEFAULT).close();
        Files.move(part, folder.resolve(FILE));
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException | SQLException e) {
      throw new InvalidInputException(
          Problem.of("backup", backup, "a copy that can be read: " + e.getMessage()), e);
    } finally {
      closeQuietly(lock);
    }
  }

  /**
   * Makes sure that no store is in a folder.
   *
   * @throws InvalidInputException if there is one
   */
  public static void requireNone(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      throw new InvalidInputException(
          Problem.of("store", file, "no store there yet").next("choose another data directory"));
    }
  }

  private static FileChannel lock(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("store.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return channel;
        }
      } catch (OverlappingFileLockException e) {
        // Held by this very process: as much in use as by another.
      }
      channel.close();
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("store", folder, "a folder that can be written: " + e.getMessage()), e);
    }
    throw new InvalidInputException(
        Problem.of("store", folder, "a folder that no other server uses")
            .next("stop the other one, or choose another data directory"));
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // What went wrong before is what matters.
    }
  }
}
