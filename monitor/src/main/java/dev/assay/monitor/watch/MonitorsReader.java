package dev.assay.monitor.watch;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.config.NodeReader;
import dev.assay.core.config.Problems;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private MonitorsReader(List<Problem> problems) {
    this.problems = problems;
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
   * @param problems takes every mistake, with its place
   */
  public static List<MonitorDefinition> read(Node monitors, List<Problem> problems) {
    return new MonitorsReader(problems).all(monitors);
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
        node == null || node.empty() ? List.of() : read(node, problems);
    Problems.throwIfAny(problems);
    return monitors;
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
    WatchedSlices slices = slices(fields);
    Condition condition = condition(fields, path).orElse(null);
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
    return new ConditionReader(problems).read(fields, given.get(0));
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
  private WatchedSlices slices(Fields fields) {
    Map<String, Node.Entry> entries = fields.entries("slices");
    if (entries.isEmpty()) {
      return WatchedSlices.all();
    }
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
