package dev.assay.core.dataset;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one at a time change the dataset files of a folder, and the {@code dataset.lock} beside
 * them: of two who read a file before either writes, one would lose what the other wrote.
 *
 * <p>Whoever reads a file in order to change it does both inside {@link #hold}. That holds for all
 * threads of a process, and by a lock on the file {@value #NAME} of the folder for all processes;
 * the file is removed again. It guards those who ask for it, on file systems that know locks; who
 * edits a file by hand asks nobody.
 *
 * @since 0.1
 */
public final class EditLock {

  /** The file whose lock is held. */
  public static final String NAME = ".dataset.editing";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 20;
  private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBER = new AtomicLong();

  private EditLock() {}

  /**
   * Changes a file while nobody else changes one of its folder. Held already by this thread, it is
   * held on.
   *
   * @param file need not be there; if its folder is not either, it is made
   * @throws InvalidInputException if others change files of the folder for longer than 30 seconds,
   *     or the folder cannot be written
   */
  public static <T> T hold(Path file, Supplier<T> change) {
    Path folder = folder(file);
    ReentrantLock here = HERE.computeIfAbsent(folder, any -> new ReentrantLock());
    if (!waited(here)) {
      throw busy(folder);
    }
    try {
      if (here.getHoldCount() > 1) {
        return change.get();
      }
      Held held = acquire(folder);
      try {
        return change.get();
      } finally {
        held.release();
      }
    } finally {
      here.unlock();
    }
  }

  /** The same for a change that gives nothing. */
  public static void hold(Path file, Runnable change) {
    hold(
        file,
        () -> {
          change.run();
          return true;
        });
  }

  // A link is replaced where it leads to.
  private static Path folder(Path file) {
    try {
      Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath().normalize();
      Path folder = real.getParent();
      if (folder == null) {
        throw new InvalidInputException(Problem.of("dataset file", file, "a file in a folder"));
      }
      return Files.createDirectories(folder).toRealPath();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static boolean waited(ReentrantLock here) {
    try {
      return here.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The lock on a file that is there for as long as the lock is held. */
  private record Held(Path file, FileChannel channel) {

    void release() {
      // Before the lock goes: whoever has the file open by now sees that it is no longer there.
      try (channel) {
        Files.deleteIfExists(file);
      } catch (IOException ignored) {
        // What was changed is changed; the file may stay, and is no obstacle to the next.
      }
    }
  }

  private static Held acquire(Path folder) {
    Path file = folder.resolve(NAME);
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      try {
        Held held = attempt(file);
        if (held != null) {
          return held;
        }
      } catch (IOException e) {
        throw unwritable(folder, e);
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw busy(folder);
  }

  private static @Nullable Held attempt(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean ours = false;
    try {
      @Nullable FileLock lock = channel.tryLock();
      ours = lock != null && isStill(file, channel);
      return ours ? new Held(file, channel) : null;
    } catch (OverlappingFileLockException e) {
      // Another copy of this class holds it.
      return null;
    } finally {
      if (!ours) {
        channel.close();
      }
    }
  }

  // Between opening and locking it the file may have been removed, and made again by another.
  private static boolean isStill(Path file, FileChannel channel) throws IOException {
    byte[] mark =
        (ProcessHandle.current().pid() + " " + NUMBER.incrementAndGet() + " " + System.nanoTime())
            .getBytes(StandardCharsets.UTF_8);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(mark), 0);
    try {
      return Arrays.equals(Files.readAllBytes(file), mark);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static InvalidInputException busy(Path folder) {
    return new InvalidInputException(
        Problem.of("datasets", folder, "a folder that nobody else is changing")
            .next("try again when the other process is done"));
  }

  private static InvalidInputException unwritable(Path at, IOException e) {
    return new InvalidInputException(
        Problem.of("datasets", at, "a folder that can be written").next(e.toString()), e);
  }
}
