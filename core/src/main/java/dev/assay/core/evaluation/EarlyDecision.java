package dev.assay.core.evaluation;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateCriterion;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateForecast;
import dev.assay.core.gate.GateResult;
import dev.assay.core.run.EarlyStop;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import dev.assay.core.summary.ExampleVerdict;
import dev.assay.core.summary.RunSummaries;
import dev.assay.core.verdict.PassPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run once its gate is clear: as soon as one pass rate is missed, or all are decided.
 *
 * <p>Criteria of other kinds (latency, cost, coverage, comparison with a baseline) have no test
 * here that may look early: all examples that they are about run, unless a pass rate fails the gate
 * before. Examples that the gate asks nothing of do not run, if it asks anything of others.
 */
final class EarlyDecision implements EarlyStop {

  private final RunHeader header;
  private final PassPolicy policy;
  private final UntilDecided setting;
  private final List<EarlyRate> rates = new ArrayList<>();
  private final List<GateCriterion> held = new ArrayList<>();
  private final Map<Partition, Integer> heard = new EnumMap<>(Partition.class);

  EarlyDecision(RunHeader header, PassPolicy policy, GateConfig gate, UntilDecided setting) {
    this.header = header;
    this.policy = policy;
    this.setting = setting;
    gate.requirements().forEach(requirement -> add(requirement.criterion()));
    gate.criteria().forEach(this::add);
  }

  // A random sample of each partition is none of all examples, if a run was ordered so.
  private void add(GateCriterion asked) {
    int planned = planned(asked.partition());
    // A calibration is what it is whatever runs.
    if (planned == 0 || asked instanceof GateCriterion.Calibrated) {
      return;
    }
    boolean sampled = asked.partition() != null || setting.acrossPartitions();
    if (asked instanceof GateCriterion.PassRate rate && sampled) {
      rates.add(new EarlyRate(rate, planned));
    } else {
      held.add(asked);
    }
  }

  private int planned(@Nullable Partition partition) {
    return partition == null
        ? header.planned().values().stream().mapToInt(Integer::intValue).sum()
        : header.planned().getOrDefault(partition, 0);
  }

  @Override
  public Comparator<Example> order() {
    return setting.order(header.options().seed());
  }

  @Override
  public int chunk() {
    return setting.chunk();
  }

  @Override
  public void finished(List<ExampleResult> repetitions) {
    Partition partition = repetitions.get(0).example().partition();
    heard.merge(partition, 1, Integer::sum);
    for (ExampleVerdict verdict : RunSummaries.verdicts(header, repetitions, policy)) {
      rates.stream()
          .filter(rate -> concerns(rate.asked(), partition))
          .forEach(rate -> rate.add(verdict.verdict().outcome(), verdict.passShare()));
    }
  }

  private static boolean concerns(GateCriterion asked, Partition partition) {
    return asked.partition() == null || asked.partition() == partition;
  }

  @Override
  public boolean settled(Partition partition) {
    if (rates.isEmpty() && held.isEmpty()) {
      return false;
    }
    return held.stream().noneMatch(asked -> concerns(asked, partition))
        && rates.stream()
            .filter(rate -> concerns(rate.asked(), partition))
            .allMatch(rate -> rate.decision() != null);
  }

  @Override
  public boolean over() {
    return failing() != null
        || header.planned().entrySet().stream()
            .allMatch(
                p -> settled(p.getKey()) || heard.getOrDefault(p.getKey(), 0) >= p.getValue());
  }

  private @Nullable EarlyRate failing() {
    return rates.stream()
        .filter(rate -> rate.decision() == GateDecision.FAIL)
        .findFirst()
        .orElse(null);
  }

  @Override
  public String reason() {
    EarlyRate failing = failing();
    if (failing != null) {
      return failing.asked().name() + " is clearly missed, which fails the gate";
    }
    List<String> clear =
        rates.stream()
            .filter(rate -> rate.decision() != null)
            .map(rate -> rate.asked().name())
            .toList();
    return clear.isEmpty()
        ? "the gate asks nothing of the other examples"
        : String.join(" and ", clear) + (clear.size() == 1 ? " is" : " are") + " clearly reached";
  }

  /** What may end the run early, and what keeps it from ending. */
  List<GateForecast.Line> outlook() {
    List<GateForecast.Line> lines = new ArrayList<>();
    for (EarlyRate rate : rates) {
      lines.add(new GateForecast.Line(rate.asked().name(), rate.outlook(), false));
    }
    for (GateCriterion asked : held) {
      String words =
          "cannot be decided early: all "
              + planned(asked.partition())
              + " examples run, unless a pass rate fails the gate before";
      lines.add(new GateForecast.Line(asked.name(), words, false));
    }
    for (Partition partition : Partition.values()) {
      if (settled(partition) && planned(partition) > 0) {
        String words =
            "the gate asks nothing of its " + planned(partition) + " examples: they do not run";
        lines.add(new GateForecast.Line(partition.key(), words, false));
      }
    }
    return lines;
  }

  /** Hears again of what ran, in the order in which it was heard. */
  void replay(List<ExampleResult> results) {
    List<ExampleResult> ordered = new ArrayList<>(results);
    ordered.sort(
        Comparator.comparing(ExampleResult::example, order())
            .thenComparingInt(ExampleResult::repeat));
    Map<String, List<ExampleResult>> byExample = new LinkedHashMap<>();
    ordered.forEach(
        r -> byExample.computeIfAbsent(r.example().id(), id -> new ArrayList<>(1)).add(r));
    for (List<ExampleResult> repetitions : byExample.values()) {
      if (repetitions.size() == header.options().repeats()) {
        finished(repetitions);
      }
    }
  }

  /**
   * What a gate comes to in a run that ended early: what was decided early stays so, what ran to
   * its end is decided by all of it, and the rest is open.
   *
   * @param found the gate's result on what ran
   */
  GateResult apply(GateResult found) {
    Map<String, GateResult.Criterion> criteria = new LinkedHashMap<>();
    for (EarlyRate rate : rates) {
      if (rate.decision() != null || rate.ran() < rate.planned()) {
        criteria.put(rate.asked().name(), rate.criterion());
      }
    }
    for (GateCriterion asked : held) {
      if (ran(asked) < planned(asked.partition())) {
        criteria.put(asked.name(), open(asked, found));
      }
    }
    List<GateResult.Criterion> all = new ArrayList<>();
    for (GateResult.Criterion criterion : found.criteria()) {
      GateResult.Criterion early = criteria.remove(criterion.name());
      all.add(early == null ? criterion : early);
    }
    all.addAll(criteria.values());
    return GateResult.of(all);
  }

  private int ran(GateCriterion asked) {
    return heard.entrySet().stream()
        .filter(entry -> concerns(asked, entry.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private GateResult.Criterion open(GateCriterion asked, GateResult found) {
    String required =
        found.criteria().stream()
            .filter(criterion -> criterion.name().equals(asked.name()))
            .map(GateResult.Criterion::required)
            .findFirst()
            .orElse(asked.name());
    return new GateResult.Criterion(
        asked.name(),
        GateDecision.INCONCLUSIVE,
        required,
        ran(asked) + " of " + planned(asked.partition()) + " ran",
        "the run ended before this could be told; assay run --resume without --until-decided"
            + " goes on");
  }
}
