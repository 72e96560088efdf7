package dev.assay.core.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Does several things at once, for judges wait for their models and not for this machine. How many
 * calls a model takes is the model's own limit.
 */
final class AtOnce {

  // A model that takes one call at a time must not keep more waiting than its patience allows.
  private static final int MOST_THREADS = 16;
  private static final long IDLE_SECONDS = 5;

  // Without a queue nothing waits for a thread: what finds none free is done by whoever asks, so
  // that tasks may ask for more.
  private static final Executor THREADS =
      new ThreadPoolExecutor(
          0,
          MOST_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          AtOnce::thread,
          new ThreadPoolExecutor.CallerRunsPolicy());

  private AtOnce() {}

  /** What each task gives, in their order; throws what one of them throws. */
  static <T> List<T> all(List<Supplier<T>> tasks) {
    List<CompletableFuture<T>> others = new ArrayList<>();
    for (Supplier<T> task : tasks.subList(Math.min(1, tasks.size()), tasks.size())) {
      others.add(CompletableFuture.supplyAsync(task, THREADS));
    }
    List<T> results = new ArrayList<>(tasks.size());
    if (!tasks.isEmpty()) {
      results.add(tasks.get(0).get());
    }
    for (CompletableFuture<T> other : others) {
      results.add(result(other));
    }
    return results;
  }

  private static <T> T result(CompletableFuture<T> task) {
    try {
      return task.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "assay-judge");
    thread.setDaemon(true);
    return thread;
  }
}
