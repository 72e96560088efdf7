package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Signal;
import java.util.Set;

/**
 * What makes an interaction worth looking at whatever its stratum's rate.
 *
 * <p>A rule may rest on anything that is found out about every interaction alike. It may not rest
 * on what a sampled evaluator said: whether that is known depends on the draw itself.
 *
 * @param name unique in its plan
 * @param condition when it holds
 * @since 0.1
 */
public record Rule(String name, Condition condition) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is blank or above 200 characters
   */
  public Rule {
    Rates.name("rule", name);
    requireNonNull(condition, "condition");
  }

  /** When a rule holds. */
  public sealed interface Condition {

    /** Whether it holds, given the latency above which this template's answers are slow. */
    boolean holds(Facts facts, double slowAbove);
  }

  /** The exchange failed. */
  public record Failed() implements Condition {

    @Override
    public boolean holds(Facts facts, double slowAbove) {
      return facts.failed();
    }
  }

  /**
   * It took longer than the running 95th percentile of its prompt template. By its nature that is
   * about a twentieth of all traffic, which the budget should allow for.
   */
  public record Slow() implements Condition {

    @Override
    public boolean holds(Facts facts, double slowAbove) {
      return facts.latencyMillis() > slowAbove;
    }
  }

  /**
   * A cheap check raised one of these flags.
   *
   * @param flags which; empty for any
   */
  public record Flagged(Set<String> flags) implements Condition {

    /** Copies the flags. */
    public Flagged {
      flags = Set.copyOf(flags);
    }

    @Override
    public boolean holds(Facts facts, double slowAbove) {
      return flags.isEmpty()
          ? !facts.flags().isEmpty()
          : facts.flags().stream().anyMatch(flags::contains);
    }
  }

  /**
   * A user did something that speaks against the answer.
   *
   * @param kinds which; empty for every negative one
   */
  public record Signalled(Set<Signal.Kind> kinds) implements Condition {

    /** Copies the kinds. */
    public Signalled {
      kinds = Set.copyOf(kinds);
    }

    @Override
    public boolean holds(Facts facts, double slowAbove) {
      return facts.signals().stream()
          .anyMatch(kind -> kinds.isEmpty() ? kind.negative() : kinds.contains(kind));
    }
  }

  /**
   * A cheap evaluator gave less than this.
   *
   * @param evaluator which
   * @param below the value from which on it does not hold
   */
  public record LowScore(String evaluator, double below) implements Condition {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if {@code below} is not finite
     */
    public LowScore {
      requireNonNull(evaluator, "evaluator");
      if (!Double.isFinite(below)) {
        throw new IllegalArgumentException("below: " + below + " (expected: a finite number)");
      }
    }

    @Override
    public boolean holds(Facts facts, double slowAbove) {
      Double value = facts.scores().get(evaluator);
      return value != null && value < below;
    }
  }
}
