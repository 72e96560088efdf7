package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.monitor.sampling.SampledEvaluator;

/**
 * An evaluator that looks at traffic.
 *
 * @param spec what it is, as in a suite
 * @param sampled whether it looks at a sample; else at everything
 * @param group whose draw it shares, if sampled
 * @param share of a stratum's rate that it looks at, if sampled
 * @param assumedCost money a call, until it is known, if sampled
 * @since 0.1
 */
public record MonitoredEvaluator(
    EvaluatorSpec spec, boolean sampled, String group, double share, double assumedCost) {

  /** Checks the parts. */
  public MonitoredEvaluator {
    requireNonNull(spec, "spec");
    requireNonNull(group, "group");
  }

  /** What it is called here. */
  public String name() {
    return spec.alias();
  }

  /** As the sampling plan has it. */
  SampledEvaluator inPlan() {
    return new SampledEvaluator(name(), group, share, assumedCost);
  }
}
