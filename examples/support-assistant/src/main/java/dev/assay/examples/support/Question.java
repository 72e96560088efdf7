package dev.assay.examples.support;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One thing that is asked.
 *
 * @param text what is looked up: the clause, and what was said before it
 * @param clause the clause that asks
 * @param plans the plans it is about; none if it names none
 * @param terms its content words
 */
record Question(String text, String clause, Set<Plan> plans, List<String> terms) {

  private static final int LONGEST_BACKGROUND = 120;

  private static final String ASKS =
      "(?:how|what|which|who|when|where|why|is|are|can|could|do|does|did|will|would|should|may|am)";

  private static final Pattern SENTENCE = Pattern.compile("(?<=[?!.])\\s+");
  private static final Pattern JOINED =
      Pattern.compile(
          "(?:\\?|,)?\\s*(?:\\band also\\b|\\band\\b|\\bplus\\b|\\balso\\b|[,;])\\s+(?="
              + ASKS
              + "\\b)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CONDITION =
      Pattern.compile(
          "^\\W*(?:if|since|because|once|after|before|when|while|as)\\b[^,]*,.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern STARTS =
      Pattern.compile("^\\W*" + ASKS + "\\b.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern YES_NO =
      Pattern.compile(
          "^\\W*(?:(?:so|and|but|please|also|ok|okay|then)\\W+)*"
              + "(?:is|are|isn't|aren't|can|can't|could|do|don't|does|doesn't|did|will|won't|would"
              + "|should|may|am|has|have)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern NEGATED =
      Pattern.compile(
          "\\b(?:not|never|no|isn't|aren't|doesn't|don't|can't|cannot|won't)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern STEPS =
      Pattern.compile(
          "\\b(?:how (?:do|can|could|would|should) (?:i|we|you)|how to|where (?:do|can|could) (?:i|we)"
              + "|where is|what (?:should|can|do) (?:i|we)|what now|what happens)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WHAT_HAPPENS =
      Pattern.compile("\\bwhat (?:will )?happens?\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern AMOUNT =
      Pattern.compile(
          "\\bhow (?:long|many|much|big|large|often|fast|early|far|quickly)\\b"
              + "|\\b(?:maximum|minimum|limit|price)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\b(?:email address|contact|reach you|write to|get in touch)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WHICH_PLAN =
      Pattern.compile("\\b(?:which|what) plans?\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern COORDINATED =
      Pattern.compile("\\w (?:and|as well as) \\w", Pattern.CASE_INSENSITIVE);

  /**
   * Takes a message apart into what it asks, in order; at least one question.
   *
   * @return each thing that is asked: alone and, where something was said before it, together with
   *     that, and that alone
   */
  static List<List<Question>> in(String message) {
    Set<Plan> plans = Plan.mentionedIn(message);
    String before = "";
    String said = "";
    List<List<Question>> questions = new ArrayList<>();
    for (String sentence : SENTENCE.split(message)) {
      List<String> clauses = clauses(sentence);
      boolean asks =
          sentence.endsWith("?") || clauses.stream().anyMatch(c -> STARTS.matcher(c).matches());
      for (int i = 0; i < clauses.size(); i++) {
        String clause = clauses.get(i);
        boolean last = i == clauses.size() - 1;
        if (!asks || (!last && !STARTS.matcher(clause).matches())) {
          before = said;
          said = clause.strip();
        } else {
          questions.add(readings(said, clause, plans));
          said = "";
        }
      }
    }
    if (questions.isEmpty()) {
      questions.add(readings(before, said, plans));
    }
    return questions;
  }

  // What was said just before a question often tells what it is about; a whole story only blurs it.
  private static List<Question> readings(String said, String clause, Set<Plan> plans) {
    Question alone = of(clause, clause, plans);
    return said.isEmpty() || said.length() > LONGEST_BACKGROUND
        ? List.of(alone)
        : List.of(alone, of(said + " " + clause, clause, plans), of(said, said, plans));
  }

  // "If you raise prices, when …": a condition belongs to what follows it.
  private static List<String> clauses(String sentence) {
    return CONDITION.matcher(sentence).matches()
        ? List.of(sentence)
        : List.of(JOINED.split(sentence));
  }

  private static Question of(String text, String clause, Set<Plan> all) {
    Set<Plan> own = Plan.mentionedIn(clause);
    List<String> terms = new ArrayList<>(Words.terms(text));
    Set<Plan> plans = own.isEmpty() ? all : own;
    plans.forEach(plan -> terms.remove(plan.term()));
    String meant = own.isEmpty() && !all.isEmpty() ? text + named(all) : text;
    return new Question(meant.strip(), clause, plans, terms);
  }

  // "How much storage does it have": the plan was named in the clause before.
  private static String named(Set<Plan> plans) {
    return plans.stream()
        .map(plan -> plan.name().charAt(0) + plan.name().substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" and ", " (", " plan)"));
  }

  /** Whether it hardly says by itself what it is about. */
  boolean vague() {
    return new HashSet<>(terms).size() < 2;
  }

  /** Whether it asks how or where to do something, or tells of a problem. */
  boolean wantsSteps() {
    return STEPS.matcher(clause).find() || !clause.endsWith("?");
  }

  /** Whether the answer should hold an amount. */
  boolean asksAmount() {
    return AMOUNT.matcher(clause).find();
  }

  /** Whether the answer should hold an address to write to. */
  boolean asksAddress() {
    return ADDRESS.matcher(clause).find();
  }

  /** Whether it asks if something is to be had on a plan. */
  boolean asksAvailability() {
    return asksWhichPlan() || (yesNo() && !plans.isEmpty() && Quantity.in(clause).isEmpty());
  }

  /** Whether it asks what follows from something. */
  boolean asksWhatHappens() {
    return WHAT_HAPPENS.matcher(clause).find();
  }

  /** Whether it asks for which plan something is. */
  boolean asksWhichPlan() {
    return WHICH_PLAN.matcher(clause).find();
  }

  /** Whether it asks for several things in one clause. */
  boolean coordinated() {
    return COORDINATED.matcher(clause).find();
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
