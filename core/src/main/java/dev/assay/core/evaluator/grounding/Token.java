package dev.assay.core.evaluator.grounding;

import org.jspecify.annotations.Nullable;

/**
 * A word, number or mark of a text.
 *
 * @param start its first character in the text
 * @param end after its last
 * @param lower its letters in lower case, accents kept
 * @param stem its English stem; a number's digits
 * @param kind what it is
 * @param capital whether it begins with a capital letter
 * @param glued whether it follows the token before without a space
 * @param stop whether it is a word of grammar rather than of content
 * @param quantity the quantity it is, with its unit; its stem is then the same for all that equal
 *     it
 */
record Token(
    int start,
    int end,
    String lower,
    String stem,
    Kind kind,
    boolean capital,
    boolean glued,
    boolean stop,
    @Nullable Quantity quantity) {

  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    MARK
  }

  /** The quantity written from {@code first} to {@code last}, as one token. */
  static Token of(Token first, Token last, Quantity quantity) {
    return new Token(
        first.start(),
        last.end(),
        first.lower(),
        quantity.canonical(),
        Kind.NUMBER,
        false,
        first.glued(),
        false,
        quantity);
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  boolean is(String text) {
    return lower.equals(text);
  }

  /** Whether it carries content: a word that is not one of grammar. */
  boolean isContent() {
    return kind == Kind.WORD && !stop;
  }
}
