package dev.assay.monitor.sampling;

import dev.assay.monitor.internal.SipHash;

/**
 * A number in [0, 1) for each trace, that is as good as random and the same wherever and whenever
 * it is asked for. What is to be drawn with probability p is drawn where its number is below p.
 *
 * <p>The number is the upper 53 bits of SipHash-2-4, over 2^53. The hash's key is the first 16
 * bytes of the SHA-256 of the salt in UTF-8; its message is the group, a zero character, and the
 * trace id, as UTF-16 units, low byte first. This never changes: samples drawn by another version
 * or language are the same. The trace id itself would not do: other samplers upstream decide by it,
 * and clients choose it.
 *
 * @since 0.1
 */
public final class Draw {

  private final SipHash hash;

  private Draw(SipHash hash) {
    this.hash = hash;
  }

  /** Draws of this salt. */
  public static Draw withSalt(String salt) {
    return new Draw(SipHash.withSalt(salt));
  }

  /**
   * The number of a trace.
   *
   * @param group draws of different groups have nothing to do with each other
   * @param traceId of the trace, or of what stands alone
   */
  public double of(String group, String traceId) {
    return (hash.of(group + '\0' + traceId) >>> 11) * 0x1p-53;
  }
}
