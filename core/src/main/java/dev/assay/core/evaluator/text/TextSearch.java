package dev.assay.core.evaluator.text;

/**
 * A text to look for others in, in time linear in its length whatever they are.
 *
 * <p>Case is ignored as Java's {@code equalsIgnoreCase} does: char by char, in no locale.
 *
 * @since 0.1
 */
public final class TextSearch {

  // Up to this length the platform's own search, fast but in the worst case quadratic, is bounded.
  private static final int SHORT = 32;

  private final String text;
  private final boolean caseSensitive;

  /** Prepares {@code text}. */
  public TextSearch(String text, boolean caseSensitive) {
    this.text = caseSensitive ? text : fold(text);
    this.caseSensitive = caseSensitive;
  }

  /** Whether {@code wanted} occurs in the text; the empty text always does. */
  public boolean contains(String wanted) {
    String folded = caseSensitive ? wanted : fold(wanted);
    return folded.length() <= SHORT ? text.contains(folded) : containsLong(folded);
  }

  // D. E. Knuth, J. H. Morris, V. R. Pratt, "Fast pattern matching in strings", SIAM J. Comput. 6
  // (1977).
  private boolean containsLong(String wanted) {
    if (wanted.length() > text.length()) {
      return false;
    }
    int[] borders = borders(wanted);
    int matched = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      while (matched > 0 && wanted.charAt(matched) != c) {
        matched = borders[matched - 1];
      }
      if (wanted.charAt(matched) == c && ++matched == wanted.length()) {
        return true;
      }
    }
    return false;
  }

  // For each prefix the length of its longest proper prefix that is also its suffix.
  private static int[] borders(String wanted) {
    int[] borders = new int[wanted.length()];
    int border = 0;
    for (int i = 1; i < borders.length; i++) {
      while (border > 0 && wanted.charAt(border) != wanted.charAt(i)) {
        border = borders[border - 1];
      }
      if (wanted.charAt(border) == wanted.charAt(i)) {
        border++;
      }
      borders[i] = border;
    }
    return borders;
  }

  private static String fold(String text) {
    char[] folded = text.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = Character.toLowerCase(Character.toUpperCase(folded[i]));
    }
    return new String(folded);
  }
}
