package dev.assay.otel.wire;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has been read of one request so far: counts, and the limits that they are held to. */
final class Intake {

  private final WireLimits limits;
  private final long arrival;
  private final long latest;
  private final Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
  private final Map<Adjustment, Long> adjusted = new EnumMap<>(Adjustment.class);
  private final Allowance allowance;
  private final KeyNames keys = new KeyNames();
  private int values;
  private @Nullable String warning;

  Intake(WireLimits limits, Instant now) {
    this.limits = limits;
    this.arrival = nanos(now);
    this.latest = nanos(now.plus(limits.ahead()));
    this.allowance = new Allowance(limits.recordCharacters(), limits.valueCharacters());
  }

  private static long nanos(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  WireLimits limits() {
    return limits;
  }

  Allowance allowance() {
    return allowance;
  }

  KeyNames keys() {
    return keys;
  }

  /** When the request came, in nanoseconds since 1970. */
  long arrivalNanos() {
    return arrival;
  }

  /** Whether a time, as the protocol's unsigned number, is further ahead than allowed. */
  boolean isFuture(long nanos) {
    return nanos < 0 || nanos > latest;
  }

  /**
   * Counts a value.
   *
   * @throws RefusedException if there are too many, whose objects would take far more memory than
   *     their bytes
   */
  void value() {
    if (++values > limits.values()) {
      throw new RefusedException(
          Refusal.TOO_LARGE,
          "request: more than "
              + limits.values()
              + " attributes, items and events"
              + " (expected: fewer in one request; export smaller batches)");
    }
  }

  /** A text of a record's own, as much as it may hold; {@code whole} hears if that is not all. */
  String bounded(String text, AttributesDraft whole) {
    if (text.isEmpty()) {
      return text;
    }
    if (!allowance.startValue()) {
      whole.drop();
      return "";
    }
    String kept = allowance.text(text);
    if (allowance.endValue()) {
      adjust(Adjustment.VALUE_SHORTENED);
      whole.dropped(1);
    }
    return kept;
  }

  void reject(Rejection reason) {
    reject(reason, 1);
  }

  void reject(Rejection reason, long count) {
    rejected.merge(reason, count, Long::sum);
  }

  void adjust(Adjustment kind) {
    adjusted.merge(kind, 1L, Long::sum);
  }

  void warn(String text) {
    warning = text;
  }

  boolean rejectedAny() {
    return !rejected.isEmpty();
  }

  <T> Decoded<T> decoded(OtlpSignal signal, List<T> records) {
    return new Decoded<>(signal, records, rejected, adjusted, warning);
  }
}
