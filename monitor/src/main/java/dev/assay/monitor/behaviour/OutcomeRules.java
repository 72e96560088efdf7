package dev.assay.monitor.behaviour;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.ObservedInteraction;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What says how interactions came out, and for how long they are followed.
 *
 * @param completion by which it is told whether tasks were done; the first that matches is the
 *     interaction's, {@link CompletionRule#standard} that of the rest
 * @param modes by which it is told how answers failed
 * @param follow how long after an interaction came what is found out may change its outcome
 * @param mostFollowed how many are followed at once
 * @param share of interactions that are followed, above 0, at most 1, by a hash of the trace; where
 *     these are too many the eldest are let go, as they stand. Null: as many as there is room for,
 *     and none is let go
 * @param salt of the hash: that of the sampling plan, so that both draw alike
 * @since 0.1
 */
public record OutcomeRules(
    List<CompletionRule> completion,
    FailureModeRules modes,
    Duration follow,
    int mostFollowed,
    @Nullable Double share,
    String salt) {

  private static final Duration LONGEST = Duration.ofDays(7);

  /** More are never followed at once. */
  public static final int MOST = 5_000_000;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of range, or two rules have one name
   */
  public OutcomeRules {
    completion = withStandard(completion);
    requireNonNull(modes, "modes");
    requireNonNull(salt, "salt");
    if (follow.isNegative() || follow.isZero() || follow.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "follow: " + follow + " (expected: above 0, at most " + LONGEST + ")");
    }
    if (mostFollowed < 1 || mostFollowed > MOST) {
      throw new IllegalArgumentException(
          "mostFollowed: " + mostFollowed + " (expected: 1 to " + MOST + ")");
    }
    if (share != null && !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " (expected: above 0, at most 1)");
    }
    if (completion.stream().map(CompletionRule::name).distinct().count() < completion.size()) {
      throw new IllegalArgumentException(
          "completion: a name twice (expected: each once, and not " + standardName() + ")");
    }
  }

  /** The standard rules for six hours, at most 100,000 interactions at once. */
  public static OutcomeRules withDefaults() {
    return new OutcomeRules(
        List.of(), FailureModeRules.withDefaults(), Duration.ofHours(6), 100_000, null, "");
  }

  /** The same with these rules of completion. */
  public OutcomeRules withCompletion(List<CompletionRule> rules) {
    return new OutcomeRules(rules, modes, follow, mostFollowed, share, salt);
  }

  /** The same with these rules of failure modes. */
  public OutcomeRules withModes(FailureModeRules rules) {
    return new OutcomeRules(completion, rules, follow, mostFollowed, share, salt);
  }

  /** The same with another bound. */
  public OutcomeRules withMostFollowed(int most) {
    return new OutcomeRules(completion, modes, follow, most, share, salt);
  }

  /** The same with this share, whatever comes. */
  public OutcomeRules withShare(double share) {
    return new OutcomeRules(completion, modes, follow, mostFollowed, share, salt);
  }

  /** The same, drawn with this salt, which is to be the sampling plan's. */
  public OutcomeRules withSalt(String salt) {
    return new OutcomeRules(completion, modes, follow, mostFollowed, share, salt);
  }

  /** The longest quiet that a rule waits for; zero if none does. */
  public Duration longestQuiet() {
    Duration longest = Duration.ZERO;
    for (CompletionRule rule : completion) {
      for (CompletionRule.Step step : rule.steps()) {
        if (step instanceof CompletionRule.Quiet quiet && quiet.within().compareTo(longest) > 0) {
          longest = quiet.within();
        }
      }
    }
    return longest;
  }

  /** The longest that one is followed. */
  Duration longestFollowed() {
    Duration quiet = longestQuiet();
    return quiet.compareTo(follow) > 0 ? quiet : follow;
  }

  CompletionRule ruleFor(ObservedInteraction observed) {
    for (CompletionRule rule : completion) {
      if (rule.match().holds(observed, ZoneOffset.UTC)) {
        return rule;
      }
    }
    return CompletionRule.standard();
  }

  /** The rule of this name; the standard one if it is no more. */
  CompletionRule rule(String name) {
    for (CompletionRule rule : completion) {
      if (rule.name().equals(name)) {
        return rule;
      }
    }
    return CompletionRule.standard();
  }

  private static String standardName() {
    return CompletionRule.standard().name();
  }

  private static List<CompletionRule> withStandard(List<CompletionRule> rules) {
    List<CompletionRule> all = new ArrayList<>(rules);
    boolean there = !all.isEmpty() && all.get(all.size() - 1).name().equals(standardName());
    if (!there) {
      all.add(CompletionRule.standard());
    }
    return List.copyOf(all);
  }
}
