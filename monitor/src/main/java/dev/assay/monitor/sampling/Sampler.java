package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.ObservedInteraction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides, by a plan and a table of rates, who looks at an interaction. It keeps nothing: the same
 * plan, table, interaction and facts give the same decision on any node.
 *
 * <p>An interaction is drawn where its {@link Draw} is below its probability: 1 (or what the budget
 * leaves) where a rule holds, else its stratum's rate, whichever is more. Because the draw has
 * nothing to do with the facts, the inverse of that probability is the right weight, whatever the
 * facts have to do with the outcome. Interactions of one trace share their draw.
 *
 * @since 0.1
 */
public final class Sampler {

  private final SamplingPlan plan;
  private final Draw draw;

  /** Decides by {@code plan}. */
  public Sampler(SamplingPlan plan) {
    this.plan = requireNonNull(plan, "plan");
    this.draw = Draw.withSalt(plan.salt());
  }

  /** What it decides by. */
  public SamplingPlan plan() {
    return plan;
  }

  /** The first stratum that matches. */
  public Stratum stratum(ObservedInteraction observed) {
    for (Stratum stratum : plan.strata()) {
      if (stratum.match().holds(observed, plan.zone())) {
        return stratum;
      }
    }
    throw new IllegalStateException("strata: none matches (expected: the last does)");
  }

  /** The first rule that holds. */
  public Optional<Rule> rule(Facts facts, RateTable table) {
    double slowAbove = table.slowAbove(facts.template());
    for (Rule rule : plan.rules()) {
      if (rule.condition().holds(facts, slowAbove)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a trace of which nothing but its id is known might be drawn without a rule: whether its
   * content must be kept until it is decided with this table.
   *
   * @param unit the trace id, or the interaction's own where it has no trace
   */
  public boolean mayDraw(String unit, RateTable table) {
    for (SampledEvaluator evaluator : plan.evaluators()) {
      double most = 0;
      for (Stratum stratum : plan.strata()) {
        most = Math.max(most, rate(stratum, evaluator, table).probability());
      }
      if (draw.of(evaluator.group(), unit) < most) {
        return true;
      }
    }
    return false;
  }

  /**
   * Decides for the first time.
   *
   * @param at now, when the trace is decided
   */
  public TraceDecision decide(
      ObservedInteraction observed, Facts facts, RateTable table, Instant at) {
    return decide(observed, rule(facts, table), table, at);
  }

  TraceDecision decide(
      ObservedInteraction observed, Optional<Rule> rule, RateTable table, Instant at) {
    String unit = observed.traceId() == null ? observed.id() : observed.traceId();
    Stratum stratum = stratum(observed);
    // To the millisecond, as decisions are kept.
    Instant decidedAt = at.truncatedTo(ChronoUnit.MILLIS);
    List<Decision> decisions = new ArrayList<>(plan.evaluators().size());
    for (SampledEvaluator evaluator : plan.evaluators()) {
      Decision decision = byRate(unit, stratum, evaluator, table);
      decisions.add(
          rule.isEmpty() ? decision : raised(unit, decision, evaluator, rule.get(), table));
    }
    return new TraceDecision(
        unit, decidedAt, decidedAt.plus(table.contentHold()), stratum.name(), 1, decisions);
  }

  /**
   * Decides again when more is known: a signal came, or late data of the trace.
   *
   * <p>An interaction is then drawn where its draw is below the greatest probability it ever had,
   * and that is its probability over all looks: whoever was drawn at first with 0.05 and is then
   * held for certain by a rule has 1, and a score already counted with weight 20 must be withdrawn
   * and counted with weight 1. After {@code heldUntil} nothing changes: the content of those that
   * were not drawn is gone, so that the first probability still is the true one.
   *
   * @return the same decision where nothing changed
   */
  public TraceDecision revise(TraceDecision before, Facts facts, RateTable table, Instant at) {
    if (at.isAfter(before.heldUntil())) {
      return before;
    }
    Optional<Rule> rule = rule(facts, table);
    if (rule.isEmpty()) {
      return before;
    }
    List<Decision> decisions = new ArrayList<>(before.decisions().size());
    for (Decision decision : before.decisions()) {
      SampledEvaluator evaluator = evaluator(decision.evaluator());
      decisions.add(
          evaluator == null
              ? decision
              : raised(before.unit(), decision, evaluator, rule.get(), table));
    }
    return decisions.equals(before.decisions())
        ? before
        : new TraceDecision(
            before.unit(),
            before.decidedAt(),
            before.heldUntil(),
            before.stratum(),
            before.phase() + 1,
            decisions);
  }

  private Decision byRate(
      String unit, Stratum stratum, SampledEvaluator evaluator, RateTable table) {
    Rate rate = rate(stratum, evaluator, table);
    boolean selected = draw.of(evaluator.group(), unit) < rate.probability();
    return new Decision(
        evaluator.name(), selected, rate.probability(), rate.reason(), stratum.name());
  }

  // A table of an earlier plan may not know the stratum.
  private static Rate rate(Stratum stratum, SampledEvaluator evaluator, RateTable table) {
    return table
        .rate(stratum.name(), evaluator.name())
        .orElseGet(() -> new Rate(stratum.rate() * evaluator.share(), Reason.RATE));
  }

  private Decision raised(
      String unit, Decision before, SampledEvaluator evaluator, Rule rule, RateTable table) {
    double ruled = table.ruled().getOrDefault(evaluator.name(), 1.0);
    if (ruled <= before.probability()) {
      return before;
    }
    return new Decision(
        evaluator.name(),
        draw.of(evaluator.group(), unit) < ruled,
        ruled,
        Reason.RULE,
        rule.name());
  }

  private @Nullable SampledEvaluator evaluator(String name) {
    for (SampledEvaluator evaluator : plan.evaluators()) {
      if (evaluator.name().equals(name)) {
        return evaluator;
      }
    }
    return null;
  }
}
