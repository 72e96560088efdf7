package dev.assay.monitor.watch;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Measure;
import dev.assay.monitor.window.MeasureName;
import dev.assay.stats.sequential.Direction;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the condition of a monitor. */
final class ConditionReader {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration CENTURY = Duration.ofDays(36_500);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final double MOST = 1e12;
  private static final long LEAST = 30;
  private static final List<String> LOOKS =
      List.of("measure", "range", "direction", "rhythm", "bucket", "false_alarms");

  private final List<Problem> problems;
  private final Watchable watchable;

  ConditionReader(List<Problem> problems, Watchable watchable) {
    this.problems = problems;
    this.watchable = watchable;
  }

  private @Nullable String evaluator(Fields fields) {
    String name = fields.text("evaluator").orElse(null);
    if (name != null) {
      evaluator(fields, "evaluator", name);
    }
    return name;
  }

  private void evaluator(Fields fields, String key, String name) {
    watchable
        .refusal(name)
        .ifPresent(
            expected ->
                problems.add(
                    new Problem(
                        fields.get(key).map(Node::at).orElse(fields.at()),
                        fields.subject(key),
                        name,
                        expected,
                        null)));
  }

  /** What a refused value has to do with a key. */
  static Problem problem(Fields fields, String key, IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    int expected = message.lastIndexOf(" (expected: ");
    int subject = message.indexOf(": ");
    boolean told = expected > 0 && subject > 0 && subject < expected && message.endsWith(")");
    Node node = fields.get(key).orElse(null);
    return new Problem(
        node == null ? fields.at() : node.at(),
        told ? fields.subject(message.substring(0, subject)) : fields.subject(key),
        told ? message.substring(subject + 2, expected) : null,
        told
            ? message.substring(expected + " (expected: ".length(), message.length() - 1)
            : message,
        null);
  }

  Optional<Condition> read(Fields monitor, String kind) {
    int before = problems.size();
    List<String> known = known(kind);
    Fields fields = monitor.fields(kind, known).orElse(null);
    if (fields == null) {
      if (problems.size() == before) {
        problems.add(
            new Problem(monitor.at(), monitor.subject(kind), "empty", "keys with values", null));
      }
      return Optional.empty();
    }
    try {
      Condition condition =
          switch (kind) {
            case "immediate" -> immediate(fields);
            case "threshold" -> threshold(fields);
            case "change" -> change(fields);
            case "cusum" -> cusum(fields);
            case "drift" -> drift(fields);
            case "divergence" -> divergence(fields);
            case "absence" -> absence(fields);
            default -> health(fields);
          };
      return problems.size() > before ? Optional.empty() : Optional.ofNullable(condition);
    } catch (IllegalArgumentException e) {
      if (problems.size() == before) {
        problems.add(problem(monitor, kind, e));
      }
      return Optional.empty();
    }
  }

  private static List<String> known(String kind) {
    return switch (kind) {
      case "immediate" -> List.of("mode", "evaluator", "category", "label", "most", "per", "quiet");
      case "threshold" ->
          List.of("measure", "range", "below", "above", "least", "bucket", "false_alarms");
      case "change" -> with("margin", "baseline");
      case "cusum" -> with("shift", "memory");
      case "drift" ->
          List.of(
              "distance",
              "quantity",
              "labels",
              "dimension",
              "inputs",
              "rhythm",
              "reference",
              "window",
              "least",
              "false_alarms");
      case "divergence" ->
          List.of("scores", "signals", "range", "memory", "rhythm", "bucket", "false_alarms");
      case "absence" -> List.of("evaluator", "for", "expected", "false_alarms");
      default -> List.of("measure", "evaluator", "below", "above", "false_alarms");
    };
  }

  private static List<String> with(String... more) {
    List<String> keys = new ArrayList<>(LOOKS);
    keys.addAll(Arrays.asList(more));
    return keys;
  }

  private static Duration time(Fields fields, String key, Duration usual) {
    Duration longest = key.equals("false_alarms") ? CENTURY : LONGEST;
    return fields.duration(key, MINUTE, longest).orElse(usual);
  }

  private Condition immediate(Fields fields) {
    FailureMode mode =
        fields
            .oneOf("mode", Arrays.stream(FailureMode.values()).map(FailureMode::key).toList())
            .flatMap(FailureMode::ofKey)
            .orElse(null);
    String category =
        fields
            .oneOf("category", Arrays.stream(Category.values()).map(Category::key).toList())
            .orElse(null);
    return new Condition.Immediate(
        mode,
        evaluator(fields),
        category == null ? null : Category.valueOf(category.toUpperCase(Locale.ROOT)),
        fields.text("label").orElse(null),
        fields.whole("most", 1, 1000).orElse(1L).intValue(),
        time(fields, "per", HOUR),
        time(fields, "quiet", HOUR));
  }

  private @Nullable Condition threshold(Fields fields) {
    WatchedMeasure measure = measure(fields, "measure");
    Limit limit = limit(fields);
    long least = fields.whole("least", 1, 1_000_000_000).orElse(LEAST);
    Duration bucket = time(fields, "bucket", HOUR);
    Duration falseAlarms = time(fields, "false_alarms", YEAR);
    return measure == null || limit == null
        ? null
        : new Condition.Threshold(
            measure, limit.direction, limit.value, least, bucket, falseAlarms);
  }

  private record Limit(Direction direction, double value) {}

  private @Nullable Limit limit(Fields fields) {
    Optional<Double> below = fields.number("below", -MOST, MOST, "a number");
    Optional<Double> above = fields.number("above", -MOST, MOST, "a number");
    if (fields.get("below").isPresent() == fields.get("above").isPresent()) {
      problems.add(
          new Problem(fields.at(), fields.subject("below"), null, "one of below and above", null));
      return null;
    }
    return below
        .map(value -> new Limit(Direction.DOWN, value))
        .or(() -> above.map(value -> new Limit(Direction.UP, value)))
        .orElse(null);
  }

  private static Direction direction(Fields fields) {
    return switch (fields.oneOf("direction", List.of("up", "down", "both")).orElse("both")) {
      case "up" -> Direction.UP;
      case "down" -> Direction.DOWN;
      default -> Direction.BOTH;
    };
  }

  private static Rhythm rhythm(Fields fields) {
    return fields
        .oneOf("rhythm", Arrays.stream(Rhythm.values()).map(Rhythm::key).toList())
        .flatMap(Rhythm::ofKey)
        .orElse(Rhythm.DAY);
  }

  private @Nullable Condition change(Fields fields) {
    WatchedMeasure measure = measure(fields, "measure");
    Direction direction = direction(fields);
    double margin = fields.number("margin", 0, MOST, "a number of at least 0").orElse(0.0);
    BaselineSource baseline = baseline(fields);
    Rhythm rhythm = rhythm(fields);
    // Of a fixed level nothing is known of its rhythm: a look is then a whole day.
    Duration usual = baseline instanceof BaselineSource.Past ? HOUR : DAY;
    Duration bucket = time(fields, "bucket", usual);
    Duration falseAlarms = time(fields, "false_alarms", YEAR);
    return measure == null || baseline == null
        ? null
        : new Condition.Change(measure, direction, margin, baseline, rhythm, bucket, falseAlarms);
  }

  private @Nullable BaselineSource baseline(Fields fields) {
    Node node = fields.get("baseline").orElse(null);
    if (node == null) {
      return new BaselineSource.Past(WEEK);
    }
    if (node instanceof Node.Scalar scalar && scalar.meant().asString("").equals("golden")) {
      return new BaselineSource.GoldenRun();
    }
    Fields inner = fields.fields("baseline", List.of("past", "run", "from", "to")).orElse(null);
    if (inner == null) {
      return null;
    }
    Optional<String> run = inner.text("run");
    if (run.isPresent()) {
      return new BaselineSource.Run(run.get());
    }
    if (inner.get("from").isPresent() || inner.get("to").isPresent()) {
      Instant from = instant(inner, "from");
      Instant to = instant(inner, "to");
      return from == null || to == null ? null : new BaselineSource.Period(from, to);
    }
    return new BaselineSource.Past(inner.duration("past", DAY, LONGEST).orElse(WEEK));
  }

  private static @Nullable Instant instant(Fields fields, String key) {
    Node node = fields.require(key, "a time such as 2026-03-02T00:00:00Z").orElse(null);
    if (node == null) {
      return null;
    }
    try {
      return Instant.parse(node.meant().asString(""));
    } catch (DateTimeException e) {
      fields.wrong(key, node, "a time such as 2026-03-02T00:00:00Z");
      return null;
    }
  }

  private BaselineSource.Past memory(Fields fields) {
    return new BaselineSource.Past(fields.duration("memory", DAY, LONGEST).orElse(WEEK));
  }

  private @Nullable Condition cusum(Fields fields) {
    WatchedMeasure measure = measure(fields, "measure");
    double shift = fields.number("shift", 0.1, 10, "a number from 0.1 to 10").orElse(1.0);
    Direction direction = direction(fields);
    BaselineSource.Past memory = memory(fields);
    Rhythm rhythm = rhythm(fields);
    Duration bucket = time(fields, "bucket", HOUR);
    Duration falseAlarms = time(fields, "false_alarms", YEAR);
    return measure == null
        ? null
        : new Condition.CumulativeSum(
            measure, direction, shift, memory, rhythm, bucket, falseAlarms);
  }

  private @Nullable Condition drift(Fields fields) {
    List<String> subjects =
        List.of("quantity", "labels", "dimension", "inputs").stream()
            .filter(key -> fields.get(key).isPresent())
            .toList();
    if (subjects.size() != 1) {
      problems.add(
          new Problem(
              fields.at(),
              fields.subject("quantity"),
              subjects.isEmpty() ? "missing" : String.join(", ", subjects),
              "one of quantity, labels, dimension, inputs: true",
              null));
      return null;
    }
    String subject = subjects.get(0);
    boolean inputs = subject.equals("inputs");
    String distance =
        fields
            .oneOf(
                "distance",
                Arrays.stream(Condition.Distance.values()).map(Condition.Distance::key).toList())
            .orElse(inputs ? "mmd" : "psi");
    String name = inputs ? "" : fields.text(subject).orElse("");
    if (subject.equals("labels")) {
      evaluator(fields, subject, name);
    } else if (subject.equals("dimension") && watchable.sliced(List.of(name)).isEmpty()) {
      fields.get(subject).ifPresent(node -> fields.wrong(subject, node, watchable.slicedBy()));
    }
    double usual =
        switch (distance) {
          case "js" -> 0.02;
          case "mmd" -> 0;
          default -> 0.1;
        };
    return new Condition.Drift(
        Condition.Distance.valueOf(distance.toUpperCase(Locale.ROOT)),
        Condition.DriftOf.valueOf(subject.toUpperCase(Locale.ROOT)),
        subject.equals("quantity") ? name.replace('-', '_') : name,
        rhythm(fields),
        time(fields, "reference", WEEK),
        time(fields, "window", DAY),
        fields.number("least", 0, 1000, "a number of at least 0").orElse(usual),
        time(fields, "false_alarms", YEAR));
  }

  private @Nullable Condition divergence(Fields fields) {
    WatchedMeasure scores = measure(fields, "scores");
    WatchedMeasure signals = measure(fields, "signals");
    BaselineSource.Past memory = memory(fields);
    Rhythm rhythm = rhythm(fields);
    Duration bucket = time(fields, "bucket", HOUR);
    Duration falseAlarms = time(fields, "false_alarms", YEAR);
    return scores == null || signals == null
        ? null
        : new Condition.Divergence(
            scores, scores.good(), signals, signals.good(), memory, rhythm, bucket, falseAlarms);
  }

  private Condition absence(Fields fields) {
    return new Condition.Absence(
        evaluator(fields),
        time(fields, "for", Duration.ofMinutes(15)),
        fields.number("expected", 3, 1e9, "a number of at least 3").orElse(20.0),
        time(fields, "false_alarms", YEAR));
  }

  private @Nullable Condition health(Fields fields) {
    fields.require("measure", "a number about the evaluation");
    HealthMeasure measure =
        fields
            .oneOf(
                "measure", Arrays.stream(HealthMeasure.values()).map(HealthMeasure::key).toList())
            .flatMap(HealthMeasure::ofKey)
            .orElse(null);
    Limit limit = limit(fields);
    if (measure == null || limit == null) {
      return null;
    }
    boolean looks = measure == HealthMeasure.UNSCORED_RATE;
    fields
        .get("false_alarms")
        .filter(node -> !looks)
        .ifPresent(node -> fields.wrong("false_alarms", node, "for unscored_rate alone"));
    Duration falseAlarms = looks ? time(fields, "false_alarms", YEAR) : null;
    return new Condition.HealthLimit(
        measure, evaluator(fields), limit.direction, limit.value, falseAlarms);
  }

  private @Nullable WatchedMeasure measure(Fields fields, String key) {
    Node node = fields.require(key, "the name of a measure").orElse(null);
    String text =
        node == null ? null : Fields.text(node, fields.subject(key), problems).orElse(null);
    if (node == null || text == null) {
      return null;
    }
    double[] range = key.equals("signals") ? null : range(fields);
    try {
      MeasureName name = MeasureName.parse(text);
      if (name.version().isPresent()) {
        fields.wrong(key, node, "no version: each that comes along is watched by itself");
        return null;
      }
      name.evaluator().ifPresent(of -> evaluator(fields, key, of));
      Measure measure = name.measure("");
      WatchedMeasure watched = WatchedMeasure.of(measure, range);
      if (watched == null) {
        fields.wrong(key, node, "an estimate or quantile, not a count");
      }
      return watched;
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> problems.add(problem.at(node.at())));
      return null;
    }
  }

  private double @Nullable [] range(Fields fields) {
    Node node = fields.get("range").orElse(null);
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Sequence pair && pair.items().size() == 2) {
      var low = Fields.number(pair.items().get(0));
      var high = Fields.number(pair.items().get(1));
      if (low != null && high != null && low.compareTo(high) < 0) {
        return new double[] {low.doubleValue(), high.doubleValue()};
      }
    }
    fields.wrong("range", node, "the least and the greatest score, such as [1, 5]");
    return null;
  }
}
