package dev.assay.stats.sequential;

import java.util.SplittableRandom;

/**
 * The run length of a chart from a simulation. Every chart meets the same observations, so that the
 * length grows with the threshold.
 */
final class SimulatedChart {

  private static final int GREATEST_MULTIPLE = 30;
  private static final double MANY = 3_000;

  private final DetectorSettings settings;
  private final int runs;

  SimulatedChart(DetectorSettings settings) {
    this.settings = settings;
    this.runs = settings.runLength() > MANY ? 2_000 : 4_000;
  }

  /** The mean number of observations to the alarm, runs cut at 30 times the length asked for. */
  double runLength(Chart chart) {
    InControl inControl = settings.inControl();
    SplittableRandom seeds = new SplittableRandom(settings.seed());
    long most = (long) (GREATEST_MULTIPLE * settings.runLength());
    double total = 0;
    for (int run = 0; run < runs; run++) {
      SplittableRandom random = seeds.split();
      ChartState state = new ChartState();
      long length = 0;
      while (length < most && !state.crossed(chart)) {
        state.add(chart, inControl.draw(random));
        length++;
      }
      total += length;
    }
    return total / runs;
  }
}
