package dev.assay.monitor.behaviour;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The share of interactions that are followed, such that there is room for all that are begun.
 *
 * <p>Where interactions are followed for a time T and there is room for n, n / T a second can be
 * begun for ever. So the share is three quarters of that over what came in the last while; the last
 * quarter is for what comes before the while has noticed. What a burst begins within ten seconds is
 * bounded by an eighth of the room that is left; then the share is halved. Of the last tenth of the
 * room less is taken the less of it is left.
 *
 * <p>The share an interaction meets depends only on what came before it: that keeps its inverse the
 * right weight while the share changes. It is never zero.
 */
final class FollowedShare {

  private static final double USED = 0.75;
  private static final double LAST = 0.1;
  private static final double PERIOD_SECONDS = 10;
  private static final double MEMORY_SECONDS = 900;
  private static final int PARTS_OF_ROOM = 8;
  private static final double LEAST = 1e-6;

  private final int most;
  private final double perSecond;
  private double cameEachSecond;
  private double rate = 1;
  private @Nullable Instant since;
  private long came;
  private long begun;
  private long budget;

  /**
   * Begins with all.
   *
   * @param most how many can be followed at once
   * @param followed for how long one is
   */
  FollowedShare(int most, Duration followed) {
    this.most = most;
    perSecond = USED * most / seconds(followed);
  }

  /** The share now, above 0, at most 1. */
  double rate() {
    return rate;
  }

  /** What came each second, lately. */
  double cameEachSecond() {
    return cameEachSecond;
  }

  /** Goes on from what was known. */
  void restore(double cameEachSecond, double rate) {
    this.cameEachSecond = cameEachSecond;
    this.rate = rate;
  }

  /**
   * The share for the next that comes.
   *
   * @param followed how many are followed now
   */
  double next(Instant now, int followed) {
    double passed = since == null ? 0 : seconds(Duration.between(since, now));
    if (since == null || passed < 0) {
      begin(now, followed);
    } else if (passed >= PERIOD_SECONDS) {
      cameEachSecond += (came / passed - cameEachSecond) * -Math.expm1(-passed / MEMORY_SECONDS);
      double sustained = perSecond * Math.min(1, Math.max(0, most - followed) / (LAST * most));
      rate = sustained >= cameEachSecond ? 1 : Math.max(LEAST, sustained / cameEachSecond);
      begin(now, followed);
    } else if (begun >= budget) {
      rate = Math.max(LEAST, rate / 2);
      allow(followed);
    }
    return rate;
  }

  /** One came. */
  void came(boolean selected) {
    came++;
    begun += selected ? 1 : 0;
  }

  private void begin(Instant now, int followed) {
    since = now;
    came = 0;
    allow(followed);
  }

  private void allow(int followed) {
    begun = 0;
    budget = Math.max(1, (most - followed) / PARTS_OF_ROOM);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
