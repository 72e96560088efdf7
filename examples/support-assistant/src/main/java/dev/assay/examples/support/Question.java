package dev.assay.examples.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One thing that is asked.
 *
 * @param text what is looked up: the clause, and what was said before it
 * @param clause the clause that asks
 * @param plans the plans it is about; none if it names none
 * @param terms its content words
 */
record Question(String text, String clause, Set<Plan> plans, List<String> terms) {

  private static final String ASKS =
      "(?:how|what|which|who|when|where|why|is|are|can|could|do|does|did|will|would|should|may|am)";

  private static final Pattern SENTENCE = Pattern.compile("(?<=[?!.])\\s+");
  private static final Pattern JOINED =
      Pattern.compile(
          "(?:\\?|,)?\\s*(?:\\band also\\b|\\band\\b|\\bplus\\b|\\balso\\b|[,;])\\s+(?="
              + ASKS
              + "\\b)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern STARTS =
      Pattern.compile("^\\W*" + ASKS + "\\b.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern YES_NO =
      Pattern.compile(
          "^\\W*(?:(?:hi|hello|hey|so|and|but|please|quick question|also|ok|okay|then)\\W+)*(?:is|are|isn't|aren't|can|can't|could|do|don't|does|doesn't|did|will|won't|would|should|may|am|has|have)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern NEGATED =
      Pattern.compile(
          "\\b(?:not|never|no|isn't|aren't|doesn't|don't|can't|cannot|won't)\\b",
          Pattern.CASE_INSENSITIVE);

  /** Takes a message apart into what it asks, in order; at least one question. */
  static List<Question> in(String message) {
    Set<Plan> plans = Plan.mentionedIn(message);
    StringBuilder said = new StringBuilder();
    List<Question> questions = new ArrayList<>();
    for (String sentence : SENTENCE.split(message)) {
      if (sentence.endsWith("?") || STARTS.matcher(sentence).matches()) {
        for (String clause : JOINED.split(sentence)) {
          if (!Words.terms(clause).isEmpty() || questions.isEmpty()) {
            String text = questions.isEmpty() ? said + clause : clause;
            questions.add(of(text, clause, plans));
          }
        }
      } else {
        said.append(sentence).append(' ');
      }
    }
    if (questions.isEmpty()) {
      questions.add(of(message, message, plans));
    }
    return questions;
  }

  private static Question of(String text, String clause, Set<Plan> all) {
    Set<Plan> own = Plan.mentionedIn(clause);
    return new Question(text.strip(), clause, own.isEmpty() ? all : own, Words.terms(text));
  }

  /** Whether it can be answered with yes or no. */
  boolean yesNo() {
    return YES_NO.matcher(clause).matches() && !clause.contains(" or ");
  }

  /** Whether it asks if something is not so. */
  boolean negated() {
    return NEGATED.matcher(clause).find();
  }
}
