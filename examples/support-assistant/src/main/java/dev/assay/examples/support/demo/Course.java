package dev.assay.examples.support.demo;

import dev.assay.core.interaction.Usage;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How a call of the model went: made up, for the assistant needs no model.
 *
 * @param model that answered
 * @param latencyMillis to the last byte
 * @param ttftMillis to the first token; null if there was none
 * @param usage tokens and cost
 * @param errorKind why there is no answer; or null
 */
record Course(
    String model,
    double latencyMillis,
    @Nullable Double ttftMillis,
    Usage usage,
    @Nullable String errorKind) {

  private static final String SMALL = "gpt-4o-mini";
  private static final String LARGE = "gpt-4o";
  private static final double TIMEOUTS = 0.008;
  private static final double REFUSED_BY_RATE = 0.004;
  private static final double SLOW = 0.02;
  private static final double TIMEOUT_MILLIS = 30_000;
  private static final double CHARACTERS_OF_TOKEN = 4.2;
  private static final int PROMPT_TOKENS = 420;
  private static final int CACHED_TOKENS = 384;

  static Course draw(
      boolean large, int charactersIn, String output, boolean cached, SplittableRandom random) {
    String model = large ? LARGE : SMALL;
    double fate = random.nextDouble();
    long in = PROMPT_TOKENS + Math.round(charactersIn / CHARACTERS_OF_TOKEN);
    if (fate < TIMEOUTS) {
      return new Course(model, TIMEOUT_MILLIS, null, Usage.NONE, "timeout");
    }
    if (fate < TIMEOUTS + REFUSED_BY_RATE) {
      double answeredAfter = 80 + 60 * random.nextDouble();
      return new Course(model, answeredAfter, null, Usage.NONE, "rate_limit");
    }
    long out = Math.max(1, Math.round(output.length() / CHARACTERS_OF_TOKEN));
    double slow = random.nextDouble() < SLOW ? 5 : 1;
    double spread = Math.exp(0.3 * random.nextGaussian()) * slow;
    double first = (large ? 620 : 380) * (cached ? 0.55 : 1) * spread;
    double each = (large ? 17 : 9) * spread;
    Usage usage =
        new Usage(in, out, cached ? (long) CACHED_TOKENS : 0L, null, cost(large, in, out, cached));
    return new Course(model, tenths(first + out * each), tenths(first), usage, null);
  }

  double ttftOrZero() {
    return ttftMillis == null ? 0 : ttftMillis;
  }

  private static double cost(boolean large, long in, long out, boolean cached) {
    double full = large ? 2.5e-6 : 0.15e-6;
    double read = cached ? (in - CACHED_TOKENS) * full + CACHED_TOKENS * full / 2 : in * full;
    return Math.round((read + out * full * 4) * 1e9) / 1e9;
  }

  private static double tenths(double millis) {
    return Math.round(millis * 10) / 10.0;
  }
}
