package dev.assay.models.call;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a million tokens of a model cost, in US dollars.
 *
 * @param provider the prefix, such as {@code openai}
 * @param model the model's name, which stands for its dated versions too ({@code gpt-4o} for {@code
 *     gpt-4o-2024-08-06}, not for {@code gpt-4o-mini}); with {@code *} at its end it stands for all
 *     names that begin so
 * @param input of tokens read
 * @param cachedInput of tokens read from the provider's cache; null if it has no other price
 * @param output of tokens written, reasoning included
 */
record Price(
    String provider, String model, double input, @Nullable Double cachedInput, double output) {

  private static final int LONGEST_NAME = 256;
  private static final Pattern VERSION =
      Pattern.compile("(?:[-@](?:latest|preview|exp|\\d{2,8}))+");

  /** Checks the parts. */
  Price {
    requireNonNull(provider, "provider");
    requireNonNull(model, "model");
  }

  /** The entry with the longest name that stands for {@code model}. */
  static Optional<Price> nearest(List<Price> prices, String provider, String model) {
    Price best = null;
    for (Price price : prices) {
      if (price.provider.equals(provider)
          && price.standsFor(model)
          && (best == null || price.model.length() > best.model.length())) {
        best = price;
      }
    }
    return Optional.ofNullable(best);
  }

  private boolean standsFor(String name) {
    if (model.endsWith("*")) {
      return name.startsWith(model.substring(0, model.length() - 1));
    }
    return name.length() <= LONGEST_NAME
        && name.startsWith(model)
        && (name.length() == model.length()
            || VERSION.matcher(name.substring(model.length())).matches());
  }
}
