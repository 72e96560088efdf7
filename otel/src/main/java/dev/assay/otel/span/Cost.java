package dev.assay.otel.span;

import org.jspecify.annotations.Nullable;

/**
 * What a call cost, as the sender reckoned.
 *
 * @param amount not negative
 * @param currency three letters, or null if not said, which means US dollars
 * @since 0.1
 */
public record Cost(double amount, @Nullable String currency) {

  /** The amount, if it is in US dollars. */
  public @Nullable Double dollars() {
    return currency == null || currency.equals("USD") ? (Double) amount : null;
  }
}
