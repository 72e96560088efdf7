package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.monitor.sampling.Budget;
import dev.assay.monitor.sampling.FlagPatterns;
import dev.assay.monitor.sampling.Rule;
import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.sampling.Stratum;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What sampled evaluators look at: a {@link SamplingPlan} but for its salt and evaluators.
 *
 * @param strata in order, without the rest
 * @param restRate the rate of what no stratum matches
 * @param restFloor its floor an hour
 * @param rules what is looked at whatever the rate
 * @param budget what the evaluators may spend; rates are lowered to keep it
 * @param flags Java regular expressions by the flag they raise; each compiles
 * @param contentHold how long content waits for late signals
 * @param assumedPerMinute interactions a minute to plan for before any has been seen
 * @param salt what decisions are salted with; null for one generated in the data directory
 * @param zone where days begin and hours are told
 * @since 0.1
 */
public record SamplingConfig(
    List<Stratum> strata,
    double restRate,
    int restFloor,
    List<Rule> rules,
    Budget budget,
    Map<String, String> flags,
    Duration contentHold,
    double assumedPerMinute,
    @Nullable Secret salt,
    ZoneId zone) {

  /** A twentieth; errors, slow answers, flags and negative signals always; no budget. */
  public static final SamplingConfig DEFAULT =
      new SamplingConfig(
          List.of(),
          0.05,
          0,
          List.of(
              new Rule("error", new Rule.Failed()),
              new Rule("slow", new Rule.Slow()),
              new Rule("flagged", new Rule.Flagged(Set.of())),
              new Rule("signals", new Rule.Signalled(Set.of()))),
          Budget.NONE,
          Map.of(),
          Duration.ofMinutes(10),
          600,
          null,
          ZoneOffset.UTC);

  /** Checks and copies the parts. */
  public SamplingConfig {
    strata = List.copyOf(strata);
    rules = List.copyOf(rules);
    requireNonNull(budget, "budget");
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
    requireNonNull(contentHold, "contentHold");
    requireNonNull(zone, "zone");
  }

  /**
   * The plan.
   *
   * @param evaluators those configured; the sampled ones are in the plan
   * @param generatedSalt the salt where none is configured
   * @throws IllegalArgumentException if two strata, rules or evaluators have one name
   */
  public SamplingPlan plan(List<MonitoredEvaluator> evaluators, String generatedSalt) {
    SamplingPlan.Builder plan =
        SamplingPlan.builder()
            .salt(salt == null ? generatedSalt : salt.value())
            .zone(zone)
            .rest(restRate, restFloor)
            .budget(budget)
            .contentHold(contentHold)
            .assumedPerMinute(assumedPerMinute);
    strata.forEach(plan::stratum);
    rules.forEach(rule -> plan.rule(rule.name(), rule.condition()));
    evaluators.stream()
        .filter(MonitoredEvaluator::sampled)
        .forEach(evaluator -> plan.evaluator(evaluator.inPlan()));
    return plan.build();
  }

  /**
   * Whether all content is kept until it is decided who looks at it, as far as the machine keeps
   * up: flags are raised by it, and every rule but that of errors may hold what no rate draws.
   */
  public boolean keepsAll() {
    return !flags.isEmpty()
        || rules.stream()
            .map(Rule::condition)
            .anyMatch(
                condition ->
                    condition instanceof Rule.Slow
                        || condition instanceof Rule.Signalled
                        || condition instanceof Rule.LowScore);
  }

  /** The patterns, compiled; for one thread. */
  public FlagPatterns flagPatterns() {
    return FlagPatterns.of(flags);
  }
}
