package dev.assay.core.evaluator.grounding;

/** Makes texts fit for one line of an explanation. */
final class Shorten {

  private static final int LONGEST = 120;

  private Shorten() {}

  static String line(String text) {
    StringBuilder line = new StringBuilder();
    boolean space = false;
    for (int i = 0; i < text.length() && line.length() < LONGEST; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        space = line.length() > 0;
      } else {
        if (space) {
          line.append(' ');
        }
        space = false;
        line.append(c);
      }
    }
    boolean cut = line.length() >= LONGEST;
    if (cut && Character.isHighSurrogate(line.charAt(line.length() - 1))) {
      line.setLength(line.length() - 1);
    }
    return cut ? line.append('\u2026').toString() : line.toString();
  }
}
