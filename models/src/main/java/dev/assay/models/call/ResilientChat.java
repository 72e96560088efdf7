package dev.assay.models.call;

import static java.util.Objects.requireNonNull;

import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import java.time.Duration;

/**
 * A chat model that keeps trying, within bounds, where one attempt may fail.
 *
 * <p>Attempts that may succeed later are repeated up to {@code max_retries} times with full-jitter
 * exponential backoff; a {@code Retry-After} is waited for, and where it reaches past the time that
 * is left the call fails at once instead of sleeping. No call takes longer than {@code timeout},
 * whatever its attempts do.
 *
 * @since 0.1
 */
public final class ResilientChat implements ChatModel {

  private final ModelSpec spec;
  private final String version;
  private final boolean supportsSchema;
  private final boolean supportsLogprobs;
  private final CallTime time;
  private final Backoff backoff;
  private final AttemptRunner runner;

  private ResilientChat(
      ChatAttempt attempt,
      ModelSpec spec,
      String version,
      boolean supportsSchema,
      boolean supportsLogprobs,
      CallTime time,
      long seed) {
    this.spec = requireNonNull(spec, "spec");
    this.version = requireNonNull(version, "version");
    this.supportsSchema = supportsSchema;
    this.supportsLogprobs = supportsLogprobs;
    this.time = time;
    this.backoff = new Backoff(seed);
    this.runner = new AttemptRunner(requireNonNull(attempt, "attempt"), spec.name());
  }

  /**
   * A model around {@code attempt}, which is closed with it.
   *
   * @param version what decides answers besides the request, as {@link ChatModel#version}
   */
  public static ChatModel of(
      ChatAttempt attempt,
      ModelSpec spec,
      ModelSettings settings,
      String version,
      boolean supportsSchema,
      boolean supportsLogprobs) {
    requireNonNull(settings, "settings");
    return new ResilientChat(
        attempt,
        spec,
        version,
        supportsSchema,
        supportsLogprobs,
        CallTime.SYSTEM,
        System.nanoTime());
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    try {
      return ask(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelException(Kind.INTERRUPTED, spec.name() + ": interrupted", e);
    }
  }

  private ChatResponse ask(ChatRequest request) throws InterruptedException {
    long deadline = time.nanos() + spec.timeout().toNanos();
    for (int attempts = 1; ; attempts++) {
      try {
        ChatResponse answer =
            runner.run(request, Duration.ofNanos(Math.max(1, deadline - time.nanos())));
        return new ChatResponse(
            answer.text(),
            answer.finishReason(),
            answer.usage(),
            answer.ttftMillis(),
            answer.latencyMillis(),
            answer.model(),
            answer.logprobs(),
            attempts);
      } catch (AttemptFailedException e) {
        waitToRetry(e, attempts, deadline);
      }
    }
  }

  private void waitToRetry(AttemptFailedException e, int attempts, long deadline)
      throws InterruptedException {
    if (!e.retryable() || attempts > spec.maxRetries()) {
      throw failed(e, attempts, "");
    }
    long wait = backoff.nanos(attempts, e.retryAfter());
    long left = deadline - time.nanos();
    if (wait >= left) {
      String asked =
          e.retryAfter().map(a -> "; it asked to wait " + seconds(a.toNanos())).orElse("");
      throw failed(e, attempts, asked + "; " + seconds(Math.max(0, left)) + " were left");
    }
    time.sleep(wait);
  }

  private ModelException failed(AttemptFailedException e, int attempts, String more) {
    String times = attempts == 1 ? "" : " (" + attempts + " attempts)";
    return new ModelException(e.kind(), spec.name() + ": " + e.getMessage() + times + more, e);
  }

  private static String seconds(long nanos) {
    return Math.round(nanos / 1e8) / 10.0 + " s";
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public boolean supportsSchema() {
    return supportsSchema;
  }

  @Override
  public boolean supportsLogprobs() {
    return supportsLogprobs;
  }

  @Override
  public void close() {
    runner.close();
  }
}
