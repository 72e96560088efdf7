package dev.assay.monitor.behaviour;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Signal;
import dev.assay.monitor.sampling.Match;
import dev.assay.monitor.window.Completion;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What tells of some interactions whether their task was done: steps, of which the first that can
 * tell decides.
 *
 * @param name unique among the rules
 * @param match which interactions it is for
 * @param steps looked at in this order; at least one
 * @since 0.1
 */
public record CompletionRule(String name, Match match, List<Step> steps) {

  private static final Duration LONGEST_QUIET = Duration.ofDays(2);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is blank or above 200 characters, or there is no
   *     step
   */
  public CompletionRule {
    if (name.isBlank() || name.length() > 200) {
      throw new IllegalArgumentException(
          "name: " + name.length() + " characters (expected: 1 to 200, not only blanks)");
    }
    requireNonNull(match, "match");
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > 50) {
      throw new IllegalArgumentException("steps: " + steps.size() + " (expected: 1 to 50)");
    }
  }

  /**
   * The rule of what no other matches: an error, then {@code resolved}, then what speaks against
   * the answer, then thumbs up, then half an hour in a conversation without a signal against it.
   */
  public static CompletionRule standard() {
    return new CompletionRule(
        "standard",
        Match.any(),
        List.of(
            new Failed(),
            new Signalled(EnumSet.of(Signal.Kind.RESOLVED), Completion.COMPLETED),
            new Signalled(negative(), Completion.NOT_COMPLETED),
            new Signalled(EnumSet.of(Signal.Kind.THUMBS_UP), Completion.COMPLETED),
            new Quiet(Duration.ofMinutes(30), negative())));
  }

  /** All kinds that speak against an answer. */
  static Set<Signal.Kind> negative() {
    EnumSet<Signal.Kind> kinds = EnumSet.noneOf(Signal.Kind.class);
    for (Signal.Kind kind : Signal.Kind.values()) {
      if (kind.negative()) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /** One thing that may tell. */
  public sealed interface Step {}

  /** The exchange failed: not completed. */
  public record Failed() implements Step {}

  /**
   * A user did one of these.
   *
   * @param kinds any of them tells
   * @param means what it tells
   */
  public record Signalled(Set<Signal.Kind> kinds, Completion means) implements Step {

    /**
     * Copies the kinds.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Signalled {
      kinds = some(kinds);
      requireNonNull(means, "means");
    }
  }

  /**
   * A tool was called: completed if its last call gave no error, else not.
   *
   * @param name the tool
   */
  public record Tool(String name) implements Step {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is above 500 characters
     */
    public Tool {
      named(name);
    }
  }

  /**
   * An evaluator's value: completed from {@code least} on, else not. Of what the evaluator was not
   * drawn for, nobody may say more: what it was drawn for stands for it.
   *
   * @param evaluator its name
   * @param least the least value of a completed task, finite
   */
  public record ScoreAtLeast(String evaluator, double least) implements Step {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if {@code least} is not finite, or the name above 500
     *     characters
     */
    public ScoreAtLeast {
      named(evaluator);
      if (!Double.isFinite(least)) {
        throw new IllegalArgumentException("least: " + least + " (expected: a finite number)");
      }
    }
  }

  /**
   * Nothing of the kind within a time: completed; one of them: not completed; unknown until then.
   * Tells nothing of interactions without a conversation, in which nobody could have noticed.
   *
   * @param within how long after the answer
   * @param without what speaks against it
   */
  public record Quiet(Duration within, Set<Signal.Kind> without) implements Step {

    /**
     * Copies the kinds.
     *
     * @throws IllegalArgumentException if the time is not above 0 and at most two days
     */
    public Quiet {
      if (within.isNegative() || within.isZero() || within.compareTo(LONGEST_QUIET) > 0) {
        throw new IllegalArgumentException(
            "within: " + within + " (expected: above 0, at most " + LONGEST_QUIET + ")");
      }
      without = some(without);
    }
  }

  private static void named(String name) {
    if (name.length() > 500) {
      throw new IllegalArgumentException(
          "name: " + name.length() + " characters (expected: at most 500)");
    }
  }

  private static Set<Signal.Kind> some(Set<Signal.Kind> kinds) {
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("kinds: none (expected: at least one)");
    }
    return Set.copyOf(kinds);
  }
}
