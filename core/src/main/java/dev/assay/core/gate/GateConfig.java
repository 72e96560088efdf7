package dev.assay.core.gate;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a gate asks of a run, partition by partition.
 *
 * <p>Golden examples are always gated where there are some, at a pass rate of 1: asking less of
 * them is refused.
 *
 * @param requirements one per partition, in order of partition
 * @param criteria what else is asked, in the suite's order
 * @param baseline what it compares with, if it says
 * @param alpha how often the criteria that compare may fail a system that did not change, all
 *     together; each has an equal part of it unless it has its own; above 0 and below 0.5
 * @since 0.1
 */
public record GateConfig(
    List<Requirement> requirements,
    List<GateCriterion> criteria,
    Optional<BaselineSource> baseline,
    double alpha) {

  /** How often a system that did not change may be failed unless a gate says otherwise. */
  public static final double DEFAULT_ALPHA = 0.05;

  /** What loss in pass rate is borne where a baseline is named and nothing that compares. */
  public static final double DEFAULT_MARGIN = 0.05;

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
   * @throws InvalidInputException if a partition or criterion is named twice or less than 1 is
   *     asked of golden
   * @throws IllegalArgumentException if alpha is out of range
   */
  public GateConfig {
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha: " + alpha + " (expected: 0 < alpha < 0.5)");
    }
    requireNonNull(baseline, "baseline");
    criteria = List.copyOf(criteria);
    Set<String> names = new HashSet<>();
    requirements.forEach(r -> names.add(r.partition().key() + ".pass_rate"));
    for (GateCriterion criterion : criteria) {
      if (!names.add(criterion.name())) {
        throw new InvalidInputException(
            Problem.of("gate.criteria", criterion.name(), "each criterion once"));
      }
    }
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

  /** Asks for pass rates alone. */
  public GateConfig(List<Requirement> requirements) {
    this(requirements, List.of(), Optional.empty(), DEFAULT_ALPHA);
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
    return new GateConfig(all, criteria, baseline, alpha);
  }

  /** This gate, asking also for {@code criterion}. */
  public GateConfig with(GateCriterion criterion) {
    List<GateCriterion> all = new ArrayList<>(criteria);
    all.add(criterion);
    return new GateConfig(requirements, all, baseline, alpha);
  }

  /**
   * This gate, comparing with {@code source}; if nothing in it compares yet, by its pass rate, of
   * which a loss of {@link #DEFAULT_MARGIN} is borne.
   */
  public GateConfig with(BaselineSource source) {
    GateConfig gate = new GateConfig(requirements, criteria, Optional.of(source), alpha);
    return gate.comparing().isEmpty()
        ? gate.with(GateCriterion.NoRegression.ofPassRate(DEFAULT_MARGIN))
        : gate;
  }

  /** The criteria that hold the run against another. */
  public List<GateCriterion.Comparing> comparing() {
    return criteria.stream()
        .filter(GateCriterion.Comparing.class::isInstance)
        .map(GateCriterion.Comparing.class::cast)
        .toList();
  }

  /** How often {@code criterion} may fail a system that did not change. */
  public double alphaOf(GateCriterion.Comparing criterion) {
    long sharing = comparing().stream().filter(c -> c.alpha().isEmpty()).count();
    return criterion.alpha().orElse(alpha / Math.max(1, sharing));
  }

  /** What it asks of {@code partitions} alone: for runs of those that a person chose. */
  public GateConfig only(Set<Partition> partitions) {
    return new GateConfig(
        requirements.stream().filter(r -> partitions.contains(r.partition())).toList(),
        criteria.stream()
            .filter(c -> c.partition() == null || partitions.contains(c.partition()))
            .toList(),
        baseline,
        alpha);
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
   * @param confidence how sure to be of the rate; empty to go by the rate found
   * @param policy what it means that it is undecided; null for the default
   */
  public record Requirement(
      Partition partition,
      double passRate,
      double minCoverage,
      boolean wherePresent,
      OptionalDouble confidence,
      @Nullable Inconclusive policy) {

    /** Checks the parts. */
    public Requirement {
      requireNonNull(partition, "partition");
      new GateCriterion.PassRate(partition, passRate, minCoverage, confidence, policy);
    }

    /** One that goes by the rate found. */
    public Requirement(
        Partition partition, double passRate, double minCoverage, boolean wherePresent) {
      this(partition, passRate, minCoverage, wherePresent, OptionalDouble.empty(), null);
    }

    /** What is asked, as a criterion. */
    public GateCriterion.PassRate criterion() {
      return new GateCriterion.PassRate(partition, passRate, minCoverage, confidence, policy);
    }
  }
}
