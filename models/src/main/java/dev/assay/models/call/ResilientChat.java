package dev.assay.models.call;

import static java.util.Objects.requireNonNull;

import dev.assay.core.cache.Shelf;
import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A chat model that keeps trying, within bounds, where one attempt may fail, and asks no more than
 * it must.
 *
 * <ul>
 *   <li>Attempts that may succeed later are repeated up to {@code max_retries} times with
 *       full-jitter exponential backoff; a {@code Retry-After} is waited for, and where it reaches
 *       past the time that is left the call fails at once instead of sleeping.
 *   <li>No call takes longer than {@code timeout}, whatever its attempts do. The time starts when
 *       the call gets its turn; it waits for that at most ten times as long.
 *   <li>How many calls are in flight at once adapts to what the provider can take, unless {@code
 *       max_concurrency} fixes it; requests and tokens per minute are kept to.
 *   <li>After several calls in a row that failed with all their attempts the model is not asked for
 *       a while, and then by one call at a time. Rate limiting does not count.
 *   <li>Answers are kept in {@link ModelSettings#cache}, and their costs told by {@link Prices}.
 * </ul>
 *
 * <p>All in a process that open the same model with the same limits share them.
 *
 * @since 0.1
 */
public final class ResilientChat implements ChatModel {

  private final ModelSpec spec;
  private final Shelf shelf;
  private final boolean supportsSchema;
  private final boolean supportsLogprobs;
  private final ModelLimits limits;
  private final @Nullable AnswerCache cache;
  private final Prices prices;
  private final @Nullable String listedAs;
  private final CallTime time;
  private final Backoff backoff;
  private final AttemptRunner runner;
  private final AtomicBoolean closed = new AtomicBoolean();

  ResilientChat(
      ChatAttempt attempt,
      ModelSpec spec,
      ModelSettings settings,
      String version,
      boolean supportsSchema,
      boolean supportsLogprobs,
      @Nullable String listedAs,
      ModelLimits limits,
      CallTime time,
      long seed) {
    this.spec = requireNonNull(spec, "spec");
    this.shelf = new Shelf("answers", spec.name(), requireNonNull(version, "version"));
    this.supportsSchema = supportsSchema;
    this.supportsLogprobs = supportsLogprobs;
    this.prices = Prices.of(settings);
    this.listedAs = listedAs;
    Path folder = settings.cache();
    this.cache = folder == null ? null : AnswerCache.shared(folder, Clock.systemUTC());
    this.limits = limits;
    this.time = time;
    this.backoff = new Backoff(seed);
    this.runner = new AttemptRunner(requireNonNull(attempt, "attempt"), spec.name());
  }

  /**
   * A model around {@code attempt}, which is closed with it. It costs what a table of the user's
   * says.
   *
   * @param version what decides answers besides the request, as {@link ChatModel#version}
   * @param supportsSchema whether the provider holds the model to a schema
   * @param supportsLogprobs whether the provider reports log probabilities
   * @throws dev.assay.core.problem.InvalidInputException if the cache or the table of prices cannot
   *     be used
   */
  public static ChatModel of(
      ChatAttempt attempt,
      ModelSpec spec,
      ModelSettings settings,
      String version,
      boolean supportsSchema,
      boolean supportsLogprobs) {
    return of(attempt, spec, settings, version, supportsSchema, supportsLogprobs, null);
  }

  /**
   * The same; it costs what a table of the user's says, or the list price.
   *
   * @param listedAs the provider's name in tables of prices, if the model is at the provider's own
   *     place, where list prices hold; else null
   */
  public static ChatModel of(
      ChatAttempt attempt,
      ModelSpec spec,
      ModelSettings settings,
      String version,
      boolean supportsSchema,
      boolean supportsLogprobs,
      @Nullable String listedAs) {
    ModelLimits limits = ModelLimits.shared(spec);
    boolean opened = false;
    try {
      ChatModel chat =
          new ResilientChat(
              attempt,
              spec,
              settings,
              version,
              supportsSchema,
              supportsLogprobs,
              listedAs,
              limits,
              CallTime.SYSTEM,
              System.nanoTime());
      opened = true;
      return chat;
    } finally {
      if (!opened) {
        limits.release();
      }
    }
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    try {
      if (cache == null) {
        return ask(request);
      }
      // As long as an equal request may take, and a little.
      long patience = Nanos.of(spec.timeout(), ChatCall.PATIENCE + 2);
      return cache.answer(shelf, request, supportsSchema, patience, () -> ask(request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelException(Kind.INTERRUPTED, spec.name() + ": interrupted", e);
    }
  }

  private ChatResponse ask(ChatRequest request) throws InterruptedException {
    ChatResponse answer = new ChatCall(spec, limits, runner, backoff, time, request).answer();
    Usage usage = answer.usage();
    return usage.cost() != null ? answer : withCost(answer, prices.cost(spec, listedAs, usage));
  }

  private static ChatResponse withCost(ChatResponse answer, @Nullable Double cost) {
    Usage usage = answer.usage();
    return new ChatResponse(
        answer.text(),
        answer.finishReason(),
        new Usage(
            usage.inputTokens(),
            usage.outputTokens(),
            usage.cachedTokens(),
            usage.reasoningTokens(),
            cost),
        answer.ttftMillis(),
        answer.latencyMillis(),
        answer.model(),
        answer.logprobs(),
        answer.attempts());
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public String version() {
    return shelf.version();
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
    if (closed.compareAndSet(false, true)) {
      runner.close();
      limits.release();
      if (cache != null) {
        cache.release();
      }
    }
  }
}
