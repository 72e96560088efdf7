package dev.assay.core.evaluator.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * SQuAD's normalisation: lower case, without ASCII punctuation, without the words a, an and the,
 * white space made single spaces.
 *
 * <p>Source: P. Rajpurkar et al., the SQuAD evaluation script, version 2.0; equal to it on Python
 * 3.
 */
final class SquadText {

  private SquadText() {}

  /** The normalised text. */
  static String normalize(String text) {
    StringBuilder normal = new StringBuilder(text.length());
    for (String token : split(text)) {
      if (normal.length() > 0) {
        normal.append(' ');
      }
      normal.append(token);
    }
    return normal.toString();
  }

  /** The tokens of the normalised text. */
  static TokenList tokens(String text, LongTokens longTokens) {
    byte[] latin = text.getBytes(ISO_8859_1);
    // What is not Latin-1 became a question mark above.
    if (text.equals(new String(latin, ISO_8859_1))) {
      TokenList tokens = new AsciiSquadTokens(latin, longTokens).read();
      if (tokens != null) {
        return tokens;
      }
    }
    TokenList tokens = new TokenList(latin.length / 6);
    for (String token : split(text)) {
      tokens.add(TokenKeys.of(token, longTokens));
    }
    return tokens;
  }

  private static Iterable<String> split(String text) {
    String lower = PythonText.lower(text);
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    int i = 0;
    while (i < lower.length()) {
      int c = lower.codePointAt(i);
      if (PythonText.isSpace(c)) {
        addWithoutArticles(token, tokens);
        token.setLength(0);
      } else if (!isAsciiPunctuation(c)) {
        token.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    addWithoutArticles(token, tokens);
    return tokens;
  }

  // An article is a whole run of word characters, and leaves a space: of "a😀b" stays "😀b".
  private static void addWithoutArticles(StringBuilder token, List<String> tokens) {
    int from = 0;
    int i = 0;
    while (i < token.length()) {
      int c = token.codePointAt(i);
      int next = i + Character.charCount(c);
      if (PythonText.isWordPart(c)) {
        while (next < token.length() && PythonText.isWordPart(token.codePointAt(next))) {
          next += Character.charCount(token.codePointAt(next));
        }
        if (isArticle(token.substring(i, next))) {
          addIfAny(token.substring(from, i), tokens);
          from = next;
        }
      }
      i = next;
    }
    addIfAny(token.substring(from), tokens);
  }

  private static void addIfAny(String token, List<String> tokens) {
    if (!token.isEmpty()) {
      tokens.add(token);
    }
  }

  private static boolean isArticle(String word) {
    return word.equals("a") || word.equals("an") || word.equals("the");
  }

  static boolean isAsciiPunctuation(int c) {
    return (c >= '!' && c <= '/')
        || (c >= ':' && c <= '@')
        || (c >= '[' && c <= '`')
        || (c >= '{' && c <= '~');
  }
}
