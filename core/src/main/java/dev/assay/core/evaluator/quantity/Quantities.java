package dev.assay.core.evaluator.quantity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the numbers in a text, with their units and currencies, in time linear in it.
 *
 * <p>Read are {@code 1,234.56}, {@code 1.234,56}, {@code 1 234,56}, {@code 1'234.56} and {@code
 * 12,34,567}, by the rules of {@link DecimalMark}; signs; exponents, {@code 1e6} and {@code 3 ×
 * 10^8}; words and letters for powers of ten, {@code 5 million}, {@code 2.5k}, {@code $3M}; a unit
 * after the number, a currency before or after it. Spaces group three digits only, after one to
 * three. A number in a word, {@code B12}, and one with more points than a number has, {@code
 * 1.2.3}, are left out; a date or a time of day is several numbers.
 *
 * @since 0.1
 */
public final class Quantities {

  private Quantities() {}

  /**
   * The numbers in {@code text}, in order.
   *
   * @param most after how many to stop
   */
  public static List<Quantity> in(String text, DecimalMark mark, int most) {
    QuantityReader reader = new QuantityReader(text, mark);
    List<Quantity> found = new ArrayList<>();
    while (found.size() < most) {
      @Nullable Quantity next = reader.next();
      if (next == null) {
        break;
      }
      found.add(next);
    }
    return found;
  }
}
