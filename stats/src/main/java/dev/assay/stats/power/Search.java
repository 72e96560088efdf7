package dev.assay.stats.power;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;

/** Looks for the least input from which a power is reached. */
final class Search {

  /** No plan has more examples. */
  static final long MOST = 1L << 40;

  private static final int HALVINGS = 200;
  // Exact tests have a power that falls a little here and there as n grows.
  private static final int LOOK_AHEAD = 24;

  private Search() {}

  /**
   * The least n from {@code from} on at which the power is reached, and also at the next few; empty
   * if there is none up to {@link #MOST}. For exact tests.
   */
  static OptionalLong leastCount(LongToDoubleFunction power, double target, long from) {
    OptionalLong least = leastCountOfGrowing(power, target, from);
    if (least.isEmpty()) {
      return least;
    }
    long high = least.getAsLong();
    for (int ahead = 1; ahead <= LOOK_AHEAD && high + ahead <= MOST; ahead++) {
      if (power.applyAsDouble(high + ahead) < target) {
        // The next one, too, has yet to show that it does.
        high += ahead + 1;
        ahead = -1;
      }
    }
    return OptionalLong.of(high);
  }

  /** The least n from {@code from} on at which a power is reached that grows with n. */
  static OptionalLong leastCountOfGrowing(LongToDoubleFunction power, double target, long from) {
    return leastCountOfGrowing(power, target, from, (double) from);
  }

  /** The same, looked for from {@code near} on in steps that double. */
  static OptionalLong leastCountOfGrowing(
      LongToDoubleFunction power, double target, long from, double near) {
    long low = from - 1;
    long high = (long) Math.max((double) from, Math.min((double) MOST, Math.ceil(near)));
    if (power.applyAsDouble(high) >= target) {
      for (long step = 1; low < high - 1; step *= 2) {
        long below = Math.max(from, high - step);
        if (power.applyAsDouble(below) < target) {
          low = below;
          break;
        }
        high = below;
      }
    } else {
      long step = 1;
      do {
        if (high >= MOST) {
          return OptionalLong.empty();
        }
        low = high;
        high = Math.min(MOST, high + step);
        step *= 2;
      } while (power.applyAsDouble(high) < target);
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (power.applyAsDouble(middle) < target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalLong.of(high);
  }

  /** The real number in {@code (low, high]} at which the power is reached; it grows. */
  static OptionalDouble least(DoubleUnaryOperator power, double target, double low, double high) {
    if (!(power.applyAsDouble(high) >= target)) {
      return OptionalDouble.empty();
    }
    double below = low;
    double above = high;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (below + above) / 2;
      if (middle <= below || middle >= above) {
        break;
      }
      if (power.applyAsDouble(middle) < target) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return OptionalDouble.of(above);
  }

  /** The same where the upper end is to be found, starting from {@code scale}. */
  static OptionalDouble least(DoubleUnaryOperator power, double target, double scale) {
    double high = scale;
    while (power.applyAsDouble(high) < target) {
      high *= 2;
      if (high > Double.MAX_VALUE / 4) {
        return OptionalDouble.empty();
      }
    }
    return least(power, target, 0, high);
  }
}
