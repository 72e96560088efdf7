package dev.assay.examples.support;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether a sentence says yes or no to a question, and says neither where it is not plain:
 * a sentence that answers by itself is better than a wrong word before it.
 */
final class YesNo {

  private static final Pattern UP_TO =
      Pattern.compile(
          "\\b(?:up to|allows|within|after|includes|for|at most|can have up to)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern AT_LEAST =
      Pattern.compile("\\bat least\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern GRANTS =
      Pattern.compile(
          "\\b(?:included?|includes|available|published|protected|offered|lets?|apply|get|receive"
              + "|can be)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern EVERY_PLAN =
      Pattern.compile("\\b(?:every|all|any) (paid )?plans?\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern EXCEPT =
      Pattern.compile("\\bbut not\\b(.*)$", Pattern.CASE_INSENSITIVE);

  // How much of the question the sentence has to say for it to be an answer to it.
  private static final double ENOUGH_FOR_YES = 0.75;
  private static final double ENOUGH_FOR_NO = 0.5;
  private static final int FEWEST_WORDS = 2;

  private final WordWeights weights;

  YesNo(WordWeights weights) {
    this.weights = weights;
  }

  /** What to say before {@code answer}: {@code "Yes. "}, {@code "No. "}, or something less. */
  String opening(Question question, Candidate answer) {
    if (!question.yesNo()) {
      return "";
    }
    Optional<Boolean> says = says(question, answer);
    if (says.isEmpty()) {
      return "";
    }
    if (question.negated()) {
      return says.get() ? "" : "That is right. ";
    }
    return says.get() ? "Yes. " : "No. ";
  }

  private Optional<Boolean> says(Question question, Candidate answer) {
    Optional<Boolean> byAmount = byAmount(question, answer.text());
    if (byAmount.isPresent()) {
      return byAmount;
    }
    double covered = covered(question, answer);
    Optional<Boolean> says =
        question.plans().isEmpty()
            ? Optional.of(!answer.sentence().negative())
            : byPlan(question.plans(), answer.sentence());
    return says.filter(yes -> covered >= (yes ? ENOUGH_FOR_YES : ENOUGH_FOR_NO));
  }

  private static Optional<Boolean> byAmount(Question question, String answer) {
    List<Quantity> limits = Quantity.in(answer);
    for (Quantity asked : Quantity.in(question.clause())) {
      for (Quantity limit : limits) {
        if (asked.unit().equals(limit.unit())) {
          if (AT_LEAST.matcher(answer).find()) {
            return Optional.of(asked.amount() >= limit.amount());
          }
          if (UP_TO.matcher(answer).find()) {
            return Optional.of(asked.amount() <= limit.amount());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Boolean> byPlan(Set<Plan> asked, Sentence sentence) {
    Matcher every = EVERY_PLAN.matcher(sentence.text());
    if (every.find()) {
      return Optional.of(every.group(1) == null || !asked.contains(Plan.FREE));
    }
    Matcher except = EXCEPT.matcher(sentence.text());
    if (except.find()) {
      return Optional.of(Collections.disjoint(asked, Plan.mentionedIn(except.group(1))));
    }
    Set<Plan> named = sentence.plans();
    boolean all = named.containsAll(asked);
    if (sentence.negative()) {
      return all || named.isEmpty() ? Optional.of(false) : Optional.empty();
    }
    if (named.isEmpty()) {
      return Optional.empty();
    }
    boolean exclusive = sentence.subject().isEmpty() && GRANTS.matcher(sentence.text()).find();
    boolean none = exclusive && Collections.disjoint(named, asked);
    return all ? Optional.of(true) : none ? Optional.of(false) : Optional.empty();
  }

  // How much of what the question says, by weight, the sentence says as well.
  private double covered(Question question, Candidate answer) {
    Set<String> said = new HashSet<>(answer.sentence().terms());
    said.addAll(Words.terms(answer.chunk().heading()));
    double total = 0;
    double found = 0;
    Set<String> asked = new HashSet<>(Words.terms(question.clause()));
    question.plans().forEach(plan -> asked.remove(plan.term()));
    for (String term : asked) {
      double weight = weights.of(term);
      total += weight;
      found += said.contains(term) ? weight : 0;
    }
    return asked.size() < FEWEST_WORDS && question.plans().isEmpty() ? 0 : found / total;
  }
}
