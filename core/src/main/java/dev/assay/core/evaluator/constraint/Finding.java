package dev.assay.core.evaluator.constraint;

/** What a rule found. */
sealed interface Finding {

  Finding HOLDS = new Holds();

  Finding INAPPLICABLE = new Inapplicable();

  /** What was found and what was expected: {@code 3 words (expected: 20 to 200)}. */
  static Finding violated(String found, String expected) {
    return new Violated(found + " (expected: " + expected + ")");
  }

  /** The rule could not be decided, which is neither kept nor broken. */
  static Finding undecided(String reason) {
    return new Undecided(reason);
  }

  /** The rule is kept. */
  record Holds() implements Finding {}

  /** The rule is broken. */
  record Violated(String explanation) implements Finding {}

  /** The rule says nothing about this example. */
  record Inapplicable() implements Finding {}

  /** Nobody knows. */
  record Undecided(String reason) implements Finding {}
}
