package dev.assay.core.evaluator;

import java.util.Locale;

/**
 * What an evaluator is about, to group the catalogue by.
 *
 * @since 0.1
 */
public enum Category {
  /** How the text compares with a reference, or what it holds. */
  TEXT,
  /** JSON, XML, SQL, code. */
  STRUCTURE,
  /** Rules of form and wording. */
  CONSTRAINT,
  /** What was retrieved, and what the answer made of it. */
  RETRIEVAL,
  /** Whether the answer rests on its context. */
  GROUNDING,
  /** Tools, steps and goals. */
  AGENT,
  /** Leaks, harm, injection, refusals, tone. */
  SAFETY,
  /** Time, tokens, money. */
  OPERATION,
  /** Grades by a language model. */
  JUDGE,
  /** Several evaluators as one. */
  SET;

  /** The name as files spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
