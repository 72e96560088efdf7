package dev.assay.core.suite;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.config.ScalarText;
import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.Budget;
import dev.assay.core.run.Reducer;
import dev.assay.core.run.RunOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Binds how a suite is executed. */
final class OptionsBinder {

  private static final Pattern PASS_AT_K = Pattern.compile("pass@([1-9][0-9]{0,3})");

  private final Fields fields;
  private final List<Problem> problems;

  OptionsBinder(Fields fields, List<Problem> problems) {
    this.fields = fields;
    this.problems = problems;
  }

  RunOptions bind() {
    RunOptions defaults = RunOptions.DEFAULT;
    int repeats = whole("repeats", 1, SuiteKeys.MOST_REPEATS, defaults.repeats());
    return new RunOptions(
        whole("concurrency", 1, SuiteKeys.MOST_CONCURRENT, defaults.concurrency()),
        repeats,
        fields.get("reducer").flatMap(n -> reducer(n, repeats)).orElse(defaults.reducer()),
        fields.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(defaults.seed()),
        duration(fields, "timeout").orElse(defaults.timeout()),
        whole("retries", 0, SuiteKeys.MOST_RETRIES, defaults.retries()),
        fields.get("budget").flatMap(this::budget).orElse(defaults.budget()));
  }

  private int whole(String key, int low, int high, int fallback) {
    return fields.whole(key, low, high).map(Long::intValue).orElse(fallback);
  }

  private Optional<Duration> duration(Fields from, String key) {
    return from.get(key)
        .flatMap(
            node -> {
              Optional<Duration> found =
                  node instanceof Node.Scalar scalar && scalar.meant().isString()
                      ? ScalarText.duration(scalar.meant().stringValue())
                      : Optional.empty();
              if (found.isEmpty()) {
                problems.add(
                    new Problem(
                        node.at(), from.subject(key), node.shown(), ScalarText.DURATION, null));
              }
              return found;
            });
  }

  private Optional<Reducer> reducer(Node node, int repeats) {
    String text = node instanceof Node.Scalar scalar ? scalar.meant().asString("") : "";
    Matcher passAtK = PASS_AT_K.matcher(text);
    if (passAtK.matches()) {
      int k = Integer.parseInt(passAtK.group(1));
      if (k <= repeats) {
        return Optional.of(new Reducer(Reducer.Kind.PASS_AT_K, k));
      }
      problems.add(
          new Problem(
              node.at(),
              "reducer",
              node.shown(),
              "pass@k with k of at most repeats, which is " + repeats,
              null));
      return Optional.empty();
    }
    return switch (text) {
      case "mean" -> Optional.of(Reducer.MEAN);
      case "all" -> Optional.of(new Reducer(Reducer.Kind.ALL, 1));
      case "any" -> Optional.of(new Reducer(Reducer.Kind.ANY, 1));
      default -> {
        problems.add(
            new Problem(node.at(), "reducer", node.shown(), "mean, all, any or pass@k", null));
        yield Optional.empty();
      }
    };
  }

  private Optional<Budget> budget(Node node) {
    return Fields.of(node, "budget", SuiteKeys.budget(Partition.keys()), problems)
        .map(
            limits -> {
              Map<Partition, Duration> times = new EnumMap<>(Partition.class);
              times.putAll(Budget.DEFAULT.partitions());
              for (Partition partition : Partition.values()) {
                duration(limits, partition.key()).ifPresent(time -> times.put(partition, time));
              }
              return new Budget(
                  times,
                  duration(limits, "total").orElse(Budget.DEFAULT.total()),
                  cost(limits).orElse(null));
            });
  }

  private Optional<Double> cost(Fields limits) {
    return limits
        .get("cost")
        .flatMap(
            node -> {
              BigDecimal number = Fields.number(node);
              if (number != null && number.signum() > 0 && Double.isFinite(number.doubleValue())) {
                return Optional.of(number.doubleValue());
              }
              problems.add(
                  new Problem(node.at(), "budget.cost", node.shown(), "an amount above 0", null));
              return Optional.empty();
            });
  }
}
