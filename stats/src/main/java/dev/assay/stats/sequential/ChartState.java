package dev.assay.stats.sequential;

/** Where the sums of a {@link Chart} stand. */
final class ChartState {

  private long count;
  private double total;
  private double up;
  private double down;
  private long startOfRise;
  private long startOfDrop;

  /** Takes an observation in standard deviations from the mean. */
  void add(Chart chart, double standard) {
    count++;
    total += standard;
    double distance = standard - total / (count + chart.observationsBefore());
    up += distance - chart.allowance();
    if (!(up > 0)) {
      up = 0;
      startOfRise = count;
    }
    down += -distance - chart.allowance();
    if (!(down > 0)) {
      down = 0;
      startOfDrop = count;
    }
  }

  boolean crossed(Chart chart) {
    return up > chart.up() || down > chart.down();
  }

  /** Which side has crossed; the one farther beyond, if both have. */
  Direction direction(Chart chart) {
    return up - chart.up() >= down - chart.down() ? Direction.UP : Direction.DOWN;
  }

  /** How many observations ago the sum of that side was last 0. */
  long length(Direction direction) {
    return count - (direction == Direction.UP ? startOfRise : startOfDrop);
  }

  double up() {
    return up;
  }

  double down() {
    return down;
  }

  void write(StateWriter out) {
    out.count(count);
    out.numbers(new double[] {total, up, down});
    out.count(startOfRise);
    out.count(startOfDrop);
  }

  static ChartState read(StateReader in) {
    ChartState state = new ChartState();
    state.count = in.count();
    state.total = in.finite();
    state.up = in.amount();
    state.down = in.amount();
    state.startOfRise = in.count();
    state.startOfDrop = in.count();
    if (state.startOfRise > state.count || state.startOfDrop > state.count) {
      throw new IllegalArgumentException("state: a start (expected: at most " + state.count + ")");
    }
    return state;
  }
}
