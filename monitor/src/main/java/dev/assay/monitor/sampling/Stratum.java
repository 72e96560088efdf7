package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

/**
 * A declared part of the traffic, and how much of it is looked at.
 *
 * @param name unique in its plan
 * @param match which interactions it holds; of several strata the first that matches
 * @param rate the share of them to draw, above 0, at most 1
 * @param floorPerHour of each evaluator's calls at least about so many an hour, if there are as
 *     many interactions: where traffic is thin the rate is raised, from what has come up to now
 * @since 0.1
 */
public record Stratum(String name, Match match, double rate, int floorPerHour) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is blank or above 200 characters, or a number is
   *     out of range
   */
  public Stratum {
    Rates.name("stratum", name);
    requireNonNull(match, "match");
    Rates.rate("rate of stratum " + name, rate);
    Rates.amount("floor of stratum " + name, floorPerHour);
  }
}
