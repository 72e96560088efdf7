package dev.assay.server.journal;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.journal.JournalException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A write-ahead log in a folder of its own.
 *
 * <p>{@link #append} promises: once its future completes normally, the frame is on the disk, whole
 * and once, and every reader from before it will see it, whatever happens to the process or, as far
 * as the disk keeps its word, to the power. A frame that was not acknowledged may be there all the
 * same if the process died, or the disk failed, at the wrong moment.
 *
 * <p>Safe for use by several threads. One process at a time.
 *
 * @since 0.1
 */
public final class Journal implements AutoCloseable {

  // Asking the disk takes some microseconds; nothing fills it much faster.
  private static final long ROOM_FOR_NANOS = 500_000_000L;

  private final Path folder;
  private final JournalSettings settings;
  private final Disk disk;
  private final FileChannel lockFile;
  private final Recovery recovery;
  private final SegmentWriter writer;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  // Guarded by the lock.
  private Deque<Waiting> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean closing;
  private long freeAt = System.nanoTime() - ROOM_FOR_NANOS;
  private long free = Long.MAX_VALUE;

  private final LongAdder refusals = new LongAdder();
  private final AtomicLong held = new AtomicLong();
  private final AtomicBoolean turning = new AtomicBoolean();
  private volatile Position end;
  private volatile LongConsumer forced = nanos -> {};

  @SuppressWarnings("ArrayRecordComponent") // Bytes on their way, never compared.
  private record Waiting(byte[] payload, CompletableFuture<Position> done) {}

  /**
   * What opening found.
   *
   * @param tornBytes bytes at the end that were never acknowledged, now cut off
   * @param damaged segments, of those not read before, that are broken before their end, by what
   *     the disk did; reading goes on behind them
   */
  public record Recovery(long tornBytes, List<Path> damaged) {

    /** Copies the list. */
    public Recovery {
      damaged = List.copyOf(damaged);
    }
  }

  private Journal(
      Path folder,
      JournalSettings settings,
      Disk disk,
      FileChannel lockFile,
      Recovery recovery,
      SegmentWriter writer) {
    this.folder = folder;
    this.settings = settings;
    this.disk = disk;
    this.lockFile = lockFile;
    this.recovery = recovery;
    this.writer = writer;
    this.end = writer.position();
    this.thread = new Thread(this::commitUntilClosed, "assay-journal");
    this.thread.setDaemon(true);
  }

  /**
   * Opens the journal in a folder, which is made if it is missing.
   *
   * @param after a place that new frames must lie behind, such as where reading stopped: it holds
   *     even if the segments were deleted; what was read is not looked through for damage
   * @throws InvalidInputException if the folder cannot be used, or another process uses it
   */
  public static Journal open(Path folder, JournalSettings settings, Position after) {
    return open(folder, settings, after, Disk.real());
  }

  static Journal open(Path folder, JournalSettings settings, Position after, Disk disk) {
    Objects.requireNonNull(settings, "settings");
    FileChannel lockFile = null;
    try {
      Files.createDirectories(folder);
      lockFile = lock(folder);
      Tail tail = Tail.mend(folder, after);
      SegmentWriter writer =
          SegmentWriter.open(
              folder, disk, settings.segmentBytes(), Math.max(tail.next(), after.segment() + 1));
      Journal journal =
          new Journal(
              folder,
              settings,
              disk,
              lockFile,
              new Recovery(tail.tornBytes(), tail.damaged()),
              writer);
      journal.held.set(journal.bytes());
      journal.thread.start();
      return journal;
    } catch (IOException e) {
      closeQuietly(lockFile);
      throw new InvalidInputException(
          Problem.of("journal", folder, "a folder that can be written: " + e.getMessage()), e);
    } catch (InvalidInputException e) {
      closeQuietly(lockFile);
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: as much in use as by another.
    }
    channel.close();
    throw new InvalidInputException(
        Problem.of("journal", folder, "a folder that no other server uses")
            .next("stop the other one, or choose another data directory"));
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // What went wrong before is what matters.
      }
    }
  }

  /** What opening found broken. */
  public Recovery recovery() {
    return recovery;
  }

  /**
   * Appends a frame.
   *
   * @param payload not changed by the caller afterwards
   * @return completes with the place behind the frame once it is on the disk, on the journal's
   *     thread, which must not be held up; or exceptionally with a {@link JournalException}
   */
  public CompletableFuture<Position> append(byte[] payload) {
    if (payload.length > settings.frameBytes()) {
      return refused(
          Kind.TOO_LARGE,
          "frame: " + payload.length + " bytes (expected: at most " + settings.frameBytes() + ")");
    }
    CompletableFuture<Position> done = new CompletableFuture<>();
    lock.lock();
    try {
      if (closing) {
        return refused(Kind.CLOSED, "the journal is closed");
      }
      if (waitingBytes + payload.length > settings.pendingBytes()) {
        return refused(Kind.OVERLOADED, waitingBytes + " bytes wait for the disk");
      }
      String full = full(payload.length);
      if (full != null) {
        return refused(Kind.FULL, full);
      }
      waiting.add(new Waiting(payload, done));
      waitingBytes += payload.length;
      work.signal();
    } finally {
      lock.unlock();
    }
    return done;
  }

  // With the lock.
  private @Nullable String full(long more) {
    long now = System.nanoTime();
    if (now - freeAt >= ROOM_FOR_NANOS) {
      free = disk.free(folder);
      freeAt = now;
    }
    long bytes = held.get() + waitingBytes + more;
    if (bytes > settings.mostBytes()) {
      return bytes + " bytes to be kept (expected: at most " + settings.mostBytes() + ")";
    }
    return free - waitingBytes - more < settings.freeBytes()
        ? free + " bytes free on the disk (expected: at least " + settings.freeBytes() + " left)"
        : null;
  }

  /** The longest frame that is taken. */
  public int frameBytes() {
    return settings.frameBytes();
  }

  /**
   * Lets the next frame begin a new segment, so that all before it can be let go of whole. A frame
   * on its way already may still come before.
   */
  public void turn() {
    turning.set(true);
  }

  private CompletableFuture<Position> refused(Kind kind, String message) {
    refusals.increment();
    return CompletableFuture.failedFuture(new JournalException(kind, message));
  }

  /** Why nothing is taken at the moment for want of room; null if there is room. */
  public @Nullable String full() {
    lock.lock();
    try {
      return full(0);
    } finally {
      lock.unlock();
    }
  }

  /** How often a frame was not taken. */
  public long refusals() {
    return refusals.sum();
  }

  /**
   * Tells how many nanoseconds each write to the disk took, forced and so durable, on the journal's
   * thread, which must not be held up.
   */
  public void timed(LongConsumer nanos) {
    forced = Objects.requireNonNull(nanos, "nanos");
  }

  /** The folder the segments are in. */
  public Path folder() {
    return folder;
  }

  /** The place behind the last frame that is on the disk. */
  public Position end() {
    return end;
  }

  /** How many bytes wait for the disk. */
  public long waitingBytes() {
    lock.lock();
    try {
      return waitingBytes;
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes the segments hold. */
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path segment : Segment.list(folder).values()) {
      bytes += size(segment);
    }
    return bytes;
  }

  /** How many bytes on the disk lie behind a place. */
  public long bytesAfter(Position place) throws IOException {
    Position last = end;
    if (place.segment() == last.segment()) {
      return Math.max(0, last.offset() - place.offset());
    }
    long bytes = last.offset() - place.offset();
    for (Map.Entry<Long, Path> segment : Segment.list(folder).tailMap(place.segment()).entrySet()) {
      if (segment.getKey() < last.segment()) {
        bytes += size(segment.getValue());
      }
    }
    return Math.max(0, bytes);
  }

  private static long size(Path segment) throws IOException {
    try {
      return Files.size(segment);
    } catch (NoSuchFileException e) {
      // Released since it was listed.
      return 0;
    }
  }

  /** Reads from a place on, up to whatever is on the disk by then. */
  public JournalReader read(Position from) {
    return new JournalReader(folder, from, this::end);
  }

  /**
   * Lets go of what is before a place: whoever read it has stored what it meant.
   *
   * @throws IOException if a segment cannot be deleted
   */
  public void release(Position before) throws IOException {
    SortedMap<Long, Path> old =
        Segment.list(folder).headMap(Math.min(before.segment(), end.segment()));
    for (Map.Entry<Long, Path> segment : old.entrySet()) {
      long size = Files.exists(segment.getValue()) ? Files.size(segment.getValue()) : 0;
      if (Files.deleteIfExists(segment.getValue())) {
        held.addAndGet(-size);
      }
    }
  }

  /** Writes what waits, then closes. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    closeQuietly(lockFile);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void commitUntilClosed() {
    try (writer) {
      for (List<Waiting> batch = await(); batch != null; batch = await()) {
        commit(batch);
      }
    }
  }

  private @Nullable List<Waiting> await() {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        if (closing) {
          return null;
        }
        work.awaitUninterruptibly();
      }
      linger();
      List<Waiting> batch = new ArrayList<>(waiting);
      waiting = new ArrayDeque<>();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void linger() {
    long left = settings.linger().toNanos();
    while (left > 0 && !closing && waitingBytes < settings.pendingBytes() / 2) {
      try {
        left = work.awaitNanos(left);
      } catch (InterruptedException e) {
        // Nobody interrupts this thread to any purpose; committing early is harmless.
        return;
      }
    }
  }

  private void commit(List<Waiting> batch) {
    List<Position> ends = new ArrayList<>(batch.size());
    @Nullable JournalException failure = null;
    boolean turn = turning.getAndSet(false);
    try {
      if (turn) {
        writer.turn();
      }
      for (Waiting one : batch) {
        ends.add(writer.write(one.payload()));
      }
      force();
      end = writer.position();
      held.addAndGet(framed(batch));
    } catch (IOException e) {
      failure = new JournalException(Kind.STORAGE, "the disk refuses: " + e.getMessage(), e);
      writer.takeBack();
      turning.compareAndSet(false, turn);
      refusals.add(batch.size());
    }
    free(batch);
    for (int i = 0; i < batch.size(); i++) {
      if (failure == null) {
        batch.get(i).done().complete(ends.get(i));
      } else {
        batch.get(i).done().completeExceptionally(failure);
      }
    }
  }

  // One that failed took its time too, and may be why others waited.
  private void force() throws IOException {
    long began = System.nanoTime();
    try {
      writer.force();
    } finally {
      forced.accept(System.nanoTime() - began);
    }
  }

  private static long framed(List<Waiting> batch) {
    long bytes = 0;
    for (Waiting one : batch) {
      bytes += Segment.FRAME_HEAD_BYTES + one.payload().length;
    }
    return bytes;
  }

  private void free(List<Waiting> batch) {
    long bytes = 0;
    for (Waiting one : batch) {
      bytes += one.payload().length;
    }
    lock.lock();
    try {
      waitingBytes -= bytes;
    } finally {
      lock.unlock();
    }
  }
}
