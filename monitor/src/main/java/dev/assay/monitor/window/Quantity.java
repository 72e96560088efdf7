package dev.assay.monitor.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What windows keep the distribution of, over all interactions that reported it.
 *
 * @since 0.1
 */
public enum Quantity {
  /** Milliseconds from request to the last byte. */
  LATENCY(1),
  /** Milliseconds from request to the first token. */
  TTFT(2),
  /** Output tokens a second, from the first token on where its time is known. */
  TOKENS_PER_SECOND(3),
  /** Input tokens. */
  INPUT_TOKENS(4),
  /** Output tokens. */
  OUTPUT_TOKENS(5),
  /** Characters of all input messages, where there is content. */
  INPUT_CHARACTERS(6),
  /** Characters of the answer, where there is content. */
  OUTPUT_CHARACTERS(7),
  /** Latency where the provider's cache served input tokens. */
  LATENCY_CACHE_HIT(8),
  /** Latency where the provider's cache served none. */
  LATENCY_CACHE_MISS(9),
  /** Latency where the input has less than 256 tokens. */
  LATENCY_INPUT_BELOW_256(10),
  /** Latency where the input has 256 to 1,023 tokens. */
  LATENCY_INPUT_BELOW_1K(11),
  /** Latency where the input has 1,024 to 4,095 tokens. */
  LATENCY_INPUT_BELOW_4K(12),
  /** Latency where the input has 4,096 to 16,383 tokens. */
  LATENCY_INPUT_BELOW_16K(13),
  /** Latency where the input has 16,384 tokens or more. */
  LATENCY_INPUT_FROM_16K(14);

  // values() copies its array each time, and a reader of windows asks thousands of times a query.
  private static final List<Quantity> ALL = List.of(values());
  private static final @Nullable Quantity[] BY_CODE = byCode();

  private final int code;

  Quantity(int code) {
    this.code = code;
  }

  /** What stands for it in the binary form; never changes. */
  int code() {
    return code;
  }

  private static @Nullable Quantity[] byCode() {
    @Nullable Quantity[] byCode = new @Nullable Quantity[ALL.size() + 1];
    ALL.forEach(quantity -> byCode[quantity.code] = quantity);
    return byCode;
  }

  /** All there are, in order. */
  static List<Quantity> all() {
    return ALL;
  }

  /** The one that a number stands for; null if none does. */
  static @Nullable Quantity ofCode(int code) {
    return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
  }

  /** Latency of inputs as long as this one. */
  static Quantity latencyOfInput(long tokens) {
    if (tokens < 1024) {
      return tokens < 256 ? LATENCY_INPUT_BELOW_256 : LATENCY_INPUT_BELOW_1K;
    }
    return tokens < 4096
        ? LATENCY_INPUT_BELOW_4K
        : tokens < 16_384 ? LATENCY_INPUT_BELOW_16K : LATENCY_INPUT_FROM_16K;
  }
}
