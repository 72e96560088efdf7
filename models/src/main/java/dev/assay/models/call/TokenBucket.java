package dev.assay.models.call;

/**
 * Spreads an amount per minute evenly over it. Who takes goes into debt and is told how long to
 * wait, so that later takers wait behind earlier ones.
 */
final class TokenBucket {

  private static final double MINUTE_NANOS = 60e9;

  private final double perNano;
  private final double capacity;
  private double available;
  private long at;

  /**
   * A full bucket.
   *
   * @param perMinute how much there is per minute
   * @param burst how much may be taken at once after a pause, at least
   */
  TokenBucket(double perMinute, double burst, long now) {
    this.perNano = perMinute / MINUTE_NANOS;
    this.capacity = burst;
    this.available = burst;
    this.at = now;
  }

  /** Takes, and says how many nanoseconds to wait before using it. */
  synchronized long take(double amount, long now) {
    refill(now);
    // What can never be there at once is not waited for: who comes next waits for it.
    double missing = Math.min(amount, capacity) - available;
    available -= amount;
    return missing <= 0 ? 0 : (long) Math.min(Math.ceil(missing / perNano), Long.MAX_VALUE / 4.0);
  }

  /** Gives back what was taken too much; takes what was too little, if negative. */
  synchronized void give(double amount, long now) {
    refill(now);
    available = Math.min(capacity, available + amount);
  }

  private void refill(long now) {
    long passed = now - at;
    if (passed > 0) {
      available = Math.min(capacity, available + passed * perNano);
      at = now;
    }
  }
}
