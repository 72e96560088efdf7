package dev.assay.core.trend;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.ComparisonSettings;
import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunComparison;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.evaluator.ValueUnit;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.run.RunStatus;
import dev.assay.core.trend.RunHistory.Change;
import dev.assay.core.trend.RunHistory.Measure;
import dev.assay.core.trend.RunHistory.Point;
import dev.assay.core.trend.RunHistory.Step;
import dev.assay.core.trend.RunHistory.Stored;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.WilsonInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows a suite over its runs. */
final class Tracing {

  private final List<Stored> runs;
  private final List<String> wanted;
  private final List<Measure> measures;

  Tracing(List<Stored> runs, List<String> wanted) {
    this.runs =
        runs.stream()
            .sorted(
                Comparator.comparing((Stored stored) -> stored.scores().run().startedAt())
                    .thenComparing(stored -> stored.scores().run().id())
                    .thenComparing(Stored::folder))
            .toList();
    this.wanted = List.copyOf(wanted);
    this.measures = measures();
  }

  RunHistory trace() {
    List<Step> steps = new ArrayList<>(runs.size());
    int before = 0;
    for (int number = 1; number <= runs.size(); number++) {
      Stored stored = runs.get(number - 1);
      steps.add(step(number, stored, before));
      if (comparable(stored)) {
        before = number;
      }
    }
    return new RunHistory(runs.get(0).scores().run().suite(), measures, WholeHistory.of(steps));
  }

  // A run cut short has the examples that came first, which are not like the others.
  private static boolean comparable(Stored stored) {
    return stored.scores().run().status() == RunStatus.COMPLETE
        && !stored.scores().examples().isEmpty();
  }

  private List<Measure> measures() {
    Map<String, Measure> found = new LinkedHashMap<>();
    found.put(Compared.PASS_RATE, new Measure(Compared.PASS_RATE, true, ValueUnit.NONE));
    for (int i = runs.size() - 1; i >= 0; i--) {
      for (RunScores.Measured evaluator : runs.get(i).scores().evaluators()) {
        found.putIfAbsent(
            evaluator.name(),
            new Measure(evaluator.name(), evaluator.higherIsBetter(), evaluator.unit()));
      }
    }
    return found.values().stream()
        .filter(measure -> wanted.isEmpty() || wanted.contains(measure.name()))
        .toList();
  }

  private Step step(int number, Stored stored, int before) {
    RunScores now = stored.scores();
    RunScores base = before == 0 ? null : runs.get(before - 1).scores();
    String incomparable = comparable(stored) ? null : unfinished(now);
    RunComparison comparison = null;
    if (base != null && incomparable == null) {
      try {
        comparison = compare(base, now);
      } catch (InvalidInputException e) {
        incomparable = e.problems().get(0).value();
      }
    }
    List<Point> points = new ArrayList<>();
    for (Measure measure : measures) {
      if (measure.isPassRate() || now.evaluator(measure.name()).isPresent()) {
        points.add(point(measure, now, base, comparison));
      }
    }
    return new Step(
        number,
        stored.folder(),
        now.run(),
        now.examples().size(),
        comparison == null ? 0 : before,
        incomparable,
        base == null ? List.of() : changes(base, now, comparison),
        points);
  }

  private static String unfinished(RunScores now) {
    return now.examples().isEmpty()
        ? "it has no examples"
        : now.run().status() == RunStatus.DECIDED
            ? "it ended when its gate was decided, which a rate then flatters or belittles"
            : "it is " + now.run().status().key() + ", with the examples that came first";
  }

  private @Nullable RunComparison compare(RunScores base, RunScores now) {
    List<String> both =
        measures.stream()
            .map(Measure::name)
            .filter(name -> name.equals(Compared.PASS_RATE) || (has(base, name) && has(now, name)))
            .toList();
    if (both.isEmpty()) {
      return null;
    }
    // Named, clocks would count like any other evaluator.
    List<String> named = wanted.isEmpty() ? List.of() : both;
    ComparisonSettings usual = ComparisonSettings.DEFAULT;
    return RunComparison.of(
        base,
        now,
        new ComparisonSettings(
            usual.alpha(),
            usual.minimumEffect(),
            usual.method(),
            usual.adjustment(),
            usual.by(),
            named,
            usual.unpaired()));
  }

  private static boolean has(RunScores scores, String evaluator) {
    return scores.evaluator(evaluator).isPresent();
  }

  private static Point point(
      Measure measure,
      RunScores now,
      @Nullable RunScores base,
      @Nullable RunComparison comparison) {
    Compared change = null;
    boolean comparable = base == null;
    if (comparison != null) {
      comparable = !comparison.blocks(measure.name());
      change =
          comparison.compared().stream()
              .filter(one -> one.measure().equals(measure.name()))
              .findFirst()
              .orElse(null);
      comparable &= change != null;
    }
    List<Double> values = new ArrayList<>();
    int unscored = 0;
    for (ExampleScores example : now.examples()) {
      OptionalDouble value = value(measure, example);
      if (value.isPresent()) {
        values.add(value.getAsDouble());
      } else if (measure.isPassRate() || example.unscored().contains(measure.name())) {
        unscored++;
      }
    }
    double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
    return new Point(measure.name(), estimate(measure, array, now), unscored, comparable, change);
  }

  private static OptionalDouble value(Measure measure, ExampleScores example) {
    if (measure.isPassRate()) {
      return example.decided() ? OptionalDouble.of(example.passShare()) : OptionalDouble.empty();
    }
    Double value = example.values().get(measure.name());
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static @Nullable Estimate estimate(Measure measure, double[] values, RunScores scores) {
    return WilsonInterval.withDefaults()
        .ofZerosAndOnes(values)
        .or(() -> spread(measure, values, scores).of(values))
        .orElse(null);
  }

  private static MeanInterval spread(Measure measure, double[] values, RunScores scores) {
    double low = measure.isPassRate() ? 0 : bound(scores, measure.name(), true);
    double high = measure.isPassRate() ? 1 : bound(scores, measure.name(), false);
    boolean inRange = Arrays.stream(values).allMatch(v -> low <= v && v <= high);
    return Double.isFinite(low) && Double.isFinite(high) && inRange
        ? MeanInterval.withDefaults().withBounds(low, high)
        : MeanInterval.withDefaults();
  }

  private static double bound(RunScores scores, String evaluator, boolean low) {
    return scores
        .evaluator(evaluator)
        .map(measured -> low ? measured.low() : measured.high())
        .orElse(low ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
  }

  private static List<Change> changes(
      RunScores base, RunScores now, @Nullable RunComparison comparison) {
    List<Change> changes = new ArrayList<>();
    RunScores.Run before = base.run();
    RunScores.Run run = now.run();
    if (!before.datasetHash().equals(run.datasetHash())) {
      String shared =
          comparison == null
              ? ""
              : "; " + comparison.shared() + " examples are in both as they are";
      changes.add(
          new Change(
              "dataset",
              base.examples().size()
                  + " examples before, "
                  + now.examples().size()
                  + " now"
                  + shared));
    }
    versions(base, now, changes);
    if (!before.policyHash().equals(run.policyHash())) {
      changes.add(new Change("policy", "what fails an example is not as before"));
    }
    add(changes, "target", before.target(), run.target());
    add(
        changes,
        "target version",
        shortened(before.targetVersion()),
        shortened(run.targetVersion()));
    add(changes, "prompt version", words(before.promptVersions()), words(run.promptVersions()));
    add(changes, "repeats", String.valueOf(before.repeats()), String.valueOf(run.repeats()));
    return changes;
  }

  private static void versions(RunScores base, RunScores now, List<Change> changes) {
    Map<String, String> before = versions(base);
    Map<String, String> after = versions(now);
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String old = before.get(name);
      String current = after.get(name);
      if (old == null) {
        changes.add(new Change("evaluator " + name, "new"));
      } else if (current == null) {
        changes.add(new Change("evaluator " + name, "left out"));
      } else if (!old.equals(current)) {
        changes.add(
            new Change(
                "evaluator " + name,
                "version " + old + " before, " + current + " now: its scores cannot be compared"));
      }
    }
  }

  private static Map<String, String> versions(RunScores scores) {
    return scores.evaluators().stream()
        .collect(
            Collectors.toMap(
                RunScores.Measured::name, RunScores.Measured::version, (first, second) -> first));
  }

  private static void add(List<Change> changes, String subject, String before, String now) {
    if (!Objects.equals(before, now)) {
      changes.add(new Change(subject, before + " before, " + now + " now"));
    }
  }

  // Enough of a hash to tell it from another.
  private static String shortened(String version) {
    return version.matches("sha256:[0-9a-f]{64}") ? version.substring(0, 19) : version;
  }

  private static String words(List<String> versions) {
    return versions.isEmpty() ? "none" : String.join(", ", versions);
  }
}
