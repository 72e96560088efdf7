package dev.assay.models.call;

import static java.util.Objects.requireNonNull;

import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes attempts on threads of its own, so that the caller gets away in time from one that does
 * not: it is interrupted and left behind.
 */
final class AttemptRunner implements AutoCloseable {

  // An attempt that ends by itself says better what happened.
  private static final long GRACE_NANOS = 100_000_000L;

  private final ChatAttempt attempt;
  private final ExecutorService threads;

  AttemptRunner(ChatAttempt attempt, String name) {
    this.attempt = attempt;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "assay-call " + name);
              thread.setDaemon(true);
              return thread;
            });
  }

  ChatResponse run(ChatRequest request, Duration timeLeft)
      throws AttemptFailedException, InterruptedException {
    Future<ChatResponse> answer = submit(request, timeLeft);
    try {
      return answer.get(Nanos.of(timeLeft) + GRACE_NANOS, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new AttemptFailedException(
          ModelException.Kind.TIMEOUT, false, null, "the attempt went on after its time", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private Future<ChatResponse> submit(ChatRequest request, Duration timeLeft)
      throws AttemptFailedException {
    try {
      return threads.submit(
          () -> requireNonNull(attempt.ask(request, timeLeft), "the attempt's answer"));
    } catch (RejectedExecutionException e) {
      throw new AttemptFailedException(
          ModelException.Kind.OTHER, false, null, "the model was closed", e);
    }
  }

  private static AttemptFailedException failure(@Nullable Throwable cause) {
    if (cause instanceof AttemptFailedException failed) {
      return failed;
    }
    if (cause instanceof ModelException failed) {
      return new AttemptFailedException(
          failed.kind(), false, null, String.valueOf(failed.getMessage()), failed);
    }
    if (cause instanceof OutOfMemoryError error) {
      throw error;
    }
    // A provider's bug: what it says may hold anything, so only its name is passed on.
    String name = cause == null ? "nothing" : cause.getClass().getName();
    return new AttemptFailedException(
        ModelException.Kind.OTHER, false, null, "the provider's client threw " + name, cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    attempt.close();
  }
}
