package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Sample;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What evaluators say of one slice and what users do there, and the difference of their deviations
 * from what each was.
 *
 * <p>Buckets are gathered until there is enough of both: a deviation of rare events is far from
 * normal, and whether three users complained in an hour or none says little.
 */
final class DivergencePair {

  // For the normal approximation of a deviation.
  private static final double LEAST_SIZE = 20;
  private static final double LEAST_EVENTS = 5;

  /** The deviations of several buckets in one. */
  private record Gathered(double sum, double variance, double third, double size) {

    static final Gathered NOTHING = new Gathered(0, 0, 0, 0);

    Gathered and(Tracker.Deviation next) {
      return new Gathered(
          sum + next.sum(),
          variance + next.variance(),
          third + next.skewness() * Math.pow(next.variance(), 1.5),
          size + next.size());
    }

    boolean enough(WatchedMeasure measure) {
      return size >= LEAST_SIZE && (!measure.kind().rate() || variance >= LEAST_EVENTS);
    }

    double standard() {
      return Tracker.standard(sum, variance, third / Math.pow(variance, 1.5));
    }

    void write(StateWriter out) {
      out.number(sum);
      out.number(variance);
      out.number(third);
      out.number(size);
    }

    static Gathered read(StateReader in) {
      return new Gathered(in.finite(), in.amount(), in.finite(), in.amount());
    }
  }

  // The differences are about standard normal and have no rhythm of their own.
  private static final WatchedMeasure APART =
      new WatchedMeasure(
          WatchedMeasure.Kind.QUANTILE, "", "latency", 0.5, -1e9, Double.POSITIVE_INFINITY);

  private final Condition.Divergence condition;
  private final Tracker scores;
  private final Tracker signals;
  private Gathered ofScores = Gathered.NOTHING;
  private Gathered ofSignals = Gathered.NOTHING;
  private Instant since = Instant.EPOCH;
  private final Series apart =
      new Series(Direction.BOTH, 0, 1, false, new Tracker(APART, 0, 0), null);

  DivergencePair(Condition.Divergence condition) {
    this.condition = condition;
    Duration memory = condition.memory().memory();
    scores = new Tracker(condition.scores(), condition.rhythm(), memory);
    signals = new Tracker(condition.signals(), condition.rhythm(), memory);
  }

  /**
   * Takes a bucket.
   *
   * @param runLength the mean number of looks to a false alarm
   * @return empty while there is nothing to compare with, or too little to compare
   */
  Optional<Verdict> add(Instant start, Sample score, Sample signal, double runLength) {
    boolean learn = !apart.changed();
    Optional<Tracker.Deviation> a = scores.add(start, score, learn);
    Optional<Tracker.Deviation> b = signals.add(start, signal, learn);
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    since = ofScores.size() > 0 ? since : start;
    ofScores = ofScores.and(a.get());
    ofSignals = ofSignals.and(b.get());
    if (!ofScores.enough(condition.scores()) || !ofSignals.enough(condition.signals())) {
      return Optional.empty();
    }
    double difference =
        (sign(condition.scoresGood()) * ofScores.standard()
                - sign(condition.signalsGood()) * ofSignals.standard())
            / Math.sqrt(2);
    ofScores = Gathered.NOTHING;
    ofSignals = Gathered.NOTHING;
    return Optional.of(apart.add(since, new Sample(difference, 1, 1, 1), runLength));
  }

  private static int sign(Direction good) {
    return good == Direction.UP ? 1 : -1;
  }

  /** Takes the present for what is to be expected. */
  void forget() {
    apart.forget();
    ofScores = Gathered.NOTHING;
    ofSignals = Gathered.NOTHING;
  }

  void write(StateWriter out) {
    scores.write(out);
    signals.write(out);
    apart.write(out);
    ofScores.write(out);
    ofSignals.write(out);
    out.signed(since.getEpochSecond());
  }

  void read(StateReader in) {
    scores.read(in);
    signals.read(in);
    apart.read(in);
    ofScores = Gathered.read(in);
    ofSignals = Gathered.read(in);
    since = States.instant(in);
  }
}
