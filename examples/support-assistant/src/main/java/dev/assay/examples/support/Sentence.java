package dev.assay.examples.support;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One sentence of the knowledge base: the unit that answers are made of.
 *
 * @param text the sentence
 * @param bullet whether it is an item of a list
 * @param plans the plans it mentions
 * @param subject the plans it is about, if it begins with them
 * @param terms its content words, as {@link Words} gives them
 */
record Sentence(
    String text, boolean bullet, Set<Plan> plans, Set<Plan> subject, List<String> terms) {

  private static final Pattern AMOUNT =
      Pattern.compile("\\d|\\b(?:unlimited|no (?:upper )?limit|without a time limit|two)\\b");
  private static final Pattern STEP =
      Pattern.compile("^(?:To \\w+|If )|Settings >|\\bcan (?:be )?(?:unlock|reset|restore|undo)");
  private static final Pattern NEGATION =
      Pattern.compile("\\b(?:not|cannot|no|never|without)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern AVAILABILITY =
      Pattern.compile(
          "\\b(?:included in|available (?:on|for|in)|published on|offered on)\\b.*\\bplans?\\b");

  /** Whether it holds an amount. */
  boolean amount() {
    return AMOUNT.matcher(text).find();
  }

  /** Whether it holds an address to write to. */
  boolean address() {
    return text.contains("@");
  }

  /** Whether it says what to do, or what follows. */
  boolean step() {
    return STEP.matcher(text).find();
  }

  /** Whether it says that something is not so. */
  boolean negative() {
    return NEGATION.matcher(text).find();
  }

  /** Whether it says which plans have something. */
  boolean availability() {
    return AVAILABILITY.matcher(text).find();
  }

  static Sentence of(String text, boolean bullet) {
    return new Sentence(
        text, bullet, Plan.mentionedIn(text), Plan.subjectOf(text), Words.terms(text));
  }
}
