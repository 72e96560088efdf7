package dev.assay.monitor.sampling;

import org.jspecify.annotations.Nullable;

/**
 * What all sampled evaluators together may spend; null for no limit. Rates are lowered ahead of
 * time so that it lasts; they are never cut to zero. What must not be spent in any case is for the
 * evaluation itself to refuse.
 *
 * @param callsPerHour evaluations decided upon in an hour
 * @param callsPerDay evaluations decided upon in a day of the plan's time zone
 * @param moneyPerHour money in an hour, by the evaluators' mean cost
 * @param moneyPerDay money in a day
 * @since 0.1
 */
public record Budget(
    @Nullable Double callsPerHour,
    @Nullable Double callsPerDay,
    @Nullable Double moneyPerHour,
    @Nullable Double moneyPerDay) {

  /** No limit. */
  public static final Budget NONE = new Budget(null, null, null, null);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public Budget {
    check("calls_per_hour", callsPerHour);
    check("calls_per_day", callsPerDay);
    check("money_per_hour", moneyPerHour);
    check("money_per_day", moneyPerDay);
  }

  private static void check(String subject, @Nullable Double amount) {
    if (amount != null) {
      Rates.amount(subject, amount);
    }
  }
}
