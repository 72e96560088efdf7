package dev.assay.core.evaluator.text;

import java.util.OptionalInt;

/**
 * Levenshtein's distance: the fewest insertions, deletions and substitutions.
 *
 * <p>Guesses the distance, low at first, and fills in only what a path that cheap can pass: see
 * {@link EditPass}. Memory is linear. Source: E. Ukkonen, "Algorithms for approximate string
 * matching", Information and Control 64 (1985).
 */
final class EditDistance {

  // A guess too low costs another pass, one too high a wider pass; chosen by trial on answers that
  // have from 5 to 100 in 100 words replaced.
  private static final double GROWTH = 1.25;
  private static final double MARGIN = 1.03;

  private EditDistance() {}

  /**
   * The distance in symbols.
   *
   * @param cells how many cells of the table may be filled in
   * @return empty if that is not enough
   */
  static OptionalInt of(Symbols symbols, long cells) {
    int shorter = symbols.shorter().length;
    int longer = symbols.longer().length;
    if (shorter == 0) {
      return OptionalInt.of(longer);
    }
    EditPass pass = new EditPass(symbols, cells);
    int guess = longer - shorter + Math.min(Math.max(48, shorter / 5), 512);
    while (true) {
      guess = Math.min(guess, longer);
      int distance = pass.within(guess);
      if (pass.cellsLeft() < 0) {
        return OptionalInt.empty();
      }
      if (distance <= guess) {
        return OptionalInt.of(distance);
      }
      guess = (int) Math.max(distance * MARGIN, guess * GROWTH);
    }
  }
}
