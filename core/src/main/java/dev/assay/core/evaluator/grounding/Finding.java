package dev.assay.core.evaluator.grounding;

/**
 * Something in which a claim differs from the context.
 *
 * @param kind what differs
 * @param strength from 0 to 1: how sure it is that both speak of the same thing
 * @param words what differs, for people
 * @param sentence the context's sentence that says otherwise; -1 where none does
 */
record Finding(Kind kind, double strength, String words, int sentence) {

  /** What differs. */
  enum Kind {
    /** A quantity that the context gives otherwise. */
    OTHER_QUANTITY,
    /** A quantity that the context does not give. */
    NEW_QUANTITY,
    NEGATION,
    ANTONYM
  }

  /** Whether it says that the context says otherwise, rather than nothing. */
  boolean contradicts() {
    return kind != Kind.NEW_QUANTITY;
  }
}
