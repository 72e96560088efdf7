package dev.assay.core.gate;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a gate asks of a run, partition by partition.
 *
 * <p>Golden examples are always gated where there are some, at a pass rate of 1: asking less of
 * them is refused.
 *
 * @param requirements one per partition, in order of partition
 * @since 0.1
 */
public record GateConfig(List<Requirement> requirements) {

  /** Why less than 1 is refused for golden examples. */
  public static final String GOLDEN_RULE = "1.0: golden examples need a 100% pass rate";

  /** For suites that say nothing: golden and regression examples, where there are some, pass. */
  public static final GateConfig DEFAULT =
      new GateConfig(
          List.of(
              new Requirement(
                  Partition.REGRESSION, 1, defaultCoverage(Partition.REGRESSION), true)));

  /**
   * Orders the requirements and adds golden's if it is not among them.
   *
   * @throws InvalidInputException if a partition is named twice or less than 1 is asked of golden
   */
  public GateConfig {
    List<Requirement> all = new ArrayList<>(requirements);
    for (Requirement requirement : requirements) {
      String subject = "gate." + requirement.partition().key();
      if (requirements.stream().filter(r -> r.partition() == requirement.partition()).count() > 1) {
        throw new InvalidInputException(Problem.of(subject, null, "given once"));
      }
      if (requirement.partition() == Partition.GOLDEN && requirement.passRate() < 1) {
        throw new InvalidInputException(
            Problem.of(subject + ".pass_rate", requirement.passRate(), GOLDEN_RULE));
      }
    }
    if (requirements.stream().noneMatch(r -> r.partition() == Partition.GOLDEN)) {
      all.add(new Requirement(Partition.GOLDEN, 1, 1, true));
    }
    all.sort((a, b) -> a.partition().compareTo(b.partition()));
    requirements = List.copyOf(all);
  }

  /** Asks for a pass rate in one partition, with the default coverage, and golden's besides. */
  public static GateConfig of(Partition partition, double passRate) {
    return new GateConfig(List.of()).with(partition, passRate);
  }

  /** This gate, asking also for {@code passRate} in {@code partition}. */
  public GateConfig with(Partition partition, double passRate) {
    return with(partition, passRate, defaultCoverage(partition));
  }

  /** This gate, asking also for {@code passRate} and {@code minCoverage} in {@code partition}. */
  public GateConfig with(Partition partition, double passRate, double minCoverage) {
    List<Requirement> all = new ArrayList<>(requirements);
    all.removeIf(r -> r.partition() == partition);
    all.add(new Requirement(partition, passRate, minCoverage, false));
    return new GateConfig(all);
  }

  /** What it asks of {@code partitions} alone: for runs of those that a person chose. */
  public GateConfig only(Set<Partition> partitions) {
    return new GateConfig(
        requirements.stream().filter(r -> partitions.contains(r.partition())).toList());
  }

  /** The share of a partition's examples that must be scored unless a gate says otherwise. */
  public static double defaultCoverage(Partition partition) {
    return partition == Partition.GOLDEN ? 1 : 0.95;
  }

  /** The form kept with a run: {@code {golden: {pass_rate, min_coverage, where_present}}}. */
  public ObjectNode toJson() {
    return GateJson.write(this);
  }

  /**
   * What {@link #toJson} wrote.
   *
   * @throws InvalidInputException if it is something else
   */
  public static GateConfig fromJson(JsonNode json) {
    return GateJson.read(json);
  }

  /**
   * What is asked of one partition.
   *
   * @param partition which
   * @param passRate the least share of passed among passed and failed, from 0 to 1
   * @param minCoverage the least share of passed and failed among planned, from 0 to 1
   * @param wherePresent whether nothing is asked if the run has no such examples; otherwise their
   *     absence is inconclusive
   */
  public record Requirement(
      Partition partition, double passRate, double minCoverage, boolean wherePresent) {

    /** Checks the parts. */
    public Requirement {
      requireNonNull(partition, "partition");
      check("pass_rate", passRate);
      check("min_coverage", minCoverage);
    }

    private static void check(String name, double share) {
      if (!(0 <= share && share <= 1)) {
        throw new IllegalArgumentException(
            name + ": " + share + " (expected: a number from 0 to 1)");
      }
    }
  }
}
