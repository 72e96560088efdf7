package dev.assay.server.store.sql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times as microseconds since 1970: one form in both databases, without zones and precisions to
 * differ in, and what rows compress best in.
 */
final class Micros {

  private Micros() {}

  /** The time in microseconds; what a long cannot hold becomes the nearest that it can. */
  static long of(Instant instant) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    } catch (ArithmeticException e) {
      return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static @Nullable Long ofNullable(@Nullable Instant instant) {
    return instant == null ? null : (Long) of(instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static @Nullable Instant nullableInstant(@Nullable Long micros) {
    return micros == null ? null : instant(micros);
  }
}
