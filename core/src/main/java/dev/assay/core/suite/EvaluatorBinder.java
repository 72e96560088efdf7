package dev.assay.core.suite;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.config.ScalarText;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorExpression;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Modifiers;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Binds the {@code evaluators} of a suite, or of whatever else names evaluators as suites do.
 *
 * @since 0.1
 */
public final class EvaluatorBinder {

  /** What may stand beside an evaluator's parameters, or among them. */
  static final List<String> BESIDE =
      Stream.concat(Stream.of("name", "partitions", "tags"), Modifiers.NAMES.stream()).toList();

  private final EvaluatorRegistry registry;
  private final List<Problem> problems;
  private final List<EvaluatorSpec> specs = new ArrayList<>();
  private final Map<String, Location> names = new HashMap<>();

  /** Binds to evaluators of {@code registry}; what is wrong is added to {@code problems}. */
  public EvaluatorBinder(EvaluatorRegistry registry, List<Problem> problems) {
    this.registry = registry;
    this.problems = problems;
  }

  List<EvaluatorSpec> bind(Node node) {
    if (!(node instanceof Node.Sequence sequence)) {
      problems.add(
          new Problem(node.at(), "evaluators", node.shown(), "a list of evaluators", null));
      return List.of();
    }
    if (sequence.items().isEmpty()) {
      problems.add(
          new Problem(node.at(), "evaluators", "an empty list", "at least one evaluator", null));
    }
    sequence.items().forEach(this::bindItem);
    return specs;
  }

  /**
   * Binds one item of a list: a name, an expression of several, or a name with parameters.
   *
   * @return the evaluators it gave; names that an earlier item gave are a mistake
   */
  public List<EvaluatorSpec> item(Node item) {
    int before = specs.size();
    bindItem(item);
    return List.copyOf(specs.subList(before, specs.size()));
  }

  private void bindItem(Node item) {
    if (item instanceof Node.Scalar scalar && scalar.meant().isString()) {
      expression(scalar);
    } else if (item instanceof Node.Mapping mapping) {
      mapping(mapping);
    } else {
      problems.add(
          new Problem(
              item.at(),
              "evaluators",
              item.shown(),
              "an evaluator's name, alone or with its parameters",
              null));
    }
  }

  private void expression(Node.Scalar scalar) {
    try {
      for (EvaluatorSpec spec : EvaluatorExpression.parse(scalar.meant().stringValue())) {
        EvaluatorSpec placed = spec.at(scalar.at());
        definition(spec.evaluator(), scalar.at())
            .ifPresent(definition -> check(definition, placed, null));
        add(placed);
      }
    } catch (InvalidInputException e) {
      e.problems().forEach(p -> problems.add(p.at(scalar.at())));
    }
  }

  private void mapping(Node.Mapping mapping) {
    List<String> kinds =
        mapping.entries().keySet().stream().filter(key -> !BESIDE.contains(key)).toList();
    if (kinds.size() != 1) {
      String value = kinds.isEmpty() ? "no evaluator" : String.join(", ", kinds);
      problems.add(
          new Problem(
              mapping.at(),
              "evaluators",
              value,
              "one evaluator in each item",
              "parameters stand below the evaluator, indented further"));
      return;
    }
    String name = kinds.get(0);
    Node.Entry entry = mapping.entry(name);
    EvaluatorDefinition definition = definition(name, entry.keyAt()).orElse(null);
    Node.Mapping parameters =
        entry.value().empty()
            ? new Node.Mapping(entry.keyAt(), new LinkedHashMap<>())
            : Fields.mapping(entry.value(), name, problems).orElse(null);
    if (definition != null && parameters != null) {
      bind(definition, entry.keyAt(), mapping.without(List.of(name)), parameters);
    }
  }

  private void bind(
      EvaluatorDefinition definition, Location at, Node.Mapping outside, Node.Mapping parameters) {
    String name = definition.name();
    Map<String, Node> beside = new LinkedHashMap<>();
    outside.entries().forEach((key, entry) -> beside.put(key, entry.value()));
    List<String> among = among(definition, parameters);
    among.forEach(key -> beside.putIfAbsent(key, parameters.entry(key).value()));
    Node.Mapping own = parameters.without(among);
    EvaluatorSpec spec =
        new EvaluatorSpec(
            name,
            Optional.ofNullable(beside.get("name"))
                .flatMap(node -> Fields.text(node, name + ".name", problems))
                .filter(alias -> !alias.isBlank())
                .orElse(name),
            values(definition, own),
            partitions(beside.get("partitions"), name),
            tags(beside.get("tags"), name),
            at,
            modifiers(name, beside));
    check(definition, spec, own);
    add(spec);
  }

  private Modifiers modifiers(String name, Map<String, Node> beside) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    for (String key : Modifiers.NAMES) {
      Node node = beside.get(key);
      if (node != null) {
        boolean expanded = node instanceof Node.Scalar scalar && scalar.expanded();
        given.put(
            key,
            expanded && !key.equals("on") ? ScalarText.value((Node.Scalar) node) : node.meant());
      }
    }
    try {
      return Modifiers.read(name, given);
    } catch (InvalidInputException e) {
      for (Problem problem : e.problems()) {
        Node node = beside.get(problem.subject().substring(name.length() + 1));
        problems.add(node == null ? problem : problem.at(node.at()));
      }
      return Modifiers.NONE;
    }
  }

  private Optional<EvaluatorDefinition> definition(String name, Location at) {
    Optional<EvaluatorDefinition> found = registry.find(name);
    if (found.isEmpty()) {
      List<String> known = registry.definitions().stream().map(EvaluatorDefinition::name).toList();
      problems.add(
          new Problem(
              at, "evaluator", name, "an evaluator that exists", Nearest.advice(name, known)));
    }
    return found;
  }

  // Among the parameters, unless the evaluator has one of that name; a named rule is a mapping.
  private static List<String> among(EvaluatorDefinition definition, Node.Mapping parameters) {
    List<String> declared = definition.parameters().stream().map(Parameter::name).toList();
    return BESIDE.stream()
        .filter(key -> parameters.entries().containsKey(key) && !declared.contains(key))
        .filter(
            key ->
                !definition.freeForm() || !(parameters.entry(key).value() instanceof Node.Mapping))
        .toList();
  }

  // Numbers and switches may come from the environment, where everything is text.
  private static ObjectNode values(EvaluatorDefinition definition, Node.Mapping parameters) {
    ObjectNode values = Json.object();
    for (Map.Entry<String, Node.Entry> entry : parameters.entries().entrySet()) {
      Node value = entry.getValue().value();
      JsonNode meant = value.meant();
      if (value instanceof Node.Scalar scalar && scalar.expanded()) {
        meant =
            definition.parameters().stream()
                .filter(p -> p.name().equals(entry.getKey()))
                .findFirst()
                .map(p -> typed(p, scalar))
                .orElse(meant);
      }
      values.set(entry.getKey(), meant);
    }
    return values;
  }

  private static JsonNode typed(Parameter parameter, Node.Scalar scalar) {
    String text = scalar.meant().stringValue();
    return switch (parameter.type()) {
      case NUMBER, INTEGER ->
          ScalarText.number(text)
              .map(
                  n ->
                      n.scale() <= 0 && n.precision() < 10
                          ? Json.array().add(n.intValue()).get(0)
                          : Json.array().add(n.doubleValue()).get(0))
              .orElse(scalar.meant());
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Json.array().add(text.equals("true")).get(0)
              : scalar.meant();
      default -> scalar.meant();
    };
  }

  private void check(
      EvaluatorDefinition definition, EvaluatorSpec spec, Node.@Nullable Mapping own) {
    ObjectNode declared = spec.parameters().deepCopy();
    if (definition.freeForm()) {
      Set<String> names = new LinkedHashSet<>();
      definition.parameters().forEach(p -> names.add(p.name()));
      declared.retain(names);
    }
    try {
      Parameters.check(definition.name(), definition.parameters(), declared, spec.location());
    } catch (InvalidInputException e) {
      e.problems().forEach(p -> problems.add(own == null ? p : Places.refine(own, spec, p)));
    }
  }

  private Set<Partition> partitions(@Nullable Node node, String name) {
    Set<Partition> partitions = EnumSet.noneOf(Partition.class);
    if (node != null) {
      for (Node.Scalar key : Fields.texts(node, name + ".partitions", problems)) {
        PartitionKeys.of(key, name + ".partitions", problems).ifPresent(partitions::add);
      }
    }
    return partitions;
  }

  private Set<String> tags(@Nullable Node node, String name) {
    Set<String> tags = new LinkedHashSet<>();
    if (node != null) {
      Fields.texts(node, name + ".tags", problems)
          .forEach(tag -> tags.add(tag.meant().stringValue()));
    }
    return tags;
  }

  private void add(EvaluatorSpec spec) {
    if (spec.modifiers().weight().isPresent()) {
      problems.add(Modifiers.weightOutsideOfASet(spec));
    }
    Location before = names.putIfAbsent(spec.alias(), spec.location());
    if (before == null) {
      specs.add(spec);
    } else {
      problems.add(
          new Problem(
              spec.location(),
              "evaluators",
              spec.alias(),
              "names that differ, and " + before + " has it too",
              "give one of them an alias with name"));
    }
  }
}
