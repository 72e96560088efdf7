package dev.assay.core.run;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a journal that no other process appends to.
 *
 * <p>Each line is one write to the operating system. A {@link RandomAccessFile}, and not a channel:
 * a channel closes itself when a thread that writes is interrupted, as threads of a run are.
 */
final class JournalWriter implements AutoCloseable {

  // Behind any journal, for on some systems a lock keeps others from reading what it covers.
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final RandomAccessFile file;
  private boolean closed;

  private JournalWriter(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Opens the journal at its end, makes it if it is missing, and locks it.
   *
   * @throws InvalidInputException if another writer has it
   */
  static JournalWriter open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (!locked(file)) {
        throw new InvalidInputException(
            Problem.of("run directory", path.getParent(), "a run that nobody else is writing")
                .next("wait for the other process, or choose another directory"));
      }
      file.seek(file.length());
      return new JournalWriter(file);
    } catch (IOException | InvalidInputException e) {
      file.close();
      throw e;
    }
  }

  synchronized void append(byte[] bytes) throws IOException {
    if (closed) {
      throw new IOException("the journal is closed");
    }
    file.write(bytes);
  }

  synchronized void truncate(long length) throws IOException {
    file.setLength(length);
    file.seek(length);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      file.getFD().sync();
    } catch (IOException e) {
      // Some file systems cannot sync; every line has been handed over already.
    }
  }

  private static boolean locked(RandomAccessFile file) throws IOException {
    try {
      @Nullable FileLock lock = file.getChannel().tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
