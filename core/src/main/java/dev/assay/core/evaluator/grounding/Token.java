package dev.assay.core.evaluator.grounding;

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
 */
record Token(
    int start,
    int end,
    String lower,
    String stem,
    Kind kind,
    boolean capital,
    boolean glued,
    boolean stop) {

  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    MARK
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
