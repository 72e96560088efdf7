package dev.assay.core.suite;

import dev.assay.core.comparison.Compared;
import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.config.ScalarText;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.gate.GateCriterion;
import dev.assay.core.gate.Inconclusive;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.verdict.PolicyEvaluator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Binds what a gate asks beside the pass rates of partitions. */
final class CriteriaBinder {

  private final EvaluatorRegistry registry;
  private final List<EvaluatorSpec> evaluators;
  private final GateFields settings;
  private final List<Problem> problems;

  CriteriaBinder(
      EvaluatorRegistry registry, List<EvaluatorSpec> evaluators, List<Problem> problems) {
    this.registry = registry;
    this.evaluators = evaluators;
    this.settings = new GateFields(problems);
    this.problems = problems;
  }

  List<GateCriterion> bind(Node node) {
    if (!(node instanceof Node.Sequence list)) {
      problems.add(
          new Problem(
              node.at(),
              "gate.criteria",
              node.shown(),
              "a list, such as [no_regression: {margin: 0.03}]",
              null));
      return List.of();
    }
    List<GateCriterion> criteria = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      criterion(list.items().get(i), "gate.criteria[" + i + "]").ifPresent(criteria::add);
    }
    return criteria;
  }

  private Optional<GateCriterion> criterion(Node node, String path) {
    Node.Mapping mapping = Fields.mapping(node, path, problems).orElse(null);
    if (mapping == null) {
      return Optional.empty();
    }
    if (mapping.entries().size() != 1) {
      problems.add(
          new Problem(
              node.at(),
              path,
              String.join(", ", mapping.entries().keySet()),
              "one kind: " + String.join(", ", SuiteKeys.CRITERIA.keySet()),
              "its settings stand below the kind, indented further"));
      return Optional.empty();
    }
    Map.Entry<String, Node.Entry> entry = mapping.entries().entrySet().iterator().next();
    String kind = entry.getKey();
    List<String> keys = SuiteKeys.CRITERIA.get(kind);
    if (keys == null) {
      problems.add(
          new Problem(
              entry.getValue().keyAt(),
              path,
              kind,
              "a kind of criterion",
              Nearest.advice(kind, SuiteKeys.CRITERIA.keySet())));
      return Optional.empty();
    }
    int before = problems.size();
    Optional<GateCriterion> made =
        Fields.of(entry.getValue().value(), path + "." + kind, keys, problems)
            .flatMap(fields -> criterion(kind, fields));
    return problems.size() == before ? made : Optional.empty();
  }

  private Optional<GateCriterion> criterion(String kind, Fields fields) {
    if (kind.equals("calibrated")) {
      return new CalibrationBinder(evaluators, problems).criterion(fields, settings);
    }
    Partition partition =
        fields
            .get("partition")
            .flatMap(
                n ->
                    Fields.text(n, fields.subject("partition"), problems)
                        .map(text -> (Node.Scalar) n))
            .flatMap(n -> PartitionKeys.of(n, fields.subject("partition"), problems))
            .orElse(null);
    Inconclusive policy = settings.policy(fields);
    OptionalDouble confidence = settings.confidence(fields);
    return switch (kind) {
      case "no_regression", "improvement" -> comparing(kind, fields, partition, policy);
      case "pass_rate" ->
          settings
              .required(fields, "min", 0, 1, "a number from 0 to 1")
              .filter(
                  min ->
                      settings.canBeShown(
                          min, confidence, at(fields, "min"), fields.subject("min")))
              .map(
                  min ->
                      new GateCriterion.PassRate(
                          partition,
                          min,
                          fields.share("min_coverage").orElse(0.95),
                          confidence,
                          policy));
      case "latency" -> latency(fields, partition, confidence, policy);
      case "cost" ->
          settings
              .required(fields, "max", 0, Double.MAX_VALUE, "a number from 0")
              .map(max -> new GateCriterion.Cost(partition, max, confidence, policy));
      default ->
          settings
              .required(fields, "min", 0, 1, "a number from 0 to 1")
              .map(min -> new GateCriterion.Coverage(partition, evaluator(fields), min, policy));
    };
  }

  private static Node at(Fields fields, String key) {
    return fields.get(key).orElseThrow();
  }

  private Optional<GateCriterion> latency(
      Fields fields,
      @Nullable Partition partition,
      OptionalDouble confidence,
      @Nullable Inconclusive policy) {
    double quantile =
        settings
            .number(fields, "quantile", Math.nextUp(0.0), Math.nextDown(1.0), "above 0 and below 1")
            .orElse(0.95);
    Optional<Node> max = fields.require("max", "a time such as 800ms or 2s");
    Optional<Duration> time =
        max.flatMap(
            n ->
                n instanceof Node.Scalar scalar
                    ? ScalarText.duration(scalar.meant().asString(""))
                    : Optional.empty());
    if (max.isPresent() && time.isEmpty()) {
      problems.add(
          new Problem(
              max.get().at(),
              fields.subject("max"),
              max.get().shown(),
              "a time such as 800ms or 2s",
              null));
    }
    return time.map(
        t -> new GateCriterion.Latency(partition, quantile, t.toMillis(), confidence, policy));
  }

  private Optional<GateCriterion> comparing(
      String kind, Fields fields, @Nullable Partition partition, @Nullable Inconclusive policy) {
    String evaluator = evaluator(fields);
    String measure = evaluator == null ? Compared.PASS_RATE : evaluator;
    OptionalDouble alpha =
        fields
            .get("alpha")
            .map(n -> settings.alpha(n, fields.subject("alpha")))
            .orElse(OptionalDouble.empty());
    double width = width(measure);
    String scale =
        Double.isInfinite(width)
            ? ""
            : " and below " + BigDecimal.valueOf(width).stripTrailingZeros().toPlainString();
    if (kind.equals("improvement")) {
      double by =
          settings
              .number(
                  fields,
                  "by",
                  0,
                  Math.nextDown(width),
                  "from 0" + scale + ", as " + measure + " is")
              .orElse(0);
      return Optional.of(new GateCriterion.Improvement(partition, measure, by, alpha, policy));
    }
    String expected = "a number above 0" + scale + ", the width of the scale of " + measure;
    return settings
        .required(fields, "margin", Math.nextUp(0.0), Math.nextDown(width), expected)
        .map(margin -> new GateCriterion.NoRegression(partition, measure, margin, alpha, policy));
  }

  // The width of the scale; infinite where it has no ends or is not known.
  private double width(String measure) {
    if (measure.equals(Compared.PASS_RATE)) {
      return 1;
    }
    return evaluators.stream()
        .filter(spec -> spec.alias().equals(measure))
        .findFirst()
        .flatMap(spec -> registry.find(spec.evaluator()).map(d -> PolicyEvaluator.of(spec, d)))
        .map(e -> e.high() - e.low())
        .filter(width -> width < Double.MAX_VALUE)
        .orElse(Double.POSITIVE_INFINITY);
  }

  private @Nullable String evaluator(Fields fields) {
    Optional<String> name = fields.text("evaluator");
    List<String> known = evaluators.stream().map(EvaluatorSpec::alias).toList();
    if (name.isPresent() && !name.get().equals(Compared.PASS_RATE) && !known.contains(name.get())) {
      problems.add(
          new Problem(
              at(fields, "evaluator").at(),
              fields.subject("evaluator"),
              name.get(),
              "an evaluator of this suite",
              Nearest.advice(name.get(), known)));
    }
    return name.filter(n -> !n.equals(Compared.PASS_RATE)).orElse(null);
  }
}
