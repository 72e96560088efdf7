package dev.assay.server.redaction;

import java.util.List;

/** Puts words in the place of parts of a text; JSON stays JSON. */
final class Replacement {

  private Replacement() {}

  /** The text with the placeholders of {@code parts}, which are in order and do not overlap. */
  static String of(String text, List<TextRedactor.Part> parts, boolean json) {
    StringBuilder replaced = new StringBuilder(text.length());
    boolean inString = false;
    int at = 0;
    for (TextRedactor.Part part : parts) {
      inString = json && inString(text, at, part.start(), inString);
      replaced.append(text, at, part.start());
      boolean number = json && !inString && isNumber(text, part);
      // A number without quotes becomes a text with them.
      replaced.append(number ? "\"" + part.placeholder() + "\"" : part.placeholder());
      at = part.end();
    }
    return replaced.append(text, at, text.length()).toString();
  }

  private static boolean inString(String text, int from, int to, boolean before) {
    boolean in = before;
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (c == '\\' && in) {
        i++;
      } else if (c == '"') {
        in = !in;
      }
      i++;
    }
    return in;
  }

  private static boolean isNumber(String text, TextRedactor.Part part) {
    for (int i = part.start(); i < part.end(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '-' && c != '+' && c != '.') {
        return false;
      }
    }
    return true;
  }
}
