package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Slice;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * Waits for numbers about the evaluation itself.
 *
 * <p>They are read again and again, so shares are told from evidence that may be looked at as often
 * as one likes: that of scores that failed by an e-detector ({@link UnscoredSeries}), that of
 * agreement by betting ({@link CheckedAgreement}).
 */
final class HealthWatcher implements Watcher {

  /** How often health is read. */
  static final Duration READ = Duration.ofMinutes(1);

  private static final int MOST = 1_000;
  private static final double AGREEMENT_ERROR = 0.05;
  private static final Duration ACTIVE = Duration.ofDays(7);

  private final MonitorDefinition monitor;
  private final Condition.HealthLimit condition;
  private final boolean up;
  // Facts and agreement that are beyond the limit, by evaluator.
  private final TreeMap<String, Instant> beyond = new TreeMap<>();
  private final TreeMap<String, UnscoredSeries> unscored = new TreeMap<>();

  HealthWatcher(MonitorDefinition monitor, Condition.HealthLimit condition) {
    this.monitor = monitor;
    this.condition = condition;
    this.up = condition.direction() == Direction.UP;
  }

  @Override
  public void health(Health health, Turn turn) {
    for (Health.Reading reading : health.readings()) {
      String evaluator = reading.evaluator();
      if (reading.measure() != condition.measure()
          || (condition.evaluator() != null && !condition.evaluator().equals(evaluator))) {
        continue;
      }
      if (reading instanceof Health.Looks looks) {
        look(looks, turn);
      } else if (reading instanceof Health.Checked checked) {
        look(checked, turn);
      } else {
        look((Health.Fact) reading, turn);
      }
    }
  }

  private void look(Health.Fact fact, Turn turn) {
    double value = fact.value();
    if (up ? value > condition.limit() : value < condition.limit()) {
      Instant since = beyond.computeIfAbsent("", key -> turn.now());
      Estimate exactly = new Estimate(value, new Interval(value, value, 0.95), 1);
      String wrong = "It is a count, not an estimate: it is wrong only if the limit is.";
      raise("", exactly, since, wrong, turn);
    } else if (beyond.remove("") != null) {
      clear("", turn);
    }
  }

  private void look(Health.Looks looks, Turn turn) {
    String evaluator = looks.evaluator();
    UnscoredSeries series = unscored.get(evaluator);
    if (series == null && looks.done() > 0 && unscored.size() < MOST) {
      series = new UnscoredSeries(condition.direction(), condition.limit());
      unscored.put(evaluator, series);
    }
    if (series == null) {
      return;
    }
    boolean was = series.since() != null;
    if (looks.done() > 0) {
      series.add(turn.now(), looks.done(), looks.unscored(), runLength(turn.now()));
    }
    Instant since = series.since();
    if (since != null) {
      raise(evaluator, series.rate(since), since, wrongOfLooks(), turn);
    } else if (was) {
      clear(evaluator, turn);
    }
  }

  /** Each of those that are looked at errs as much less often. */
  private double runLength(Instant now) {
    Duration falseAlarms = condition.falseAlarms();
    long active =
        unscored.values().stream()
            .filter(each -> each.lastSeen().isAfter(now.minus(ACTIVE)))
            .count();
    return falseAlarms == null
        ? Double.POSITIVE_INFINITY
        : Conditions.looks(falseAlarms, READ, (double) Math.max(1, active));
  }

  private String wrongOfLooks() {
    Duration falseAlarms = condition.falseAlarms();
    return "This monitor gives at most one false alarm in "
        + (falseAlarms == null ? "" : Words.of(falseAlarms))
        + " on average, for all evaluators together and however often one looks, if looks do not"
        + " depend on each other. Looks are counted as they come, a sample's without weights: it is"
        + " about the evaluator, not about the traffic. The interval is that of one look at what"
        + " came since then.";
  }

  private void look(Health.Checked checked, Turn turn) {
    String evaluator = checked.evaluator();
    CheckedAgreement.Check check =
        checked
            .agreement()
            .beyond(condition.direction(), condition.limit(), AGREEMENT_ERROR)
            .orElse(null);
    Estimate share = checked.agreement().latest().orElse(null);
    if (check != null && share != null) {
      if (beyond.size() < MOST || beyond.containsKey(evaluator)) {
        beyond.put(evaluator, check.at());
        raise(evaluator, share, check.at(), wrongOfAgreement(), turn);
      }
    } else if (beyond.remove(evaluator) != null) {
      clear(evaluator, turn);
    }
  }

  private static String wrongOfAgreement() {
    return "Of judges that keep to the limit at most "
        + Words.of(AGREEMENT_ERROR, true)
        + " are ever told of, however often one looks. Items are weighed by the inverse of"
        + " the probability of their draw; which of them people have answered must have nothing to"
        + " do with the answer. The interval is that of one look at the last checks.";
  }

  private void raise(String evaluator, Estimate value, Instant since, String wrong, Turn turn) {
    String title =
        condition.measure().key()
            + (evaluator.isEmpty() ? "" : " of " + evaluator)
            + " is "
            + Words.of(value.value())
            + (up ? ", above " : ", below ")
            + Words.of(condition.limit());
    AlertBook.Report report =
        new AlertBook.Report(title, null, value, null, since, since, 1, wrong);
    turn.book()
        .raise(monitor, evaluator, Slice.ALL, report, turn.now(), () -> AlertBook.Filling.NONE);
  }

  private void clear(String evaluator, Turn turn) {
    turn.book().clear(monitor, evaluator, "within its limit again", turn.now());
  }

  @Override
  public void tick(Turn turn) {
    Instant before = turn.now().minus(ACTIVE);
    unscored
        .entrySet()
        .removeIf(
            each -> {
              UnscoredSeries series = each.getValue();
              boolean gone = series.lastSeen().isBefore(before);
              if (gone && series.since() != null) {
                String reason = "nothing was looked at for " + Words.of(ACTIVE);
                turn.book().clear(monitor, each.getKey(), reason, turn.now());
              }
              return gone;
            });
  }

  @Override
  public void accept(String key) {
    UnscoredSeries series = unscored.get(key);
    if (series != null) {
      series.forget();
    }
  }

  @Override
  public void write(StateWriter out) {
    out.count(beyond.size());
    beyond.forEach(
        (key, since) -> {
          out.text(key);
          out.text(since.toString());
        });
    out.count(unscored.size());
    unscored.forEach(
        (key, series) -> {
          out.text(key);
          series.write(out);
        });
  }

  @Override
  public void read(StateReader in) {
    int size = in.size(MOST, 2);
    for (int i = 0; i < size; i++) {
      beyond.put(in.text(StateReader.LONGEST_TEXT), States.time(in));
    }
    int many = in.size(MOST, 4);
    for (int i = 0; i < many; i++) {
      String evaluator = in.text(StateReader.LONGEST_TEXT);
      UnscoredSeries series = new UnscoredSeries(condition.direction(), condition.limit());
      series.read(in);
      unscored.put(evaluator, series);
    }
  }
}
