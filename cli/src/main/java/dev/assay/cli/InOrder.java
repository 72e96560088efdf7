package dev.assay.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does pieces of work on several threads and hands their results on in the order they came. */
final class InOrder<T> implements AutoCloseable {

  private final ExecutorService threads;
  private final int most;
  private final Consumer<T> results;
  private final Deque<Future<T>> inFlight = new ArrayDeque<>();

  InOrder(int threads, Consumer<T> results) {
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "assay-score");
              thread.setDaemon(true);
              return thread;
            });
    this.most = 2 * threads;
    this.results = results;
  }

  /** Starts a piece of work; waits for the oldest if too many are in flight. */
  void add(Callable<T> work) {
    if (inFlight.size() >= most) {
      handOn();
    }
    inFlight.add(threads.submit(work));
  }

  /** Waits for everything and hands it on. */
  void finish() {
    while (!inFlight.isEmpty()) {
      handOn();
    }
  }

  private void handOn() {
    try {
      results.accept(inFlight.remove().get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
