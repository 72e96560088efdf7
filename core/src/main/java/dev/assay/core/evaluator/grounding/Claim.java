package dev.assay.core.evaluator.grounding;

import java.util.List;

/**
 * A piece of the output that can be right or wrong by itself, or one that cannot be checked.
 *
 * @param start its first character in the output
 * @param end after its last
 * @param tokens its tokens
 * @param kind whether it can be checked, else why not
 * @param sentence the index of its sentence in the output
 * @param before the content stems of its sentence before it: what it may be about
 */
record Claim(int start, int end, List<Token> tokens, Kind kind, int sentence, List<Token> before) {

  /** Why a claim is or is not checked. */
  enum Kind {
    CHECKABLE("can be checked"),
    OPINION("an opinion or something about the speaker"),
    QUESTION("a question"),
    GREETING("a greeting or thanks"),
    OFFER("an offer of help or a courtesy"),
    ABSTENTION("says that it does not know or cannot help"),
    ADVICE("hedged advice"),
    EMPTY("says nothing by itself");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Whether it can be right or wrong: an opinion can, if the context holds it or does not. */
  boolean checkable() {
    return kind == Kind.CHECKABLE || kind == Kind.OPINION;
  }
}
