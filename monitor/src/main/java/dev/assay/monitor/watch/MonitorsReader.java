package dev.assay.monitor.watch;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.config.NodeReader;
import dev.assay.core.config.Problems;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the monitors of a configuration.
 *
 * <p>A list; each has a name, one condition ({@code immediate}, {@code threshold}, {@code change},
 * {@code cusum}, {@code drift}, {@code divergence}, {@code absence} or {@code health}), and may
 * have a {@code severity}, {@code slices}, {@code hold}, {@code cooldown}, {@code repeat}, {@code
 * escalate} and {@code group_by}. Every mistake is noted with its place.
 *
 * @since 0.1
 */
public final class MonitorsReader {

  private static final List<String> CONDITIONS =
      List.of(
          "immediate", "threshold", "change", "cusum", "drift", "divergence", "absence", "health");
  private static final List<String> KEYS = keys();
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int MOST = 1_000;

  private final List<Problem> problems;
  private final Watchable watchable;

  private MonitorsReader(List<Problem> problems, Watchable watchable) {
    this.problems = problems;
    this.watchable = watchable;
  }

  private static List<String> keys() {
    List<String> keys =
        new ArrayList<>(
            List.of(
                "name",
                "severity",
                "slices",
                "hold",
                "cooldown",
                "repeat",
                "escalate",
                "group_by"));
    keys.addAll(CONDITIONS);
    return List.copyOf(keys);
  }

  /**
   * Reads the value of {@code monitors}; what is wrong is noted and left out.
   *
   * @param monitors the list
   * @param watchable what there is to watch: a monitor of anything else is a mistake
   * @param problems takes every mistake, with its place
   */
  public static List<MonitorDefinition> read(
      Node monitors, Watchable watchable, List<Problem> problems) {
    return new MonitorsReader(problems, watchable).all(monitors);
  }

  /**
   * Reads a text that is the list alone.
   *
   * @param text YAML or JSON
   * @param file what to call it in errors
   * @throws InvalidInputException with every mistake
   */
  public static List<MonitorDefinition> read(String text, String file) {
    List<Problem> problems = new ArrayList<>();
    Node node = NodeReader.read(text, file, problems);
    List<MonitorDefinition> monitors =
        node == null || node.empty() ? List.of() : read(node, Watchable.ANYTHING, problems);
    Problems.throwIfAny(problems);
    return monitors;
  }

  /**
   * Reads a text that is one monitor: its keys, or a list with nothing else in it.
   *
   * @param text YAML or JSON
   * @param file what to call it in errors
   * @param watchable what there is to watch
   * @throws InvalidInputException with every mistake and its place
   */
  public static MonitorDefinition one(String text, String file, Watchable watchable) {
    List<Problem> problems = new ArrayList<>();
    Node node = NodeReader.read(text, file, problems);
    Optional<MonitorDefinition> monitor = Optional.empty();
    if (node instanceof Node.Sequence sequence && sequence.items().size() == 1) {
      node = sequence.items().get(0);
    }
    if (node instanceof Node.Mapping) {
      monitor = new MonitorsReader(problems, watchable).one(node, "monitor");
    } else if (problems.isEmpty()) {
      String shown = node == null ? "nothing" : node.shown();
      problems.add(
          new Problem(
              node == null ? null : node.at(),
              "monitor",
              shown,
              "one monitor: keys with values",
              "for example name: errors, severity: high, and one condition"));
    }
    Problems.throwIfAny(problems);
    return monitor.orElseThrow();
  }

  private List<MonitorDefinition> all(Node node) {
    if (!(node instanceof Node.Sequence sequence) || sequence.items().size() > MOST) {
      problems.add(
          new Problem(node.at(), "monitors", node.shown(), "a list of at most " + MOST, null));
      return List.of();
    }
    List<MonitorDefinition> monitors = new ArrayList<>();
    Map<String, Node> names = new HashMap<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Node item = sequence.items().get(i);
      one(item, "monitors[" + i + "]")
          .ifPresent(
              monitor -> {
                Node before = names.putIfAbsent(monitor.name(), item);
                if (before == null) {
                  monitors.add(monitor);
                } else {
                  problems.add(
                      new Problem(
                          item.at(),
                          "monitors.name",
                          monitor.name(),
                          "each name once",
                          "it stands at " + before.at() + " too"));
                }
              });
    }
    return monitors;
  }

  private Optional<MonitorDefinition> one(Node item, String path) {
    int before = problems.size();
    Fields fields = Fields.of(item, path, KEYS, problems).orElse(null);
    if (fields == null) {
      return Optional.empty();
    }
    String name =
        fields
            .require("name", "a name")
            .flatMap(node -> Fields.text(node, path + ".name", problems))
            .orElse("");
    Severity severity =
        fields
            .oneOf("severity", Arrays.stream(Severity.values()).map(Severity::key).toList())
            .flatMap(Severity::ofKey)
            .orElse(Severity.HIGH);
    Handling handling = handling(fields);
    fields.get("group_by").ifPresent(node -> known(fields, "group_by", node, handling.groupBy()));
    Condition condition = condition(fields, path).orElse(null);
    WatchedSlices slices = slices(fields, condition);
    if (condition == null || problems.size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(new MonitorDefinition(name, severity, condition, slices, handling));
    } catch (IllegalArgumentException e) {
      problems.add(ConditionReader.problem(fields, "name", e));
      return Optional.empty();
    }
  }

  private Optional<Condition> condition(Fields fields, String path) {
    List<String> given =
        CONDITIONS.stream().filter(key -> fields.entries().containsKey(key)).toList();
    if (given.size() != 1) {
      problems.add(
          new Problem(
              fields.at(),
              path,
              given.isEmpty() ? "no condition" : String.join(", ", given),
              "one of " + String.join(", ", CONDITIONS),
              null));
      return Optional.empty();
    }
    return new ConditionReader(problems, watchable).read(fields, given.get(0));
  }

  private static Handling handling(Fields fields) {
    Handling usual = Handling.withDefaults();
    Duration least = Duration.ZERO;
    return new Handling(
        fields.duration("hold", least, LONGEST).orElse(usual.hold()),
        fields.duration("cooldown", least, LONGEST).orElse(usual.cooldown()),
        fields.duration("repeat", Duration.ofMinutes(1), LONGEST).orElse(null),
        fields.duration("escalate", Duration.ofMinutes(1), LONGEST).orElse(null),
        texts(fields, "group_by"));
  }

  private static List<String> texts(Fields fields, String key) {
    return fields.texts(key).stream().map(each -> each.meant().stringValue()).toList();
  }

  /** One slice as dimensions with values, or {@code each} with dimensions. */
  private WatchedSlices slices(Fields fields, @Nullable Condition condition) {
    Map<String, Node.Entry> entries = fields.entries("slices");
    if (entries.isEmpty()) {
      return WatchedSlices.all();
    }
    WatchedSlices slices = slices(fields, entries);
    Node node = fields.get("slices").orElse(null);
    if (condition == null || node == null) {
      return slices;
    }
    String without = withoutSlices(condition);
    if (without != null) {
      fields.wrong("slices", node, "none, for " + without);
      return slices;
    }
    boolean each = !slices.each().isEmpty();
    List<String> dimensions =
        each ? slices.each() : slices.slice().parts().stream().map(Slice.Part::dimension).toList();
    if (condition instanceof Condition.Immediate) {
      known(fields, "slices", node, dimensions);
      return slices;
    }
    List<String> ordered = watchable.sliced(dimensions).orElse(null);
    if (ordered == null) {
      fields.wrong("slices", node, watchable.slicedBy());
      return slices;
    }
    return each
        ? new WatchedSlices(Slice.ALL, ordered)
        : WatchedSlices.one(
            new Slice(
                slices.slice().parts().stream()
                    .sorted(Comparator.comparing(part -> ordered.indexOf(part.dimension())))
                    .toList()));
  }

  private static @Nullable String withoutSlices(Condition condition) {
    if (condition instanceof Condition.HealthLimit) {
      return "the health of evaluators is that of all traffic";
    }
    if (condition instanceof Condition.Drift drift) {
      return switch (drift.of()) {
        case INPUTS -> "inputs are compared over all traffic";
        case DIMENSION -> "the values of a dimension are compared over all traffic";
        case QUANTITY, LABELS -> null;
      };
    }
    return null;
  }

  // One interaction has every dimension, be traffic sliced by it or not.
  private static void known(Fields fields, String key, Node node, List<String> dimensions) {
    for (String dimension : dimensions) {
      try {
        SliceDefinition.of(dimension);
      } catch (IllegalArgumentException e) {
        fields.wrong(
            key,
            node,
            "app, environment, feature, prompt_template, prompt_version, model, release or"
                + " tag:NAME");
        return;
      }
    }
  }

  private WatchedSlices slices(Fields fields, Map<String, Node.Entry> entries) {
    Node.Entry each = entries.get("each");
    if (each != null) {
      if (entries.size() > 1) {
        fields.wrong("slices", each.value(), "each alone, or values by dimension");
      }
      return new WatchedSlices(
          Slice.ALL,
          Fields.texts(each.value(), "slices.each", problems).stream()
              .map(text -> text.meant().stringValue())
              .toList());
    }
    List<Slice.Part> parts = new ArrayList<>();
    entries.forEach(
        (dimension, entry) ->
            Fields.text(entry.value(), "slices." + dimension, problems)
                .ifPresent(value -> parts.add(new Slice.Part(dimension, Slice.Kind.VALUE, value))));
    return WatchedSlices.one(new Slice(parts));
  }
}
