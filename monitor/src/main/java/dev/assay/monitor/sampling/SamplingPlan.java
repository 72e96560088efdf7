package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be looked at: immutable, the same on every node.
 *
 * @since 0.1
 */
public final class SamplingPlan {

  /** The stratum of what no other matches. */
  public static final String REST = "rest";

  private final String salt;
  private final ZoneId zone;
  private final List<Stratum> strata;
  private final List<Rule> rules;
  private final List<SampledEvaluator> evaluators;
  private final Budget budget;
  private final Duration contentHold;
  private final double assumedPerMinute;

  private SamplingPlan(Builder from) {
    salt = from.salt;
    zone = from.zone;
    List<Stratum> all = new ArrayList<>(from.strata);
    all.add(new Stratum(REST, Match.any(), from.restRate, from.restFloor));
    strata = List.copyOf(all);
    rules = List.copyOf(from.rules);
    evaluators = List.copyOf(from.evaluators);
    budget = from.budget;
    contentHold = from.contentHold;
    assumedPerMinute = from.assumedPerMinute;
    unique("stratum", strata.stream().map(Stratum::name).toList());
    unique("rule", rules.stream().map(Rule::name).toList());
    unique("evaluator", evaluators.stream().map(SampledEvaluator::name).toList());
  }

  /** Starts a plan that draws a twentieth of everything, with no rules and no budget. */
  public static Builder builder() {
    return new Builder();
  }

  /** What decisions are salted with. */
  public String salt() {
    return salt;
  }

  /** Where days begin and hours are told. */
  public ZoneId zone() {
    return zone;
  }

  /** The strata in order, {@link #REST} last: every interaction is in just one. */
  public List<Stratum> strata() {
    return strata;
  }

  /** The rules in order. */
  public List<Rule> rules() {
    return rules;
  }

  /** The evaluators that run on a sample. */
  public List<SampledEvaluator> evaluators() {
    return evaluators;
  }

  /** What they may spend. */
  public Budget budget() {
    return budget;
  }

  /**
   * How long after its decision the content of an interaction that was not drawn is kept, so that a
   * late signal can still have it evaluated.
   */
  public Duration contentHold() {
    return contentHold;
  }

  /** Traffic to plan for before any has been seen, interactions a minute. */
  public double assumedPerMinute() {
    return assumedPerMinute;
  }

  private static void unique(String subject, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(subject + ": " + name + " twice (expected: once)");
      }
    }
  }

  /** Builds a {@link SamplingPlan}. */
  public static final class Builder {

    private String salt = "assay";
    private ZoneId zone = ZoneOffset.UTC;
    private final List<Stratum> strata = new ArrayList<>();
    private double restRate = 0.05;
    private int restFloor;
    private final List<Rule> rules = new ArrayList<>();
    private final List<SampledEvaluator> evaluators = new ArrayList<>();
    private Budget budget = Budget.NONE;
    private Duration contentHold = Duration.ofMinutes(10);
    private double assumedPerMinute = 600;

    private Builder() {}

    /**
     * Another salt draws another sample. Every node needs the same one; who must not foresee what
     * is looked at should not know it.
     */
    public Builder salt(String salt) {
      this.salt = requireNonNull(salt, "salt");
      return this;
    }

    /** Where days begin and hours are told; UTC unless said. */
    public Builder zone(ZoneId zone) {
      this.zone = requireNonNull(zone, "zone");
      return this;
    }

    /** Adds a stratum after those there are. */
    public Builder stratum(Stratum stratum) {
      strata.add(requireNonNull(stratum, "stratum"));
      return this;
    }

    /** Rate and floor of what no stratum matches; 0.05 and 0 unless said. */
    public Builder rest(double rate, int floorPerHour) {
      this.restRate = rate;
      this.restFloor = floorPerHour;
      return this;
    }

    /** Adds a rule. */
    public Builder rule(String name, Rule.Condition condition) {
      rules.add(new Rule(name, condition));
      return this;
    }

    /** Adds an evaluator. */
    public Builder evaluator(SampledEvaluator evaluator) {
      evaluators.add(requireNonNull(evaluator, "evaluator"));
      return this;
    }

    /** What the evaluators may spend. */
    public Builder budget(Budget budget) {
      this.budget = requireNonNull(budget, "budget");
      return this;
    }

    /**
     * How long content waits for late signals, from 0 to 30 days; ten minutes unless said.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder contentHold(Duration hold) {
      if (hold.isNegative() || hold.compareTo(Duration.ofDays(30)) > 0) {
        throw new IllegalArgumentException("content_hold: " + hold + " (expected: 0 to 30 days)");
      }
      this.contentHold = hold;
      return this;
    }

    /** Interactions a minute to plan for before any has been seen; 600 unless said. */
    public Builder assumedPerMinute(double interactions) {
      this.assumedPerMinute = Rates.amount("assumed_per_minute", interactions);
      return this;
    }

    /**
     * The plan.
     *
     * @throws IllegalArgumentException if two strata, rules or evaluators have one name, or the
     *     rest has a rate or floor out of range
     */
    public SamplingPlan build() {
      return new SamplingPlan(this);
    }
  }
}
