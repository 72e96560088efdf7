package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.window.Quantity;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is watched where nothing is configured.
 *
 * @since 0.1
 */
public final class DefaultMonitors {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final BaselineSource.Past WEEK = new BaselineSource.Past(Duration.ofDays(7));
  // Of a scale from 1 to 5, 3.5.
  private static final double JUDGE_LIMIT = 0.625;
  private static final long LEAST_JUDGED = 30;

  private DefaultMonitors() {}

  /**
   * An evaluator that runs in production.
   *
   * @param name its name or alias
   * @param judged whether a model grades
   * @param low the least score, minus infinity if there is none
   * @param high the greatest score, infinity if there is none
   * @param passes whether it decides if an answer passed
   */
  public record Running(String name, boolean judged, double low, double high, boolean passes) {

    /** Checks the parts. */
    public Running {
      requireNonNull(name, "name");
      if (!(low < high)) {
        throw new IllegalArgumentException(
            "low, high: " + low + ", " + high + " (expected: low < high)");
      }
    }
  }

  /** The monitors for what runs, in the order given. */
  public static List<MonitorDefinition> of(List<Running> evaluators) {
    List<MonitorDefinition> monitors = new ArrayList<>();
    immediate(monitors);
    for (Running each : evaluators) {
      boolean bounded = !Double.isInfinite(each.low) && !Double.isInfinite(each.high);
      String name = name(each.name);
      if (each.judged && bounded) {
        WatchedMeasure mean = WatchedMeasure.mean(each.name, each.low, each.high);
        double limit = each.low + JUDGE_LIMIT * (each.high - each.low);
        monitors.add(
            MonitorDefinition.of(
                unique(name + ".low", monitors),
                Severity.HIGH,
                new Condition.Threshold(mean, Direction.DOWN, limit, LEAST_JUDGED, HOUR, YEAR)));
        monitors.add(change(unique(name + ".drop", monitors), mean, Direction.DOWN));
      } else if (each.passes) {
        WatchedMeasure passes = WatchedMeasure.rate(WatchedMeasure.Kind.PASS_RATE, each.name, "");
        monitors.add(change(unique(name + ".drop", monitors), passes, Direction.DOWN));
      }
    }
    operation(monitors);
    health(monitors);
    return monitors;
  }

  private static String name(String evaluator) {
    String name = evaluator.replaceAll("[^A-Za-z0-9._-]", "-");
    return name.substring(0, Math.min(80, name.length()));
  }

  private static String unique(String name, List<MonitorDefinition> others) {
    String unique = name;
    for (int i = 2; contains(others, unique); i++) {
      unique = name + "-" + i;
    }
    return unique;
  }

  private static boolean contains(List<MonitorDefinition> monitors, String name) {
    return monitors.stream().anyMatch(monitor -> monitor.name().equals(name));
  }

  private static void immediate(List<MonitorDefinition> monitors) {
    monitors.add(
        MonitorDefinition.of(
                "unsafe", Severity.CRITICAL, Condition.Immediate.of(FailureMode.UNSAFE))
            .with(Handling.withDefaults().groupedBy("feature")));
    monitors.add(
        MonitorDefinition.of(
                "hallucination", Severity.HIGH, Condition.Immediate.of(FailureMode.HALLUCINATED))
            .with(Handling.withDefaults().groupedBy("feature")));
    monitors.add(
        MonitorDefinition.of(
                "constraint",
                Severity.MEDIUM,
                new Condition.Immediate(null, null, Category.CONSTRAINT, null, 1, HOUR, HOUR))
            .with(Handling.withDefaults().groupedBy("feature")));
  }

  private static MonitorDefinition change(
      String name, WatchedMeasure measure, Direction direction) {
    return MonitorDefinition.of(
        name,
        Severity.HIGH,
        new Condition.Change(measure, direction, 0, WEEK, Rhythm.DAY, HOUR, YEAR));
  }

  private static void operation(List<MonitorDefinition> monitors) {
    monitors.add(
        change(
            unique("hallucinations.rise", monitors),
            WatchedMeasure.of(WatchedMeasure.Kind.MODE_RATE, FailureMode.HALLUCINATED.key()),
            Direction.UP));
    monitors.add(
        change(
            unique("errors.rise", monitors),
            WatchedMeasure.of(WatchedMeasure.Kind.ERROR_RATE, ""),
            Direction.UP));
    monitors.add(
        change(
            unique("negative.rise", monitors),
            WatchedMeasure.of(WatchedMeasure.Kind.NEGATIVE_RATE, ""),
            Direction.UP));
    monitors.add(
        change(
            unique("completion.drop", monitors),
            WatchedMeasure.of(WatchedMeasure.Kind.COMPLETION_RATE, ""),
            Direction.DOWN));
    monitors.add(
        new MonitorDefinition(
            unique("latency.rise", monitors),
            Severity.MEDIUM,
            new Condition.CumulativeSum(
                WatchedMeasure.quantile(Quantity.LATENCY, 0.95),
                Direction.UP,
                1,
                WEEK,
                Rhythm.DAY,
                HOUR,
                YEAR),
            WatchedSlices.all(),
            Handling.withDefaults()));
    monitors.add(
        MonitorDefinition.of(
            unique("input-length.drift", monitors),
            Severity.LOW,
            new Condition.Drift(
                Condition.Distance.PSI,
                Condition.DriftOf.QUANTITY,
                "input_tokens",
                Rhythm.DAY,
                Duration.ofDays(7),
                DAY,
                0.1,
                YEAR)));
    monitors.add(
        MonitorDefinition.of(
            unique("no-data", monitors),
            Severity.HIGH,
            new Condition.Absence(null, Duration.ofMinutes(15), 20, YEAR)));
  }

  private static void health(List<MonitorDefinition> monitors) {
    Handling held = Handling.withDefaults().holding(Duration.ofMinutes(10));
    monitors.add(
        MonitorDefinition.of(
                unique("unscored", monitors),
                Severity.HIGH,
                new Condition.HealthLimit(HealthMeasure.UNSCORED_RATE, null, Direction.UP, 0.1))
            .with(held));
    monitors.add(
        MonitorDefinition.of(
                unique("queue", monitors),
                Severity.MEDIUM,
                new Condition.HealthLimit(HealthMeasure.QUEUE_AGE, null, Direction.UP, 1_800))
            .with(held));
    monitors.add(
        MonitorDefinition.of(
            unique("agreement", monitors),
            Severity.HIGH,
            new Condition.HealthLimit(HealthMeasure.JUDGE_AGREEMENT, null, Direction.DOWN, 0.7)));
  }
}
