package dev.assay.models.call;

import dev.assay.core.model.ModelSpec;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What all callers of a model share: how many they are at once, how much per minute, how the model
 * has been doing. One for all of the process that opened the model with the same limits, so that a
 * target and a judge on the same model keep one limit together.
 */
final class ModelLimits {

  private record Key(
      String name,
      @Nullable URI baseUrl,
      @Nullable String keyFrom,
      OptionalInt concurrency,
      OptionalDouble requests,
      OptionalDouble tokens,
      Duration circuitOpenFor) {

    static Key of(ModelSpec spec) {
      return new Key(
          spec.name(),
          spec.baseUrl(),
          spec.keyFrom(),
          spec.maxConcurrency(),
          spec.requestsPerMinute(),
          spec.tokensPerMinute(),
          spec.circuitOpenFor());
    }
  }

  // Longer than calls wait by default, so that they fail at once meanwhile.
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(15).toNanos();
  private static final Map<Key, ModelLimits> SHARED = new HashMap<>();

  private final ConcurrencyLimit concurrency;
  private final RateLimit rate;
  private final CircuitBreaker breaker;
  private @Nullable Key key;
  private int users;
  private boolean paused;
  private long pausedUntil;

  /** Limits of its own. */
  ModelLimits(ModelSpec spec, long now) {
    this.concurrency = new ConcurrencyLimit(spec.maxConcurrency());
    this.rate = new RateLimit(spec, now);
    this.breaker = new CircuitBreaker(spec.circuitOpenFor());
  }

  /** The limits of all that use {@code spec}, to be given back by {@link #release}. */
  static ModelLimits shared(ModelSpec spec) {
    Key key = Key.of(spec);
    synchronized (SHARED) {
      ModelLimits limits =
          SHARED.computeIfAbsent(key, k -> new ModelLimits(spec, CallTime.SYSTEM.nanos()));
      limits.key = key;
      limits.users++;
      return limits;
    }
  }

  /** Forgets the limits with their last user. */
  void release() {
    synchronized (SHARED) {
      users--;
      if (key != null && users == 0) {
        SHARED.remove(key, this);
      }
    }
  }

  ConcurrencyLimit concurrency() {
    return concurrency;
  }

  RateLimit rate() {
    return rate;
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  /**
   * The provider asked one caller to wait; those who have not called yet wait too. After a while
   * one of them asks again, so that an absurd wait does not hold for the life of the process.
   */
  synchronized void pause(Duration asked, long now) {
    long until = now + Math.min(Nanos.of(asked), LONGEST_PAUSE_NANOS);
    if (!paused || until - pausedUntil > 0) {
      paused = true;
      pausedUntil = until;
    }
  }

  /** How long new calls are to wait as the provider asked. */
  synchronized long pauseLeft(long now) {
    if (paused && pausedUntil - now <= 0) {
      paused = false;
    }
    return paused ? pausedUntil - now : 0;
  }
}
