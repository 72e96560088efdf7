package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.text.EnglishStem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into tokens, in one pass. Letters of scripts written without spaces are tokens of
 * their own; {@code n't} is cut off its verb, so that both {@code don't} and {@code do n't} negate.
 */
final class Tokenizer {

  private static final int LONGEST_WORD = 64;

  private final String text;
  private final int end;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokenizer(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  static List<Token> tokens(String text) {
    return tokens(text, 0, text.length());
  }

  /** The tokens between two offsets; their offsets are those of the whole text. */
  static List<Token> tokens(String text, int start, int end) {
    Tokenizer tokenizer = new Tokenizer(text, start, end);
    while (tokenizer.at < end) {
      tokenizer.next();
    }
    return tokenizer.tokens;
  }

  private void next() {
    int c = text.codePointAt(at);
    if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
      at += Character.charCount(c);
    } else if (isDigit(c)) {
      number();
    } else if (isUnspaced(c)) {
      add(at + Character.charCount(c), Token.Kind.WORD);
    } else if (Character.isLetter(c)) {
      word();
    } else {
      add(Math.min(end, at + Character.charCount(c)), Token.Kind.MARK);
    }
  }

  // Digits with single points and commas between them; 1,234.5 and 17.000 are one number.
  private void number() {
    int i = at;
    while (i < end && isDigit(text.charAt(i))) {
      i++;
      if (i + 1 < end && isSeparator(text.charAt(i)) && isDigit(text.charAt(i + 1))) {
        i++;
      }
    }
    add(i, Token.Kind.NUMBER);
  }

  private void word() {
    int i = at;
    while (i < end) {
      int c = text.codePointAt(i);
      if ((Character.isLetterOrDigit(c) && !isUnspaced(c)) || isMark(c)) {
        i += Character.charCount(c);
      } else if (isApostrophe(c)
          && i + 1 < end
          && Character.isLetter(text.codePointAt(i + 1))
          && i > at) {
        i++;
      } else {
        break;
      }
    }
    wordTo(Math.min(i, end));
  }

  private void wordTo(int to) {
    String word = lower(at, to);
    int apostrophe = word.lastIndexOf('\'');
    if (word.equals("n't")) {
      add(to, Token.Kind.WORD);
    } else if (word.endsWith("n't")) {
      int cut = to - 3;
      add(cut, Token.Kind.WORD);
      add(to, Token.Kind.WORD);
    } else if (word.equals("cannot")) {
      add(at + 3, Token.Kind.WORD);
      add(to, Token.Kind.WORD);
    } else if (apostrophe > 0 && word.length() - apostrophe <= 3) {
      int cut = to - (word.length() - apostrophe);
      add(cut, Token.Kind.WORD);
      add(to, Token.Kind.WORD);
    } else {
      add(to, Token.Kind.WORD);
    }
  }

  private void add(int to, Token.Kind kind) {
    String lower = lower(at, to);
    boolean glued =
        !tokens.isEmpty() && tokens.get(tokens.size() - 1).end() == at && kind != Token.Kind.MARK;
    boolean capital = kind == Token.Kind.WORD && Character.isUpperCase(text.codePointAt(at));
    boolean stop = kind == Token.Kind.MARK || Lexicon.instance().isStop(lower);
    // "US" is a country, "us" is not.
    if (capital && stop && to - at > 1 && Character.isUpperCase(text.charAt(at + 1))) {
      stop = !(lower.equals("us") || lower.equals("it"));
    }
    String stem = kind == Token.Kind.WORD ? EnglishStem.of(lower) : lower;
    tokens.add(new Token(at, to, lower, stem, kind, capital, glued, stop, null));
    at = to;
  }

  private String lower(int from, int to) {
    int last = Math.min(to, from + LONGEST_WORD);
    return text.substring(from, last).toLowerCase(Locale.ROOT).replace('\u2019', '\'');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == ',';
  }

  private static boolean isApostrophe(int c) {
    return c == '\'' || c == '\u2019';
  }

  private static boolean isMark(int c) {
    return c > 0x7F && Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static boolean isUnspaced(int c) {
    return c >= 0x0E00
        && Character.isLetter(c)
        && switch (Character.UnicodeScript.of(c)) {
          case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
          default -> false;
        };
  }
}
