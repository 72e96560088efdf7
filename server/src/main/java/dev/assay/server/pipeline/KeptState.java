package dev.assay.server.pipeline;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.journal.Position;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.StateBlob;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/** What operators were when they were last stored. */
final class KeptState {

  // Clocks of applications are not that far ahead.
  private static final Duration AHEAD = Duration.ofDays(3_660);

  private KeptState() {}

  /** Whether the store holds no interaction and no window: what is in memory then is all. */
  static boolean isNone(Store store, Instant now) {
    // What was imported came without a position.
    return store.position().equals(Position.START)
        && store.interactions().page(InteractionFilter.ALL, PageRequest.first(1)).items().isEmpty()
        && store.windows().slices(Level.DAY, Instant.EPOCH, now.plus(AHEAD)).isEmpty();
  }

  /**
   * Reads a state; empty if none is stored.
   *
   * @param name it is stored by
   * @param reader of its binary form; refuses what it cannot read by an IllegalArgumentException
   * @throws InvalidInputException if it is damaged, or another version of Assay wrote it
   */
  static <T> Optional<T> read(Store store, String name, Function<byte[], T> reader) {
    return store.state(name).map(blob -> read(blob, reader));
  }

  /**
   * Begins to read a state while others are read; what is returned waits for it, and fails as
   * {@link #read} does. States are large where much goes on, and a server that starts waits for
   * them.
   */
  static <T> Supplier<Optional<T>> begin(Store store, String name, Function<byte[], T> reader) {
    FutureTask<Optional<T>> task = new FutureTask<>(() -> read(store, name, reader));
    new Thread(task, "assay-state-" + name).start();
    return () -> {
      try {
        return task.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException refused) {
          throw refused;
        }
        throw new IllegalStateException("state: " + name, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("state: " + name + " was not waited for", e);
      }
    };
  }

  private static <T> T read(StateBlob blob, Function<byte[], T> reader) {
    try {
      return reader.apply(blob.bytes());
    } catch (IllegalArgumentException e) {
      Problem problem =
          Problem.of("stored state " + blob.name(), "unreadable", "one that this version wrote")
              .next(
                  "start the version of Assay that wrote it, `assay export` what it holds, and"
                      + " `assay import` that into a new data directory with this one");
      throw new InvalidInputException(problem, e);
    }
  }
}
