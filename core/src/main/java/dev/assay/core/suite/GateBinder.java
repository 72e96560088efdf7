package dev.assay.core.suite;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.gate.BaselineSource;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateCriterion;
import dev.assay.core.gate.Inconclusive;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Binds what a suite asks of its runs. */
final class GateBinder {

  private final CriteriaBinder criteriaBinder;
  private final GateFields settings;
  private final List<Problem> problems;

  GateBinder(EvaluatorRegistry registry, List<EvaluatorSpec> evaluators, List<Problem> problems) {
    this.criteriaBinder = new CriteriaBinder(registry, evaluators, problems);
    this.settings = new GateFields(problems);
    this.problems = problems;
  }

  Optional<GateConfig> bind(Node node) {
    int before = problems.size();
    Node.Mapping mapping =
        node.empty() ? null : Fields.mapping(node, "gate", problems).orElse(null);
    List<GateConfig.Requirement> requirements = new ArrayList<>();
    List<GateCriterion> criteria = new ArrayList<>();
    Optional<BaselineSource> baseline = Optional.empty();
    double alpha = GateConfig.DEFAULT_ALPHA;
    if (mapping != null) {
      for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
        Node value = entry.getValue().value();
        switch (entry.getKey()) {
          case "criteria" -> criteria.addAll(criteriaBinder.bind(value));
          case "baseline" -> baseline = baseline(value);
          case "alpha" -> alpha = settings.alpha(value, "gate.alpha").orElse(alpha);
          default ->
              PartitionKeys.ofKey(
                      "gate",
                      entry.getKey(),
                      entry.getValue().keyAt(),
                      SuiteKeys.GATE_BESIDE,
                      problems)
                  .flatMap(partition -> requirement(partition, value))
                  .ifPresent(requirements::add);
        }
      }
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    if (requirements.isEmpty() && criteria.isEmpty() && baseline.isEmpty()) {
      problems.add(new Problem(node.at(), "gate", node.shown(), "at least one partition", null));
      return Optional.empty();
    }
    try {
      GateConfig gate = new GateConfig(requirements, criteria, Optional.empty(), alpha);
      return Optional.of(baseline.map(gate::with).orElse(gate));
    } catch (InvalidInputException e) {
      e.problems().forEach(p -> problems.add(p.at(node.at())));
      return Optional.empty();
    }
  }

  private Optional<GateConfig.Requirement> requirement(Partition partition, Node node) {
    String path = "gate." + partition.key();
    boolean golden = partition == Partition.GOLDEN;
    Optional<Double> passRate;
    Optional<Double> coverage = Optional.empty();
    OptionalDouble confidence = OptionalDouble.empty();
    Inconclusive policy = null;
    Node rateNode = node;
    if (node instanceof Node.Mapping) {
      Fields fields = Fields.of(node, path, SuiteKeys.GATE, problems).orElseThrow();
      coverage = fields.share("min_coverage");
      confidence = settings.confidence(fields);
      policy = settings.policy(fields);
      rateNode = fields.get("pass_rate").orElse(node);
      passRate = fields.share("pass_rate");
      if (golden && fields.get("pass_rate").isEmpty()) {
        passRate = Optional.of(1.0);
      } else if (passRate.isEmpty() && fields.get("pass_rate").isEmpty()) {
        fields.require("pass_rate", "a number from 0 to 1");
      }
    } else {
      passRate = Fields.share(node, path, problems);
    }
    if (passRate.isEmpty()) {
      return Optional.empty();
    }
    if (golden && passRate.get() < 1) {
      problems.add(
          new Problem(
              rateNode.at(),
              path + ".pass_rate",
              rateNode.shown(),
              GateConfig.GOLDEN_RULE,
              "put examples that may fail into another partition"));
      return Optional.empty();
    }
    if (!settings.canBeShown(passRate.get(), confidence, rateNode, path + ".pass_rate")) {
      return Optional.empty();
    }
    return Optional.of(
        new GateConfig.Requirement(
            partition,
            passRate.get(),
            coverage.orElse(GateConfig.defaultCoverage(partition)),
            false,
            confidence,
            policy));
  }

  private Optional<BaselineSource> baseline(Node node) {
    if (!(node instanceof Node.Mapping)) {
      return Fields.text(node, "gate.baseline", problems).map(BaselineSource::of);
    }
    return Fields.of(node, "gate.baseline", SuiteKeys.BASELINE, problems)
        .flatMap(
            fields -> {
              fields.require("latest", "a folder of runs, such as runs");
              String branch = fields.text("branch").orElse("main");
              return fields.text("latest").map(folder -> BaselineSource.latest(folder, branch));
            });
  }
}
