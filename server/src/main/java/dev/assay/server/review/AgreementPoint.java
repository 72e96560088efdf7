package dev.assay.server.review;

import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the judge agreed with people in one check, or in several together.
 *
 * @param check the check's id, of several the last one's
 * @param at the end of the time it is about
 * @param share the share of interactions decided alike, of all the traffic: weighted by the inverse
 *     of each item's probability
 * @param kappa agreement beyond chance (Cohen), weighted likewise; null where chance agreement is
 *     certain
 * @since 0.1
 */
public record AgreementPoint(String check, Instant at, Estimate share, @Nullable Estimate kappa) {

  /** Checks the parts. */
  public AgreementPoint {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(share, "share");
  }
}
