package dev.assay.core.verdict;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Which scores fail an example, as a suite says it under {@code policy}; what it does not say is
 * decided by the defaults of {@link PassPolicy}.
 *
 * @param settings one per evaluator and partition named
 * @since 0.1
 */
public record PolicyConfig(List<Setting> settings) {

  /** Says nothing: the defaults decide. */
  public static final PolicyConfig DEFAULT = new PolicyConfig(List.of());

  /** Copies the settings. */
  public PolicyConfig {
    settings = List.copyOf(settings);
  }

  /** This policy, with a threshold in every partition that has none of its own. */
  public PolicyConfig with(String evaluator, double threshold) {
    return with(new Setting(null, evaluator, OptionalDouble.of(threshold), null));
  }

  /** This policy, with a threshold in one partition. */
  public PolicyConfig with(Partition partition, String evaluator, double threshold) {
    return with(new Setting(partition, evaluator, OptionalDouble.of(threshold), null));
  }

  /** This policy, with an evaluator that only informs in one partition. */
  public PolicyConfig informing(Partition partition, String evaluator) {
    return with(new Setting(partition, evaluator, OptionalDouble.empty(), null));
  }

  /** This policy, with an evaluator that only informs. */
  public PolicyConfig informing(String evaluator) {
    return with(new Setting(null, evaluator, OptionalDouble.empty(), null));
  }

  /** This policy, without what it says of these evaluators. */
  public PolicyConfig without(Collection<String> evaluators) {
    return new PolicyConfig(
        settings.stream().filter(s -> !evaluators.contains(s.evaluator())).toList());
  }

  private PolicyConfig with(Setting setting) {
    List<Setting> all = new ArrayList<>(settings);
    all.add(setting);
    return new PolicyConfig(all);
  }

  /**
   * One evaluator in one partition.
   *
   * @param partition where; null for every partition without a setting of its own
   * @param evaluator the suite's name for the evaluator
   * @param threshold what a value needs to pass; empty if the evaluator only informs
   * @param location where it stands, if in a file
   */
  public record Setting(
      @Nullable Partition partition,
      String evaluator,
      OptionalDouble threshold,
      @Nullable Location location) {

    /** Checks the parts. */
    public Setting {
      requireNonNull(evaluator, "evaluator");
      requireNonNull(threshold, "threshold");
    }

    /** Such as {@code policy.golden.token-f1}. */
    String subject() {
      return "policy." + (partition == null ? "default" : partition.key()) + "." + evaluator;
    }
  }
}
