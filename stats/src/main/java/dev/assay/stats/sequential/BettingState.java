package dev.assay.stats.sequential;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/** A stream under {@link BettingSequence}. */
final class BettingState implements ConfidenceSequence {

  private final double level;
  private final Scale scale;
  private final Tally tally;

  BettingState(double level, Scale scale, Tally tally) {
    this.level = level;
    this.scale = scale;
    this.tally = tally;
  }

  @Override
  public void add(double value) {
    tally.add(scale.unit("value", value));
  }

  @Override
  public long count() {
    return tally.count();
  }

  @Override
  public Interval interval() {
    double tail = (1 - level) / 2;
    return new Interval(scale.value(tally.low(tail)), scale.value(tally.high(tail)), level);
  }

  @Override
  public boolean excludes(double mean) {
    if (!(mean >= scale.low() && mean <= scale.high())) {
      return true;
    }
    double tail = (1 - level) / 2;
    double unit = scale.unit("mean", mean);
    return tally.tooLow(unit, tail) || tally.tooHigh(unit, tail);
  }

  @Override
  public Optional<Estimate> estimate() {
    return tally.count() == 0
        ? Optional.empty()
        : Optional.of(new Estimate(scale.value(tally.mean()), interval(), tally.count()));
  }

  @Override
  public byte[] toBytes() {
    StateWriter out = new StateWriter(StateKind.BETTING_SEQUENCE);
    out.number(level);
    scale.write(out);
    tally.write(out);
    return out.toBytes();
  }

  static BettingState read(StateReader in) {
    BettingState state =
        new BettingState(Checks.level(in.number()), Scale.read(in), Tally.read(in));
    in.end();
    return state;
  }
}
