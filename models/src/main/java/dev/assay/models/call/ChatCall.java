package dev.assay.models.call;

import static java.util.Objects.requireNonNull;

import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.model.ModelSpec;
import dev.assay.models.call.CircuitBreaker.End;
import dev.assay.models.call.CircuitBreaker.Leave;
import java.time.Duration;
import java.util.Optional;

/**
 * One call: its turn, its attempts, its time.
 *
 * <p>The time starts with its turn: waiting for others that use the same model, and for the rate
 * limits, is bounded by ten times the timeout instead. A call keeps its place while it waits to try
 * again, so that it does not queue twice and failures slow all callers down.
 */
final class ChatCall {

  /** How many timeouts a call waits for its turn. */
  static final int PATIENCE = 10;

  private final ModelSpec spec;
  private final ModelLimits limits;
  private final AttemptRunner runner;
  private final Backoff backoff;
  private final CallTime time;
  private final ChatRequest request;
  private int attempts;

  ChatCall(
      ModelSpec spec,
      ModelLimits limits,
      AttemptRunner runner,
      Backoff backoff,
      CallTime time,
      ChatRequest request) {
    this.spec = spec;
    this.limits = limits;
    this.runner = runner;
    this.backoff = backoff;
    this.time = time;
    this.request = request;
  }

  /**
   * The answer.
   *
   * @throws ModelException if there is none
   */
  ChatResponse answer() throws InterruptedException {
    if (limits.breaker().refuses(time.nanos())) {
      throw circuitOpen();
    }
    long patience = Nanos.of(spec.timeout(), PATIENCE);
    long givesUp = time.nanos() + patience;
    if (!limits.concurrency().enter(patience)) {
      int waiting = limits.concurrency().waiting();
      throw new ModelException(
          Kind.RATE_LIMITED,
          spec.name()
              + ": no turn within "
              + Nanos.words(patience)
              + ", and "
              + waiting
              + " more wait",
          null);
    }
    try {
      pass(limits.pauseLeft(time.nanos()), givesUp, "the provider asked to wait");
      return inTurn(givesUp);
    } finally {
      limits.concurrency().leave();
    }
  }

  private ChatResponse inTurn(long givesUp) throws InterruptedException {
    Leave leave = limits.breaker().ask(time.nanos());
    if (leave == null) {
      throw circuitOpen();
    }
    End end = End.UNKNOWN;
    try {
      RateLimit.Share share = share(givesUp);
      ChatResponse answer = attempts(share, time.nanos() + Nanos.of(spec.timeout()));
      end = End.ANSWERED;
      return answer;
    } catch (ModelException e) {
      end = end(e.kind());
      throw e;
    } finally {
      limits.breaker().ended(leave, end, time.nanos());
    }
  }

  private ChatResponse attempts(RateLimit.Share first, long deadline) throws InterruptedException {
    RateLimit.Share share = first;
    while (true) {
      attempts++;
      long sentAt = time.nanos();
      try {
        ChatResponse answer = runner.run(request, Duration.ofNanos(Math.max(1, deadline - sentAt)));
        limits.concurrency().succeeded();
        limits.rate().used(share, answer.usage(), time.nanos());
        return counted(answer);
      } catch (AttemptFailedException e) {
        learn(e, share, sentAt);
        waitToRetry(e, deadline);
      }
      share = share(deadline);
    }
  }

  private void learn(AttemptFailedException e, RateLimit.Share share, long sentAt) {
    long now = time.nanos();
    if (e.kind() == Kind.RATE_LIMITED) {
      limits.rate().refused(share, now);
      e.retryAfter().ifPresent(asked -> limits.pause(asked, now));
    }
    boolean overload = e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.TIMEOUT;
    if (e.kind() == Kind.RATE_LIMITED || (overload && e.retryable())) {
      limits.concurrency().overloaded(sentAt, now);
    }
  }

  private void waitToRetry(AttemptFailedException e, long deadline) throws InterruptedException {
    if (!e.retryable() || attempts > spec.maxRetries()) {
      throw failed(e, "");
    }
    Optional<Duration> asked = e.retryAfter();
    long wait = backoff.nanos(attempts, asked);
    long left = Math.max(0, deadline - time.nanos());
    if (wait >= left) {
      String words =
          asked.isEmpty()
              ? "; too little time was left to try again"
              : "; it asked to wait "
                  + Nanos.words(Nanos.of(asked.get()))
                  + " and "
                  + Nanos.words(left)
                  + " were left";
      throw failed(e, words);
    }
    time.sleep(wait);
  }

  /** Takes a share of the rate limits, and waits until it is due. */
  private RateLimit.Share share(long givesUp) throws InterruptedException {
    RateLimit.Share share = limits.rate().take(request, time.nanos());
    boolean passed = false;
    try {
      pass(share.waitNanos(), givesUp, "the limits per minute ask to wait");
      passed = true;
    } finally {
      if (!passed) {
        limits.rate().returned(share, time.nanos());
      }
    }
    return share;
  }

  private void pass(long wait, long givesUp, String why) throws InterruptedException {
    if (wait <= 0) {
      return;
    }
    long left = Math.max(0, givesUp - time.nanos());
    if (wait > left) {
      throw new ModelException(
          Kind.RATE_LIMITED,
          spec.name()
              + ": "
              + why
              + " "
              + Nanos.words(wait)
              + " and "
              + Nanos.words(left)
              + " were left",
          null);
    }
    time.sleep(wait);
  }

  private ChatResponse counted(ChatResponse answer) {
    return new ChatResponse(
        answer.text(),
        answer.finishReason(),
        answer.usage(),
        answer.ttftMillis(),
        answer.latencyMillis(),
        answer.model(),
        answer.logprobs(),
        attempts);
  }

  private ModelException failed(AttemptFailedException e, String more) {
    String times = attempts == 1 ? "" : " (" + attempts + " attempts)";
    String message = requireNonNull(e.getMessage(), "message");
    return new ModelException(e.kind(), spec.name() + ": " + message + times + more, e);
  }

  private ModelException circuitOpen() {
    long left = limits.breaker().nanosLeft(time.nanos());
    return new ModelException(
        Kind.CIRCUIT_OPEN,
        spec.name()
            + ": not asked, for "
            + CircuitBreaker.FAILURES
            + " calls or more failed in a row; asked again in "
            + Nanos.words(left),
        null);
  }

  private static End end(Kind kind) {
    return switch (kind) {
      case UNAVAILABLE, TIMEOUT, INVALID_REPLY -> End.FAILED;
      case UNAUTHORISED, REJECTED -> End.ANSWERED;
      default -> End.UNKNOWN;
    };
  }
}
