package dev.assay.stats.sequential;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/** A stream under {@link EmpiricalBernsteinSequence}. */
final class BernsteinState implements ConfidenceSequence {

  private static final double GREATEST_WEIGHT = 0.5;

  private final double level;
  private final Scale scale;
  private long count;
  private double mean = 0.5;
  private double squares = 0.25;
  private double weights;
  private double weighted;
  private double spread;

  BernsteinState(double level, Scale scale) {
    this.level = level;
    this.scale = scale;
  }

  @Override
  public void add(double value) {
    double x = scale.unit("value", value);
    double t = ++count;
    double variance = squares / t;
    double best = Math.sqrt(2 * logRate() / (variance * t * Math.log(t + 1)));
    double weight = Math.min(GREATEST_WEIGHT, best);
    double distance = x - mean;
    weights += weight;
    weighted += weight * x;
    spread += distance * distance * (-Math.log1p(-weight) - weight);
    mean += distance / (t + 1);
    squares += (x - mean) * (x - mean);
  }

  private double logRate() {
    return Math.log(2 / (1 - level));
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Interval interval() {
    if (count == 0) {
      return new Interval(scale.low(), scale.high(), level);
    }
    double centre = weighted / weights;
    double half = (logRate() + spread) / weights;
    return new Interval(
        scale.value(Math.max(0, centre - half)), scale.value(Math.min(1, centre + half)), level);
  }

  @Override
  public boolean excludes(double mean) {
    return !interval().contains(mean);
  }

  @Override
  public Optional<Estimate> estimate() {
    return count == 0
        ? Optional.empty()
        : Optional.of(new Estimate(scale.value(weighted / weights), interval(), count));
  }

  @Override
  public byte[] toBytes() {
    StateWriter out = new StateWriter(StateKind.BERNSTEIN_SEQUENCE);
    out.number(level);
    scale.write(out);
    out.count(count);
    out.numbers(new double[] {mean, squares, weights, weighted, spread});
    return out.toBytes();
  }

  static BernsteinState read(StateReader in) {
    BernsteinState state = new BernsteinState(Checks.level(in.number()), Scale.read(in));
    state.count = in.count();
    state.mean = in.amount();
    state.squares = in.amount();
    state.weights = in.amount();
    state.weighted = in.amount();
    state.spread = in.amount();
    in.end();
    if (state.weighted > state.weights || state.count > 0 != state.weights > 0) {
      throw new IllegalArgumentException("state: weights (expected: those of its values)");
    }
    return state;
  }
}
