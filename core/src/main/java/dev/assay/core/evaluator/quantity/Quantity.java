package dev.assay.core.evaluator.quantity;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A number in a text.
 *
 * @param value the number, words such as "million" included; finite
 * @param unit its unit or currency; null where it has none that is known
 * @param text how it is written, at most 60 characters
 * @param start where it starts, in UTF-16 units from 0
 * @since 0.1
 */
public record Quantity(double value, @Nullable Unit unit, String text, int start) {

  /** The number in {@code other}'s unit; empty if the two units do not convert. */
  public OptionalDouble in(Unit other) {
    return unit != null && unit.convertsTo(other)
        ? OptionalDouble.of(unit.convert(value, other))
        : OptionalDouble.empty();
  }
}
