package dev.assay.examples.support;

import java.util.List;
import java.util.Set;

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

  static Sentence of(String text, boolean bullet) {
    return new Sentence(
        text, bullet, Plan.mentionedIn(text), Plan.subjectOf(text), Words.terms(text));
  }
}
