package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.problem.Problem;
import dev.assay.core.suite.EvaluatorBinder;
import dev.assay.monitor.sampling.SampledEvaluator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds {@code evaluators}: as in a suite, and beside each whether and how it is sampled. */
final class TrafficEvaluatorsBinder {

  private static final String SECTION = "evaluators[]";

  /** What only an example of a dataset has. */
  private static final Set<Need> OF_EXAMPLES =
      EnumSet.of(Need.EXPECTED, Need.RELEVANT_CONTEXT, Need.EXPECTED_TOOL_CALLS);

  private final Scope scope;
  private final EvaluatorRegistry registry;
  private final EvaluatorBinder binder;
  private final List<MonitoredEvaluator> evaluators = new ArrayList<>();

  TrafficEvaluatorsBinder(Scope scope, EvaluatorRegistry registry) {
    this.scope = scope;
    this.registry = registry;
    this.binder = new EvaluatorBinder(registry, scope.problems());
  }

  /** What looks at traffic where nothing is said: what costs nothing and needs no settings. */
  static List<MonitoredEvaluator> defaults() {
    return List.of(
        everything(EvaluatorSpec.of("refusal")),
        everything(EvaluatorSpec.of("language")),
        new MonitoredEvaluator(
            EvaluatorSpec.of("grounding"), true, SampledEvaluator.TOGETHER, 1, 0));
  }

  private static MonitoredEvaluator everything(EvaluatorSpec spec) {
    return new MonitoredEvaluator(spec, false, SampledEvaluator.TOGETHER, 1, 0);
  }

  List<MonitoredEvaluator> bind(Fields root) {
    if (root.get("evaluators").isEmpty()) {
      return defaults();
    }
    root.items("evaluators").forEach(this::item);
    return evaluators;
  }

  private void item(Node item) {
    if (!(item instanceof Node.Mapping mapping)) {
      binder.item(item).forEach(spec -> add(item, spec, null));
      return;
    }
    LinkedHashMap<String, Node.Entry> own = new LinkedHashMap<>();
    Node rest = take(mapping, own);
    List<EvaluatorSpec> specs = binder.item(rest);
    Fields fields =
        scope.fields(new Node.Mapping(item.at(), own), "evaluators", SECTION).orElse(null);
    specs.forEach(spec -> add(item, spec, fields));
  }

  /** The item without what is about sampling, which may stand beside parameters or among them. */
  private Node take(Node.Mapping item, Map<String, Node.Entry> own) {
    List<String> keys = ServerKeys.of(SECTION);
    LinkedHashMap<String, Node.Entry> rest = new LinkedHashMap<>();
    item.entries()
        .forEach(
            (key, entry) -> {
              if (keys.contains(key)) {
                own.put(key, entry);
              } else if (entry.value() instanceof Node.Mapping parameters
                  && registry.find(key).isPresent()) {
                rest.put(key, new Node.Entry(entry.keyAt(), among(key, parameters, own)));
              } else {
                rest.put(key, entry);
              }
            });
    return new Node.Mapping(item.at(), rest);
  }

  private Node among(String name, Node.Mapping parameters, Map<String, Node.Entry> own) {
    EvaluatorDefinition definition = registry.find(name).orElseThrow();
    List<String> declared = definition.parameters().stream().map(Parameter::name).toList();
    List<String> taken = new ArrayList<>();
    for (String key : ServerKeys.of(SECTION)) {
      Node.Entry entry = parameters.entries().get(key);
      boolean rule =
          definition.freeForm() && entry != null && entry.value() instanceof Node.Mapping;
      if (entry != null && !rule && !declared.contains(key)) {
        own.putIfAbsent(key, entry);
        taken.add(key);
      }
    }
    return parameters.without(taken);
  }

  private void add(Node item, EvaluatorSpec spec, @Nullable Fields fields) {
    EvaluatorDefinition definition = registry.find(spec.evaluator()).orElse(null);
    if (definition == null) {
      return;
    }
    for (Need need : definition.needs()) {
      if (OF_EXAMPLES.contains(need)) {
        scope
            .problems()
            .add(
                new Problem(
                    spec.location() == null ? item.at() : spec.location(),
                    "evaluators",
                    spec.evaluator(),
                    "an evaluator that needs nothing of a dataset",
                    "it needs " + need.words() + ", which traffic does not have"));
      }
    }
    if (!spec.partitions().isEmpty() || !spec.tags().isEmpty()) {
      scope
          .problems()
          .add(
              new Problem(
                  item.at(),
                  "evaluators",
                  spec.alias(),
                  "no partitions and tags, which are of datasets",
                  "strata under sampling say what is looked at"));
    }
    evaluators.add(sampled(spec, definition, fields));
  }

  private static MonitoredEvaluator sampled(
      EvaluatorSpec spec, EvaluatorDefinition definition, @Nullable Fields fields) {
    if (fields == null) {
      return new MonitoredEvaluator(spec, definition.judged(), SampledEvaluator.TOGETHER, 1, 0);
    }
    boolean sampled = fields.flag("sampled").orElse(definition.judged());
    for (String key : List.of("share", "group", "cost")) {
      if (!sampled) {
        fields.get(key).ifPresent(node -> fields.wrong(key, node, "sampled: true beside it"));
      }
    }
    String group = fields.text("group").orElse(SampledEvaluator.TOGETHER);
    if (group.isBlank() || group.length() > 200 || group.indexOf('\0') >= 0) {
      fields.get("group").ifPresent(node -> fields.wrong("group", node, "1 to 200 characters"));
    }
    return new MonitoredEvaluator(
        spec,
        sampled,
        group,
        fields.number("share", Double.MIN_VALUE, 1, "a number above 0, at most 1").orElse(1.0),
        fields.number("cost", 0, 1e6, "an amount of 0 or more").orElse(0.0));
  }
}
