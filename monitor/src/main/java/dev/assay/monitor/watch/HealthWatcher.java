package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Slice;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.sequential.Direction;
import java.time.Instant;
import java.util.TreeMap;

/** Waits for numbers about the evaluation itself. */
final class HealthWatcher implements Watcher {

  private static final int MOST = 1_000;

  private final MonitorDefinition monitor;
  private final Condition.HealthLimit condition;
  private final TreeMap<String, Instant> beyond = new TreeMap<>();

  HealthWatcher(MonitorDefinition monitor, Condition.HealthLimit condition) {
    this.monitor = monitor;
    this.condition = condition;
  }

  @Override
  public void health(Health health, Turn turn) {
    for (Health.Reading number : health.readings()) {
      String evaluator = number.evaluator();
      if (number.measure() == condition.measure()
          && (condition.evaluator() == null || condition.evaluator().equals(evaluator))) {
        look(evaluator == null ? "" : evaluator, number, turn);
      }
    }
  }

  private void look(String evaluator, Health.Reading number, Turn turn) {
    boolean up = condition.direction() == Direction.UP;
    boolean over = up ? number.low() > condition.limit() : number.high() < condition.limit();
    boolean surelyNot =
        up ? number.value() <= condition.limit() : number.value() >= condition.limit();
    if (over && (beyond.size() < MOST || beyond.containsKey(evaluator))) {
      Instant since = beyond.computeIfAbsent(evaluator, key -> turn.now());
      turn.book()
          .raise(
              monitor,
              evaluator,
              Slice.ALL,
              report(evaluator, number, since),
              turn.now(),
              () -> AlertBook.Filling.NONE);
    } else if (surelyNot && beyond.remove(evaluator) != null) {
      turn.book().clear(monitor, evaluator, "within its limit again", turn.now());
    }
  }

  private AlertBook.Report report(String evaluator, Health.Reading number, Instant since) {
    String of = evaluator.isEmpty() ? "" : " of " + evaluator;
    boolean up = condition.direction() == Direction.UP;
    Estimate value =
        new Estimate(number.value(), new Interval(number.low(), number.high(), number.level()), 1);
    return new AlertBook.Report(
        condition.measure().key()
            + of
            + " is "
            + Words.of(number.value())
            + (up ? ", above " : ", below ")
            + Words.of(condition.limit()),
        null,
        value,
        null,
        since,
        since,
        1,
        number.low() == number.high()
            ? "It is a count, not an estimate: it is wrong only if the limit is."
            : "Its whole interval is beyond the limit; looked at again and again, one in "
                + Math.round(1 / (1 - number.level()))
                + " such intervals is wrong where the truth is at the limit.");
  }

  @Override
  public void write(StateWriter out) {
    out.count(beyond.size());
    beyond.forEach(
        (key, since) -> {
          out.text(key);
          out.text(since.toString());
        });
  }

  @Override
  public void read(StateReader in) {
    int size = in.size(MOST, 2);
    for (int i = 0; i < size; i++) {
      beyond.put(in.text(StateReader.LONGEST_TEXT), States.time(in));
    }
  }
}
