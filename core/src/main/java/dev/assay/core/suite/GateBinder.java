package dev.assay.core.suite;

import dev.assay.core.comparison.Compared;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.gate.BaselineSource;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateCriterion;
import dev.assay.core.gate.Inconclusive;
import dev.assay.core.problem.InvalidInputException;
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

/** Binds what a suite asks of its runs. */
final class GateBinder {

  private static final double LEAST_CONFIDENCE = 0.5;

  private final EvaluatorRegistry registry;
  private final List<EvaluatorSpec> evaluators;
  private final List<Problem> problems;

  GateBinder(EvaluatorRegistry registry, List<EvaluatorSpec> evaluators, List<Problem> problems) {
    this.registry = registry;
    this.evaluators = evaluators;
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
          case "criteria" -> criteria.addAll(criteria(value));
          case "baseline" -> baseline = baseline(value);
          case "alpha" -> alpha = alpha(value, "gate.alpha").orElse(alpha);
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
      confidence = confidence(fields);
      policy = policy(fields);
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
    if (!canBeShown(passRate.get(), confidence, rateNode, path + ".pass_rate")) {
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

  // No number of examples shows a rate of 1, and none is needed for one of 0.
  private boolean canBeShown(double rate, OptionalDouble confidence, Node at, String subject) {
    if (confidence.isEmpty() || (0 < rate && rate < 1)) {
      return true;
    }
    problems.add(
        new Problem(
            at.at(),
            subject,
            at.shown(),
            "a number above 0 and below 1, for a confidence",
            "no number of examples shows a rate of 1; without confidence every example must pass"));
    return false;
  }

  private List<GateCriterion> criteria(Node node) {
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
    Partition partition =
        fields
            .get("partition")
            .flatMap(
                n ->
                    Fields.text(n, fields.subject("partition"), problems)
                        .map(text -> (Node.Scalar) n))
            .flatMap(n -> PartitionKeys.of(n, fields.subject("partition"), problems))
            .orElse(null);
    Inconclusive policy = policy(fields);
    OptionalDouble confidence = confidence(fields);
    return switch (kind) {
      case "no_regression", "improvement" -> comparing(kind, fields, partition, policy);
      case "pass_rate" ->
          required(fields, "min", 0, 1, "a number from 0 to 1")
              .filter(min -> canBeShown(min, confidence, at(fields, "min"), fields.subject("min")))
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
          required(fields, "max", 0, Double.MAX_VALUE, "a number from 0")
              .map(max -> new GateCriterion.Cost(partition, max, confidence, policy));
      default ->
          required(fields, "min", 0, 1, "a number from 0 to 1")
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
        number(fields, "quantile", Math.nextUp(0.0), Math.nextDown(1.0), "above 0 and below 1")
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
            .map(n -> alpha(n, fields.subject("alpha")))
            .orElse(OptionalDouble.empty());
    double width = width(measure);
    String scale =
        Double.isInfinite(width)
            ? ""
            : " and below " + BigDecimal.valueOf(width).stripTrailingZeros().toPlainString();
    if (kind.equals("improvement")) {
      double by =
          number(
                  fields,
                  "by",
                  0,
                  Math.nextDown(width),
                  "from 0" + scale + ", as " + measure + " is")
              .orElse(0);
      return Optional.of(new GateCriterion.Improvement(partition, measure, by, alpha, policy));
    }
    String expected = "a number above 0" + scale + ", the width of the scale of " + measure;
    return required(fields, "margin", Math.nextUp(0.0), Math.nextDown(width), expected)
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

  private OptionalDouble alpha(Node node, String subject) {
    BigDecimal number = Fields.number(node);
    double alpha = number == null ? Double.NaN : number.doubleValue();
    if (alpha > 0 && alpha < 0.5) {
      return OptionalDouble.of(alpha);
    }
    problems.add(
        new Problem(
            node.at(),
            subject,
            node.shown(),
            "a number above 0 and below 0.5, such as 0.05",
            null));
    return OptionalDouble.empty();
  }

  private OptionalDouble confidence(Fields fields) {
    return number(
        fields,
        "confidence",
        LEAST_CONFIDENCE,
        Math.nextDown(1.0),
        "a number from 0.5 to below 1, such as 0.95");
  }

  private @Nullable Inconclusive policy(Fields fields) {
    Optional<Node> node = fields.get("inconclusive");
    if (node.isEmpty()) {
      return null;
    }
    String text = node.get() instanceof Node.Scalar scalar ? scalar.meant().asString("") : "";
    Optional<Inconclusive> policy = Inconclusive.ofKey(text);
    if (policy.isEmpty()) {
      problems.add(
          new Problem(
              node.get().at(),
              fields.subject("inconclusive"),
              node.get().shown(),
              "fail or warn",
              null));
    }
    return policy.orElse(null);
  }

  private Optional<Double> required(
      Fields fields, String key, double low, double high, String expected) {
    if (fields.require(key, expected).isEmpty()) {
      return Optional.empty();
    }
    OptionalDouble number = number(fields, key, low, high, expected);
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }

  private OptionalDouble number(
      Fields fields, String key, double low, double high, String expected) {
    Optional<Node> node = fields.get(key);
    if (node.isEmpty()) {
      return OptionalDouble.empty();
    }
    BigDecimal number = Fields.number(node.get());
    double value = number == null ? Double.NaN : number.doubleValue();
    if (low <= value && value <= high) {
      return OptionalDouble.of(value);
    }
    problems.add(
        new Problem(node.get().at(), fields.subject(key), node.get().shown(), expected, null));
    return OptionalDouble.empty();
  }
}
