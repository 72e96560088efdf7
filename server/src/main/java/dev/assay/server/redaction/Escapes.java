package dev.assay.server.redaction;

/**
 * JSON in a text, as a searcher should see it: escapes hide what stands beside them, {@code
 * \njane@example.com} is no address of njane's.
 */
final class Escapes {

  private static final String OPENERS = "{[(,: \n\t";

  private Escapes() {}

  /** Whether a text may be a JSON value with strings in it. */
  static boolean looksLikeJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        return c == '{' || c == '[' || c == '"';
      }
    }
    return false;
  }

  /** The same JSON with the characters themselves where they were escaped without need. */
  static String plain(String json) {
    if (json.indexOf("\\u") < 0 && json.indexOf("\\/") < 0) {
      return json;
    }
    StringBuilder plain = new StringBuilder(json.length());
    int i = 0;
    while (i < json.length()) {
      char c = json.charAt(i);
      if (c != '\\' || i + 1 == json.length()) {
        plain.append(c);
        i++;
        continue;
      }
      char next = json.charAt(i + 1);
      int code = next == 'u' ? code(json, i + 2) : -1;
      if (next == '/') {
        plain.append('/');
        i += 2;
      } else if (code >= 0x20
          && code != '"'
          && code != '\\'
          && !Character.isSurrogate((char) code)) {
        plain.append((char) code);
        i += 6;
      } else {
        plain.append(c).append(next);
        i += 2;
      }
    }
    return plain.toString();
  }

  private static int code(String json, int at) {
    if (at + 4 > json.length()) {
      return -1;
    }
    int code = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }

  /** The text with blanks in the place of escapes, each character still in its place. */
  static String masked(String text) {
    int first = text.indexOf('\\');
    if (first < 0) {
      return text;
    }
    char[] chars = text.toCharArray();
    int i = first;
    while (i < chars.length) {
      if (chars[i] != '\\') {
        i++;
        continue;
      }
      int from = i;
      while (i < chars.length && chars[i] == '\\') {
        chars[i++] = '\n';
      }
      if (i == chars.length) {
        break;
      }
      switch (chars[i]) {
        case 'n', 'r', 't', 'b', 'f' -> chars[i++] = '\n';
        case '"' -> {
          boolean opening = from == 0 || OPENERS.indexOf(chars[from - 1]) >= 0;
          if (!opening) {
            // Next to the word that it ends, as if it were not escaped.
            chars[i] = '\n';
            chars[from] = '"';
          }
          i++;
        }
        case 'u' -> i = blank(chars, i, Math.min(chars.length, i + 5));
        default -> i++;
      }
    }
    return new String(chars);
  }

  private static int blank(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      chars[i] = '\n';
    }
    return to;
  }
}
