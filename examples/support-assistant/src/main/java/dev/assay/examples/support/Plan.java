package dev.assay.examples.support;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plans of the product, and how they are recognised in text. */
enum Plan {
  FREE,
  TEAM,
  BUSINESS,
  ENTERPRISE;

  private static final String NAME = "(free|team|business|enterprise)";
  private static final String NOUN =
      "(?:plans?|tiers?|subscriptions?|editions?|packages?|customers?|contracts?|workspaces?)";

  // "Team and Business plans", "the business plan": names in a list that ends in a noun for plan.
  private static final Pattern LISTED =
      Pattern.compile(
          "\\b"
              + NAME
              + "(?:(?:,? (?:and|or|vs\\.?|versus|to|than|with|&) |, )(?:the )?"
              + NAME
              + "){0,3} "
              + NOUN
              + "\\b",
          Pattern.CASE_INSENSITIVE);

  // "on Team", "between Team and Business", "for enterprise": names that nothing but a plan
  // explains.
  private static final Pattern PLACED =
      Pattern.compile(
          "\\b(?:on|between|from|with|for|in|to|than|and|or|vs\\.?|versus|plan|does|is|of|the) "
              + NAME
              + "(?=\\s*(?:[?.,;!)]|$|(?:and|or|vs|versus|plan|to|on|with|for|compared|includes?|have|has"
              + "|get|allows?|support|costs?|come|monthly|annual|yearly|billed|gives?|offers?)\\b))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CAPITALISED =
      Pattern.compile("(?<=[a-z,] )(Free|Team|Business|Enterprise)\\b");
  private static final Pattern UNMISTAKABLE =
      Pattern.compile("\\benterprise\\b", Pattern.CASE_INSENSITIVE);

  /** Its name as {@link Words#terms} gives it. */
  String term() {
    return Words.canonical(name().toLowerCase(Locale.ROOT));
  }

  /** The plans that {@code text} speaks of. */
  static Set<Plan> mentionedIn(String text) {
    Set<Plan> plans = EnumSet.noneOf(Plan.class);
    for (Pattern pattern : new Pattern[] {LISTED, PLACED, CAPITALISED, UNMISTAKABLE}) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        addAll(plans, matcher.group());
      }
    }
    return plans;
  }

  /**
   * The plans a sentence is about, rather than ones it grants something to: those it begins with.
   */
  static Set<Plan> subjectOf(String sentence) {
    Matcher matcher = LISTED.matcher(sentence);
    return matcher.find() && matcher.start() <= "The ".length()
        ? mentionedIn(matcher.group())
        : Collections.emptySet();
  }

  private static void addAll(Set<Plan> plans, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Plan plan : values()) {
      if (lower.matches("(?s).*\\b" + plan.name().toLowerCase(Locale.ROOT) + "\\b.*")) {
        plans.add(plan);
      }
    }
  }
}
