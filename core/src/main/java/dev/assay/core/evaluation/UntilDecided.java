package dev.assay.core.evaluation;

import dev.assay.core.dataset.Example;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateCriterion;
import dev.assay.core.gate.GateResult;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.RandomOrder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a run that may end early takes its examples; kept in {@code run.json}, so that it is decided
 * the same again.
 *
 * @param chunk after how many examples it looks whether it knows enough, at least 1
 * @param acrossPartitions whether all examples are shuffled together, or partition by partition
 */
record UntilDecided(int chunk, boolean acrossPartitions) {

  private static final String NAME = "until_decided";

  /**
   * For a gate. As many examples make a chunk as run at once: to look more often saves nothing, for
   * those in flight end anyway.
   */
  static UntilDecided of(GateConfig gate, int concurrency) {
    return new UntilDecided(
        concurrency,
        gate.criteria().stream()
            .anyMatch(c -> c instanceof GateCriterion.PassRate && c.partition() == null));
  }

  /** What {@code run.json} says; null for a run that was to run everything. */
  static @Nullable UntilDecided read(JsonNode sections) {
    JsonNode json = sections.path(NAME);
    if (json.isMissingNode() || json.isNull()) {
      return null;
    }
    JsonNode chunk = json.path("chunk");
    JsonNode across = json.path("across_partitions");
    if (!chunk.isInt() || chunk.intValue() < 1 || !across.isBoolean()) {
      throw new InvalidInputException(
          Problem.of("run.json", NAME, "an object with a chunk from 1 and across_partitions")
              .next("the run was not made by assay run; run it again"));
    }
    return new UntilDecided(chunk.intValue(), across.booleanValue());
  }

  void writeTo(ObjectNode sections) {
    sections.set(
        NAME, Json.object().put("chunk", chunk).put("across_partitions", acrossPartitions));
  }

  Comparator<Example> order(long seed) {
    return acrossPartitions ? RandomOrder.acrossPartitions(seed) : RandomOrder.byPartition(seed);
  }

  /**
   * The gate by which what ran to its end is decided: where an error rate is stated, looking early
   * took half of it.
   */
  static GateConfig atEnd(GateConfig gate) {
    List<GateConfig.Requirement> requirements =
        gate.requirements().stream()
            .map(
                r ->
                    r.confidence().isEmpty()
                        ? r
                        : new GateConfig.Requirement(
                            r.partition(),
                            r.passRate(),
                            r.minCoverage(),
                            r.wherePresent(),
                            half(r.criterion()).confidence(),
                            r.policy()))
            .toList();
    List<GateCriterion> criteria =
        gate.criteria().stream()
            .map(c -> c instanceof GateCriterion.PassRate rate ? half(rate) : c)
            .toList();
    return new GateConfig(requirements, criteria, gate.baseline(), gate.alpha());
  }

  /** What was decided {@link #atEnd}, in the words of the gate that was asked. */
  static GateResult explained(GateResult atEnd, GateConfig gate) {
    Map<String, GateCriterion.PassRate> sure = new HashMap<>();
    Stream.concat(
            gate.requirements().stream().map(GateConfig.Requirement::criterion),
            gate.criteria().stream()
                .filter(GateCriterion.PassRate.class::isInstance)
                .map(GateCriterion.PassRate.class::cast))
        .filter(rate -> rate.confidence().isPresent())
        .forEach(rate -> sure.put(rate.name(), rate));
    return GateResult.of(
        atEnd.criteria().stream().map(c -> explained(c, sure.get(c.name()))).toList());
  }

  private static GateResult.Criterion explained(
      GateResult.Criterion decided, GateCriterion.@Nullable PassRate asked) {
    return asked == null
        ? decided
        : new GateResult.Criterion(
            decided.name(),
            decided.decision(),
            asked.words(),
            decided.observed(),
            decided.explanation() + "; half of the error rate was for looking early",
            decided.undecided());
  }

  private static GateCriterion.PassRate half(GateCriterion.PassRate rate) {
    return rate.confidence().isEmpty()
        ? rate
        : rate.withConfidence((1 + rate.confidence().getAsDouble()) / 2);
  }
}
