package dev.assay.monitor.window;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Usage;
import org.jspecify.annotations.Nullable;

/** The operational numbers of an interaction, worked out once for all its slices. */
final class Operation {

  private static final int MOST = 10;
  private static final int LONGEST_REASON = 64;

  final boolean failed;
  final boolean truncated;
  final long inputTokens;
  final long outputTokens;
  final long cachedTokens;
  final boolean cacheHit;
  final boolean cacheMiss;
  final double cost;
  final @Nullable String finishReason;
  final Quantity[] quantities = new Quantity[MOST];
  final double[] values = new double[MOST];
  int size;

  Operation(ObservedInteraction observed) {
    Interaction interaction = observed.interaction();
    Usage usage = interaction.usage();
    failed = interaction.failed();
    truncated = observed.truncated();
    inputTokens = tokens(usage.inputTokens());
    outputTokens = tokens(usage.outputTokens());
    cachedTokens = tokens(usage.cachedTokens());
    cacheHit = cachedTokens > 0;
    cacheMiss = cachedTokens == 0;
    Double money = usage.cost();
    cost = money == null || !(money >= 0 && money < 1e9) ? Double.NaN : money;
    String reason = interaction.finishReason();
    finishReason =
        reason == null || reason.length() <= LONGEST_REASON
            ? reason
            : reason.substring(0, LONGEST_REASON);
    times(millis(interaction.latencyMillis()), millis(interaction.ttftMillis()));
    if (inputTokens >= 0) {
      put(Quantity.INPUT_TOKENS, (double) inputTokens);
    }
    if (outputTokens >= 0) {
      put(Quantity.OUTPUT_TOKENS, (double) outputTokens);
    }
    lengths(interaction);
  }

  private void times(double latency, double ttft) {
    if (ttft >= 0) {
      put(Quantity.TTFT, ttft);
    }
    if (!(latency >= 0)) {
      return;
    }
    put(Quantity.LATENCY, latency);
    double writing = ttft >= 0 && ttft < latency ? latency - ttft : latency;
    if (outputTokens > 0 && writing > 0) {
      put(Quantity.TOKENS_PER_SECOND, 1000 * outputTokens / writing);
    }
    if (cacheHit || cacheMiss) {
      put(cacheHit ? Quantity.LATENCY_CACHE_HIT : Quantity.LATENCY_CACHE_MISS, latency);
    }
    if (inputTokens >= 0) {
      put(Quantity.latencyOfInput(inputTokens), latency);
    }
  }

  private void lengths(Interaction interaction) {
    if (!interaction.input().isEmpty()) {
      long characters = 0;
      for (Message message : interaction.input()) {
        characters += message.text().length();
      }
      put(Quantity.INPUT_CHARACTERS, (double) characters);
    }
    String output = interaction.output();
    if (output != null) {
      put(Quantity.OUTPUT_CHARACTERS, output.length());
    }
  }

  // An answer in no time at all has no speed.
  private void put(Quantity quantity, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    quantities[size] = quantity;
    values[size++] = value;
  }

  /** NaN where it is not known or cannot be. */
  private static double millis(@Nullable Double millis) {
    return millis == null || !(millis >= 0 && millis < 1e12) ? Double.NaN : millis;
  }

  /** -1 where it is not known or cannot be. */
  private static long tokens(@Nullable Long tokens) {
    return tokens == null || tokens < 0 || tokens > 1L << 40 ? -1 : tokens;
  }
}
