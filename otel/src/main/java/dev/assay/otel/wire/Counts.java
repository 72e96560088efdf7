package dev.assay.otel.wire;

/** Counts that senders give: unsigned, and no reason to overflow. */
final class Counts {

  private Counts() {}

  /** The sum, with a negative {@code given} for an unsigned number beyond {@code int}. */
  static int add(int count, int given) {
    long sum = (long) count + (given < 0 ? Integer.MAX_VALUE : given);
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }
}
