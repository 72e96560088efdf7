package dev.assay.core.suite;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.TargetSpec;
import dev.assay.core.verdict.PassPolicy;
import dev.assay.core.verdict.PolicyConfig;
import dev.assay.core.verdict.PolicyEvaluator;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Binds a suite's nodes to a {@link SuiteBuilder}, noting every mistake. */
final class SuiteBinder {

  private final EvaluatorRegistry registry;
  private final List<String> targetKinds;
  private final Path folder;
  private final List<Problem> problems;

  SuiteBinder(
      EvaluatorRegistry registry, List<String> targetKinds, Path folder, List<Problem> problems) {
    this.registry = registry;
    this.targetKinds = targetKinds;
    this.folder = folder;
    this.problems = problems;
  }

  Optional<SuiteBuilder> bind(Node root, String nameOfFile) {
    return Fields.ofRoot(root, "suite", SuiteKeys.SUITE, problems)
        .map(fields -> bind(fields, nameOfFile));
  }

  private SuiteBuilder bind(Fields fields, String nameOfFile) {
    SuiteBuilder suite =
        Suite.builder(fields.text("name").filter(n -> fits(n, fields)).orElse(nameOfFile))
            .baseDirectory(folder);
    fields.text("description");
    fields.require("dataset", "a file, or a list of files").ifPresent(n -> datasets(n, suite));
    fields.require("target", "what to evaluate").ifPresent(node -> target(node, suite));
    fields
        .require("evaluators", "at least one evaluator")
        .map(node -> new EvaluatorBinder(registry, problems).bind(node))
        .ifPresent(specs -> specs.forEach(suite::evaluator));
    fields
        .get("models")
        .map(node -> new ModelsBinder(problems).bind(node))
        .ifPresent(models -> models.forEach(suite::model));
    fields
        .get("prices")
        .filter(n -> Fields.text(n, "prices", problems).isPresent())
        .flatMap(n -> file((Node.Scalar) n, "prices"))
        .ifPresent(suite::prices);
    fields.get("policy").ifPresent(node -> suite.policy(policy(node)));
    checkPolicy(suite);
    fields
        .get("calibration")
        .flatMap(node -> new CalibrationBinder(suite.evaluators, problems).bind(node, folder))
        .ifPresent(suite::calibration);
    fields
        .get("gate")
        .flatMap(node -> new GateBinder(registry, suite.evaluators, problems).bind(node))
        .ifPresent(suite::gate);
    suite.options(new OptionsBinder(fields, problems).bind());
    fields.texts("prompts").forEach(n -> file(n, "prompts").ifPresent(suite::prompts));
    fields.texts("few_shot").forEach(n -> file(n, "few_shot").ifPresent(suite::fewShot));
    return suite;
  }

  // It becomes part of file names and reports.
  private boolean fits(String name, Fields fields) {
    boolean fits =
        !name.isBlank()
            && name.length() <= 200
            && name.codePoints().noneMatch(Character::isISOControl);
    if (!fits) {
      problems.add(
          Problem.of("name", name, "up to 200 characters on one line")
              .at(fields.get("name").map(Node::at).orElse(null)));
    }
    return fits;
  }

  private void datasets(Node node, SuiteBuilder suite) {
    List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
    if (items.isEmpty()) {
      problems.add(new Problem(node.at(), "dataset", "an empty list", "at least one file", null));
    }
    for (Node item : items) {
      if (item instanceof Node.Mapping) {
        Fields.of(item, "dataset", SuiteKeys.DATASET, problems).ifPresent(f -> mapped(f, suite));
      } else {
        for (Node.Scalar path : Fields.texts(item, "dataset", problems)) {
          file(path, "dataset")
              .ifPresent(f -> suite.dataset(new DatasetSource(f, null, null, path.at())));
        }
      }
    }
  }

  private void mapped(Fields fields, SuiteBuilder suite) {
    Partition partition =
        fields
            .get("partition")
            .flatMap(n -> Fields.text(n, "dataset.partition", problems).map(t -> (Node.Scalar) n))
            .flatMap(n -> PartitionKeys.of(n, "dataset.partition", problems))
            .orElse(null);
    Node.Mapping mapping =
        fields
            .get("mapping")
            .flatMap(n -> Fields.mapping(n, "dataset.mapping", problems))
            .orElse(null);
    if (fields.require("path", "a file, or a list of files").isPresent()) {
      for (Node.Scalar path : fields.texts("path")) {
        file(path, "dataset.path")
            .ifPresent(
                f ->
                    suite.dataset(
                        new DatasetSource(
                            f, mapping == null ? null : mapping.meant(), partition, path.at())));
      }
    }
  }

  private Optional<Path> file(Node.Scalar node, String subject) {
    try {
      Path path = Path.of(node.meant().stringValue());
      if (Files.isRegularFile(folder.resolve(path))) {
        return Optional.of(path);
      }
      String expected =
          Files.isDirectory(folder.resolve(path)) ? "a file, not a folder" : "a file that exists";
      problems.add(
          new Problem(
              node.at(), subject, node.shown(), expected, "paths are relative to the suite"));
    } catch (InvalidPathException e) {
      problems.add(new Problem(node.at(), subject, node.shown(), "a file's path", null));
    }
    return Optional.empty();
  }

  private void target(Node node, SuiteBuilder suite) {
    Node.Mapping mapping = Fields.mapping(node, "target", problems).orElse(null);
    if (mapping == null) {
      return;
    }
    if (mapping.entries().size() != 1) {
      String value =
          mapping.entries().isEmpty() ? "none" : String.join(", ", mapping.entries().keySet());
      problems.add(
          new Problem(
              node.at(),
              "target",
              value,
              "one kind: " + String.join(", ", targetKinds),
              "its settings stand below the kind, indented further"));
      return;
    }
    Map.Entry<String, Node.Entry> kind = mapping.entries().entrySet().iterator().next();
    if (!targetKinds.contains(kind.getKey())) {
      problems.add(
          new Problem(
              kind.getValue().keyAt(),
              "target",
              kind.getKey(),
              "a kind of target that exists",
              Nearest.advice(kind.getKey(), targetKinds)));
      return;
    }
    Node.Entry entry = kind.getValue();
    suite.target(new TargetSpec(kind.getKey(), entry.value().meant(), entry.keyAt()));
  }

  private PolicyConfig policy(Node node) {
    List<PolicyConfig.Setting> settings = new ArrayList<>();
    for (Map.Entry<String, Node.Entry> scope : entries(node, "policy")) {
      Node.Entry entry = scope.getValue();
      boolean everywhere = scope.getKey().equals(SuiteKeys.EVERYWHERE);
      Optional<Partition> partition =
          everywhere
              ? Optional.empty()
              : PartitionKeys.ofKey(
                  "policy", scope.getKey(), entry.keyAt(), List.of(SuiteKeys.EVERYWHERE), problems);
      if (everywhere || partition.isPresent()) {
        String path = "policy." + scope.getKey();
        for (Map.Entry<String, Node.Entry> each : entries(entry.value(), path)) {
          threshold(each.getValue().value(), path + "." + each.getKey())
              .ifPresent(
                  t ->
                      settings.add(
                          new PolicyConfig.Setting(
                              partition.orElse(null), each.getKey(), t, each.getValue().keyAt())));
        }
      }
    }
    return new PolicyConfig(settings);
  }

  private List<Map.Entry<String, Node.Entry>> entries(Node node, String path) {
    return node.empty()
        ? List.of()
        : Fields.mapping(node, path, problems)
            .map(mapping -> List.copyOf(mapping.entries().entrySet()))
            .orElse(List.of());
  }

  private Optional<OptionalDouble> threshold(Node node, String subject) {
    BigDecimal number = Fields.number(node);
    if (number != null) {
      return Optional.of(OptionalDouble.of(number.doubleValue()));
    }
    boolean off =
        node instanceof Node.Scalar scalar
            && (List.of("off", "info").contains(scalar.meant().asString(""))
                || (scalar.meant().isBoolean() && !scalar.meant().booleanValue()));
    if (off) {
      return Optional.of(OptionalDouble.empty());
    }
    problems.add(new Problem(node.at(), subject, node.shown(), "a number, or off", null));
    return Optional.empty();
  }

  // Known only where every evaluator is: a mistake in one is reported where it was made.
  private void checkPolicy(SuiteBuilder suite) {
    List<PolicyEvaluator> known = new ArrayList<>();
    for (EvaluatorSpec spec : suite.evaluators) {
      registry.find(spec.evaluator()).ifPresent(d -> known.add(PolicyEvaluator.of(spec, d)));
    }
    boolean complete = problems.stream().noneMatch(p -> p.subject().startsWith("evaluator"));
    if (known.size() < suite.evaluators.size() || !complete) {
      return;
    }
    try {
      PassPolicy.ofEvaluators(suite.policy, known);
    } catch (InvalidInputException e) {
      problems.addAll(e.problems());
    }
  }
}
