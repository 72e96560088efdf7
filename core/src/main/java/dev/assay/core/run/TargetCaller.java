package dev.assay.core.run;

import dev.assay.core.dataset.Example;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetException;
import dev.assay.core.target.TargetRequest;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Calls the target, tries transient failures again, and turns every failure into an interaction
 * with an error.
 */
final class TargetCaller {

  private static final int LONGEST_MESSAGE = 4_000;

  private final Target target;
  private final RunOptions options;
  private final LongAdder calls = new LongAdder();

  TargetCaller(Target target, RunOptions options) {
    this.target = target;
    this.options = options;
  }

  /** How often the target was called, retries included. */
  long calls() {
    return calls.sum();
  }

  /** The answer or the failure; what a cancelled flight gives is of no use. */
  Interaction call(Flight flight) {
    Interaction answer;
    try {
      answer = answer(flight);
    } catch (InterruptedException e) {
      answer = failure("interrupted", e, 1);
    } catch (OutOfMemoryError e) {
      answer = failure("out_of_memory", e, 1);
    } catch (StackOverflowError e) {
      answer = failure("stack_overflow", e, 1);
    } catch (Throwable e) {
      // Whatever a target throws is its failure, and never the run's.
      answer = failure("exception", e, 1);
    }
    return flight.overdue() ? timeout() : answer;
  }

  private Interaction answer(Flight flight) throws InterruptedException {
    Work work = flight.work();
    long seed = ExampleSeed.of(options.seed(), work.example().id(), work.repeat());
    Backoff backoff = new Backoff(seed);
    for (int failures = 1; ; failures++) {
      try {
        return attempt(flight, seed);
      } catch (TargetException e) {
        Duration wait = backoff.next(failures, e.retryAfter());
        boolean inTime = flight.deadline() - System.nanoTime() > wait.toNanos();
        if (!e.isTransient() || failures > options.retries() || !inTime) {
          return failure(e.kind(), e, failures);
        }
        Thread.sleep(wait.toMillis());
      }
    }
  }

  /** The failure of a call that took too long. */
  Interaction timeout() {
    return Interaction.ofError(
        "timeout", "no answer within " + BudgetClock.words(options.timeout()));
  }

  private Interaction attempt(Flight flight, long seed)
      throws TargetException, InterruptedException {
    Example example = flight.work().example();
    long start = System.nanoTime();
    TargetRequest request =
        new TargetRequest(
            example.id(),
            example.input(),
            example.inputMessages(),
            example.metadata(),
            flight.work().repeat(),
            seed,
            Duration.ofNanos(Math.max(0, flight.deadline() - start)));
    calls.increment();
    @Nullable Interaction answer = target.call(request);
    long nanos = System.nanoTime() - start;
    if (answer == null || (answer.output() == null && !answer.failed())) {
      throw TargetException.permanent("bad_response", "the target gave no output", null);
    }
    if (!answer.input().isEmpty() && answer.latencyMillis() != null) {
      return answer;
    }
    Interaction.Builder builder = answer.toBuilder();
    if (answer.input().isEmpty()) {
      builder.input(request.messages());
    }
    if (answer.latencyMillis() == null && !answer.failed() && target.live()) {
      builder.latencyMillis(nanos / 1e6);
    }
    return builder.build();
  }

  private static Interaction failure(String kind, Throwable e, int calls) {
    String message = e.getMessage();
    String text = message == null || message.isBlank() ? e.getClass().getName() : message;
    if (!(e instanceof TargetException) && message != null) {
      text = e.getClass().getSimpleName() + ": " + message;
    }
    if (text.length() > LONGEST_MESSAGE) {
      text = text.substring(0, LONGEST_MESSAGE) + "…";
    }
    return Interaction.ofError(kind, calls > 1 ? text + " (after " + calls + " calls)" : text);
  }
}
