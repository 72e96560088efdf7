package dev.assay.core.evaluator.grounding;

/** Reads digits with points and commas, in the style that they show. */
final class Numbers {

  private static final int LONGEST = 30;

  private Numbers() {}

  /**
   * The value of {@code digits}: of two kinds of separators the last is the decimal one; of one
   * kind, a comma before three digits groups, a comma before one or two is decimal, a point is
   * decimal unless there are several.
   */
  static double parse(String digits) {
    String text = digits.length() > LONGEST ? digits.substring(0, LONGEST) : digits;
    int point = text.lastIndexOf('.');
    int comma = text.lastIndexOf(',');
    char decimal = '.';
    if (point >= 0 && comma >= 0) {
      decimal = point > comma ? '.' : ',';
    } else if (comma >= 0) {
      boolean single = text.indexOf(',') == comma;
      decimal = single && text.length() - comma - 1 != 3 ? ',' : '.';
    } else if (point >= 0 && text.indexOf('.') != point) {
      decimal = ',';
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        plain.append(c);
      } else if (c == decimal) {
        plain.append('.');
      }
    }
    int first = plain.indexOf(".");
    while (first >= 0 && plain.indexOf(".", first + 1) >= 0) {
      plain.deleteCharAt(plain.indexOf(".", first + 1));
    }
    return plain.length() == 0 ? 0 : Double.parseDouble(plain.toString());
  }
}
