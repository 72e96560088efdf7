package dev.assay.core.model;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A chat or embedding model as a suite names it: {@code openai:gpt-4o-mini}, the name of one that
 * the suite lists, or an object:
 *
 * <pre>{@code
 * {model: "openai:qwen2.5", base_url: "http://127.0.0.1:8000/v1", key_from: VLLM_KEY, timeout: 30s, max_retries: 4,
 *  max_concurrency: 16, requests_per_minute: 500, tokens_per_minute: 200000, stream: true, circuit_open_for: 30s}
 * }</pre>
 *
 * @param provider the prefix, such as {@code openai}
 * @param model what the provider calls it
 * @param baseUrl where it is, if not at the provider's own place or the one the environment names
 * @param keyFrom the environment variable that holds the key, if not the provider's usual one
 * @param timeout the wall-clock bound on one call, all its attempts together
 * @param maxRetries how often a failed attempt is repeated
 * @param maxConcurrency how many calls there may be at once; empty for a limit that adapts
 * @param requestsPerMinute the limit to keep, if any
 * @param tokensPerMinute the limit to keep, if any
 * @param stream whether answers are streamed, which tells the time to first token
 * @param circuitOpenFor how long the model is not asked after too many calls in a row failed
 * @since 0.1
 */
public record ModelSpec(
    String provider,
    String model,
    @Nullable URI baseUrl,
    @Nullable String keyFrom,
    Duration timeout,
    int maxRetries,
    OptionalInt maxConcurrency,
    OptionalDouble requestsPerMinute,
    OptionalDouble tokensPerMinute,
    boolean stream,
    Duration circuitOpenFor) {

  /** The bound on one call unless another is given. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /** How often an attempt is repeated unless said otherwise. */
  public static final int DEFAULT_RETRIES = 4;

  /** How long a model that keeps failing is not asked unless said otherwise. */
  public static final Duration DEFAULT_CIRCUIT_OPEN_FOR = Duration.ofSeconds(30);

  /** Checks the parts. */
  public ModelSpec {
    requireNonNull(provider, "provider");
    requireNonNull(model, "model");
    requireNonNull(timeout, "timeout");
    requireNonNull(maxConcurrency, "maxConcurrency");
    requireNonNull(requestsPerMinute, "requestsPerMinute");
    requireNonNull(tokensPerMinute, "tokensPerMinute");
    requireNonNull(circuitOpenFor, "circuitOpenFor");
  }

  /** A model with defaults for all else. */
  public static ModelSpec of(String provider, String model) {
    return new ModelSpec(
        provider,
        model,
        null,
        null,
        DEFAULT_TIMEOUT,
        DEFAULT_RETRIES,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        false,
        DEFAULT_CIRCUIT_OPEN_FOR);
  }

  /**
   * Reads a model as a suite gives it.
   *
   * @param subject what it is for, such as {@code judge.model}, for errors
   * @throws dev.assay.core.problem.NotConfiguredException if the text is empty, as where an
   *     environment variable is not set
   * @throws dev.assay.core.problem.InvalidInputException if it is neither a model nor the name of
   *     one, or a setting is wrong
   */
  public static ModelSpec read(String subject, JsonNode node, ModelSettings settings) {
    return new ModelSpecReader(subject, settings).read(node);
  }

  /** Provider and model: {@code openai:gpt-4o-mini}. */
  public String name() {
    return provider + ":" + model;
  }
}
