package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.interaction.Signal;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.sampling.Budget;
import dev.assay.monitor.sampling.FlagPatterns;
import dev.assay.monitor.sampling.Match;
import dev.assay.monitor.sampling.Rule;
import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.sampling.Stratum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds {@code sampling}. */
final class SamplingBinder {

  private static final String RATE = "a number above 0, at most 1: what is never drawn is unknown";
  private static final int MOST_AN_HOUR = 1_000_000;
  private static final double MOST = 1e12;
  private static final List<String> SIGNALS =
      Arrays.stream(Signal.Kind.values()).map(k -> k.name().toLowerCase(Locale.ROOT)).toList();
  private static final List<String> RULES =
      List.of("error", "slow", "flagged", "signals", "low_score");

  private final Scope scope;
  private final List<MonitoredEvaluator> evaluators;

  SamplingBinder(Scope scope, List<MonitoredEvaluator> evaluators) {
    this.scope = scope;
    this.evaluators = evaluators;
  }

  SamplingConfig bind(Fields root) {
    return scope.section(root, "sampling").map(this::bindFields).orElse(SamplingConfig.DEFAULT);
  }

  private SamplingConfig bindFields(Fields fields) {
    SamplingConfig defaults = SamplingConfig.DEFAULT;
    Map<String, String> flags = flags(fields);
    return new SamplingConfig(
        strata(fields),
        rate(fields).orElse(defaults.restRate()),
        fields.whole("floor", 0, MOST_AN_HOUR).orElse((long) defaults.restFloor()).intValue(),
        fields.get("rules").isEmpty() ? defaults.rules() : rules(fields, flags.keySet()),
        budget(scope, fields),
        flags,
        fields
            .duration("content_hold", Duration.ZERO, Duration.ofDays(30))
            .orElse(defaults.contentHold()),
        fields
            .number("assumed_per_minute", 0, 1e9, "a number of 0 or more")
            .orElse(defaults.assumedPerMinute()),
        fields.secret("salt").map(Secret::new).orElse(null),
        scope.zone(fields, "zone").orElse(defaults.zone()));
  }

  private static Optional<Double> rate(Fields fields) {
    return fields.number("rate", Double.MIN_VALUE, 1, RATE);
  }

  /** The {@code budget} of a section. */
  static Budget budget(Scope scope, Fields parent) {
    return scope
        .section(parent, "budget")
        .map(
            fields ->
                new Budget(
                    amount(fields, "calls_per_hour"),
                    amount(fields, "calls_per_day"),
                    amount(fields, "money_per_hour"),
                    amount(fields, "money_per_day")))
        .orElse(Budget.NONE);
  }

  private static @Nullable Double amount(Fields fields, String key) {
    return fields.number(key, 0, MOST, "an amount of 0 or more").orElse(null);
  }

  private Map<String, String> flags(Fields fields) {
    Map<String, String> flags = new LinkedHashMap<>();
    fields
        .entries("flags")
        .forEach(
            (flag, entry) -> {
              String subject = fields.subject("flags") + "." + flag;
              String regex = Fields.text(entry.value(), subject, scope.problems()).orElse(null);
              if (regex != null
                  && scope
                      .attempt(entry.value(), subject, () -> FlagPatterns.of(Map.of(flag, regex)))
                      .isPresent()) {
                flags.put(flag, regex);
              }
            });
    return flags;
  }

  private List<Stratum> strata(Fields fields) {
    List<Stratum> strata = new ArrayList<>();
    Map<String, Location> names = scope.names();
    List<Node> items = fields.items("strata");
    for (int i = 0; i < items.size(); i++) {
      String path = "sampling.strata[" + i + "]";
      Node item = items.get(i);
      scope
          .fields(item, path, "sampling.strata[]")
          .flatMap(each -> stratum(each, names))
          .ifPresent(strata::add);
    }
    return strata;
  }

  private Optional<Stratum> stratum(Fields fields, Map<String, Location> names) {
    String name = scope.name(fields, names).orElse(null);
    if (SamplingPlan.REST.equals(name)) {
      fields
          .get("name")
          .ifPresent(node -> fields.wrong("name", node, "another name: rest is all that is left"));
    }
    fields.require("rate", RATE);
    Double rate = rate(fields).orElse(null);
    int floor = fields.whole("floor", 0, MOST_AN_HOUR).orElse(0L).intValue();
    Match match =
        fields
            .require("match", "which interactions it holds")
            .flatMap(node -> scope.fields(node, fields.subject("match"), "sampling.strata[].match"))
            .map(this::match)
            .orElse(null);
    return name == null || rate == null || match == null
        ? Optional.empty()
        : Optional.of(new Stratum(name, match, rate, floor));
  }

  private Match match(Fields fields) {
    Match match = Match.any();
    match = values(fields, "app").map(match::app).orElse(match);
    match = values(fields, "environment").map(match::environment).orElse(match);
    match = values(fields, "feature").map(match::feature).orElse(match);
    match = values(fields, "prompt_template").map(match::promptTemplate).orElse(match);
    match = values(fields, "prompt_version").map(match::promptVersion).orElse(match);
    match = values(fields, "model").map(match::model).orElse(match);
    for (Map.Entry<String, Node.Entry> tag : fields.entries("tags").entrySet()) {
      String subject = fields.subject("tags") + "." + tag.getKey();
      String[] values = values(tag.getValue().value(), subject).orElse(null);
      match = values == null ? match : match.tag(tag.getKey(), values);
    }
    int[] hours = hours(fields);
    return hours.length == 0 ? match : match.hours(hours);
  }

  private Optional<String[]> values(Fields fields, String key) {
    return fields.get(key).flatMap(node -> values(node, fields.subject(key)));
  }

  private Optional<String[]> values(Node node, String subject) {
    Set<String> values = new LinkedHashSet<>();
    Fields.texts(node, subject, scope.problems())
        .forEach(value -> values.add(value.meant().stringValue()));
    if (node instanceof Node.Sequence sequence && sequence.items().isEmpty()) {
      scope.wrong(node, subject, "at least one value");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values.toArray(String[]::new));
  }

  /** Hours of the day, alone or as {@code 22-6}, both included. */
  private int[] hours(Fields fields) {
    Node node = fields.get("hours").orElse(null);
    if (node == null) {
      return new int[0];
    }
    List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
    Set<Integer> hours = new LinkedHashSet<>();
    for (Node item : items) {
      String text = item instanceof Node.Scalar ? item.meant().asString("") : "";
      String[] ends = text.split("-", -1);
      boolean right =
          ends.length <= 2 && Arrays.stream(ends).allMatch(h -> h.matches("[01]?[0-9]|2[0-3]"));
      if (!right) {
        fields.wrong("hours", item, "hours from 0 to 23, such as 9 or 22-6");
        continue;
      }
      int from = Integer.parseInt(ends[0]);
      int to = Integer.parseInt(ends[ends.length - 1]);
      for (int hour = from; hour != to; hour = (hour + 1) % 24) {
        hours.add(hour);
      }
      hours.add(to);
    }
    return hours.stream().mapToInt(Integer::intValue).toArray();
  }

  private List<Rule> rules(Fields fields, Set<String> flags) {
    List<Rule> rules = new ArrayList<>();
    Map<String, Location> names = scope.names();
    List<Node> items = fields.items("rules");
    for (int i = 0; i < items.size(); i++) {
      String path = "sampling.rules[" + i + "]";
      Node item = items.get(i);
      rule(item, path, flags)
          .ifPresent(
              rule -> {
                Location other = names.putIfAbsent(rule.name(), item.at());
                if (other == null) {
                  rules.add(rule);
                } else {
                  scope.wrong(item, path, "names that differ, and " + other + " has it too");
                }
              });
    }
    return rules;
  }

  private Optional<Rule> rule(Node item, String path, Set<String> flags) {
    if (item instanceof Node.Scalar scalar) {
      String kind = scalar.meant().asString("");
      Rule.Condition condition = simple(kind);
      if (condition == null) {
        scope
            .problems()
            .add(new Problem(item.at(), path, item.shown(), "a rule", Nearest.advice(kind, RULES)));
        return Optional.empty();
      }
      return Optional.of(new Rule(kind, condition));
    }
    Fields fields = scope.fields(item, path, "sampling.rules[]").orElse(null);
    if (fields == null) {
      return Optional.empty();
    }
    List<String> kinds = RULES.stream().filter(fields.entries()::containsKey).toList();
    if (kinds.size() != 1) {
      scope.wrong(item, path, "one of " + String.join(", ", RULES));
      return Optional.empty();
    }
    String name =
        fields.get("name").isEmpty()
            ? kinds.get(0)
            : scope.name(fields, scope.names()).orElse(kinds.get(0));
    return condition(fields, kinds.get(0), flags).map(condition -> new Rule(name, condition));
  }

  private static Rule.@Nullable Condition simple(String kind) {
    return switch (kind) {
      case "error" -> new Rule.Failed();
      case "slow" -> new Rule.Slow();
      case "flagged" -> new Rule.Flagged(Set.of());
      case "signals" -> new Rule.Signalled(Set.of());
      default -> null;
    };
  }

  private Optional<Rule.Condition> condition(Fields fields, String kind, Set<String> flags) {
    return switch (kind) {
      case "flagged" -> Optional.of(new Rule.Flagged(some(fields, kind, flags)));
      case "signals" -> {
        Set<Signal.Kind> kinds = new LinkedHashSet<>();
        some(fields, kind, SIGNALS)
            .forEach(key -> kinds.add(Signal.Kind.valueOf(key.toUpperCase(Locale.ROOT))));
        yield Optional.of(new Rule.Signalled(kinds));
      }
      case "low_score" ->
          fields.fields(kind, ServerKeys.of("sampling.rules[].low_score")).flatMap(this::lowScore);
      default -> {
        if (!fields.flag(kind).orElse(true)) {
          fields.get(kind).ifPresent(node -> fields.wrong(kind, node, "true, or leave it out"));
        }
        yield Optional.ofNullable(simple(kind));
      }
    };
  }

  private Set<String> some(Fields fields, String key, Collection<String> known) {
    Set<String> some = new LinkedHashSet<>();
    for (Node.Scalar node : fields.texts(key)) {
      String text = node.meant().stringValue();
      if (known.contains(text)) {
        some.add(text);
      } else {
        String expected = key.equals("flagged") ? "a flag of sampling.flags" : "a kind of signal";
        scope
            .problems()
            .add(
                new Problem(
                    node.at(),
                    fields.subject(key),
                    node.shown(),
                    expected,
                    known.isEmpty() ? null : Nearest.advice(text, known)));
      }
    }
    return some;
  }

  private Optional<Rule.Condition> lowScore(Fields fields) {
    fields.require("below", "the value below which it holds");
    Node node = fields.require("evaluator", "an evaluator that sees everything").orElse(null);
    String name = node == null ? null : fields.text("evaluator").orElse(null);
    Double below = fields.number("below", -1e12, 1e12, "a number").orElse(null);
    if (node == null || name == null) {
      return Optional.empty();
    }
    List<String> cheap =
        evaluators.stream().filter(e -> !e.sampled()).map(MonitoredEvaluator::name).toList();
    if (!cheap.contains(name)) {
      boolean sampled = evaluators.stream().anyMatch(e -> e.name().equals(name));
      scope
          .problems()
          .add(
              new Problem(
                  node.at(),
                  fields.subject("evaluator"),
                  node.shown(),
                  "an evaluator that sees everything",
                  sampled
                      ? "a rule may not rest on a sample, which it would distort"
                      : Nearest.advice(name, cheap)));
      return Optional.empty();
    }
    return below == null ? Optional.empty() : Optional.of(new Rule.LowScore(name, below));
  }
}
