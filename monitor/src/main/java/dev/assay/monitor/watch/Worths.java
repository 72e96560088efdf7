package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Sample;
import java.time.Instant;

/**
 * How much looks at samples of unequal weights count.
 *
 * <p>A look that counts by its own effective size counts the less the more of what weighs much was
 * drawn in it; where that is of another quality than the rest, what is learned and every deviation
 * from it lean to the rest. The traffic that a look stands for has no such bias: the sum of
 * weighted deviations is 0 on average over all draws. So a look counts by its traffic, in units of
 * the traffic for one observation in the looks before, at that hour of the day. Where all weights
 * are alike that is how many were looked at.
 *
 * <p>The heaviest weight is told from the sums of weights and of their squares, as if whatever was
 * not looked at for certain had one weight; where there are several it is a mean of these, towards
 * the greater.
 */
final class Worths {

  private static final int HOURS = 24;
  private static final long HOUR = 3_600;
  private static final double KEPT = 0.9;
  private static final double FORGOTTEN = 0.99;

  // Of the looks before the sum of weights, and of their squares.
  private final double[] weights = new double[HOURS];
  private final double[] squares = new double[HOURS];
  private double heaviest = 1;

  private static int slot(Instant at) {
    return (int) (Math.floorDiv(at.getEpochSecond(), HOUR) % HOURS);
  }

  /** What a look counts, by those before. */
  Worth of(Instant at, Sample sample) {
    double weight = weights[slot(at)];
    double square = squares[slot(at)];
    if (!(square > 0)) {
      for (int i = 0; i < HOURS; i++) {
        weight += weights[i];
        square += squares[i];
      }
    }
    if (!(square > 0)) {
      double own = sample.size() / sample.traffic();
      return new Worth(sample.size(), sample.size(), Math.max(1, own * heaviest(sample)));
    }
    double size = weight / square * sample.traffic();
    // By its own weights where these are larger than before, such as when rates were lowered.
    return new Worth(
        size,
        Math.max(size, size * (size / sample.size())),
        Math.max(1, weight / square * Math.max(heaviest, heaviest(sample))));
  }

  private static double heaviest(Sample sample) {
    double square = sample.traffic() * (sample.traffic() / sample.size());
    // Beyond 1, which is the weight of what is looked at for certain.
    double beyond = sample.traffic() - sample.count();
    double most = square - 2 * sample.traffic() + sample.count();
    return beyond > 1e-9 * sample.traffic() ? 1 + Math.max(0, most / beyond) : 1;
  }

  /** Takes a look. */
  void add(Instant at, Sample sample) {
    int slot = slot(at);
    double weight = sample.traffic();
    weights[slot] = KEPT * weights[slot] + weight;
    squares[slot] = KEPT * squares[slot] + weight * (weight / sample.size());
    heaviest = Math.max(heaviest(sample), 1 + (heaviest - 1) * FORGOTTEN);
  }

  void write(StateWriter out) {
    for (int i = 0; i < HOURS; i++) {
      out.number(weights[i]);
      out.number(squares[i]);
    }
    out.number(heaviest);
  }

  void read(StateReader in) {
    for (int i = 0; i < HOURS; i++) {
      weights[i] = in.amount();
      squares[i] = in.amount();
    }
    heaviest = in.amount();
  }
}
