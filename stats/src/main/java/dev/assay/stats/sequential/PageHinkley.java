package dev.assay.stats.sequential;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The test of Page and Hinkley: like {@link Cusum}, but against the running mean of the stream, for
 * streams whose mean is known only roughly beforehand.
 *
 * <p>With {@code m(t)} the sum of {@code (x - running mean) / sd - k}, an alarm when {@code m} is
 * more than {@code h} above its least value so far (for a drop: the same with the sign turned);
 * {@code k} is half the change to detect in standard deviations. The running mean starts from the
 * mean given, as if it came from a number of observations (30 by default). The threshold {@code h}
 * comes from a simulation of 2,000 to 4,000 runs with no change, with a seed: the run length is
 * good to about 2%.
 *
 * <p>A change soon after the start moves the running mean, too, and is found late or not at all:
 * where the mean is known, prefer {@link Cusum}. Sources: E. S. Page, "Continuous inspection
 * schemes", Biometrika 41 (1954); D. V. Hinkley, "Inference about the change-point from cumulative
 * sum tests", Biometrika 58 (1971).
 *
 * @since 0.1
 */
public final class PageHinkley {

  private static final double GREATEST_RUN_LENGTH = 10_000;
  private static final int GREATEST_TRIES = 40;
  private static final double TOLERANCE = 0.02;
  private static final double SMALL_STEP = 0.005;
  private static final double LEAST_THRESHOLD = 0.05;

  private final DetectorSettings settings;
  private final double observationsBefore;

  private PageHinkley(DetectorSettings settings, double observationsBefore) {
    this.settings = settings;
    this.observationsBefore = observationsBefore;
  }

  /**
   * Watches normal observations with about this mean, and this standard deviation, for a drop by
   * one standard deviation, with a run length of 1,000.
   *
   * @throws IllegalArgumentException if the mean is not finite or the standard deviation not above
   *     0
   */
  public static PageHinkley of(double mean, double sd) {
    return of(InControl.normal(mean, sd));
  }

  /** The same for observations of any distribution. */
  public static PageHinkley of(InControl inControl) {
    return new PageHinkley(DetectorSettings.of(requireNonNull(inControl, "inControl")), 30);
  }

  /**
   * Is best at changes by so much, in units of the observations.
   *
   * @throws IllegalArgumentException if it is not 0.1 to 10 standard deviations
   */
  public PageHinkley detecting(double shift) {
    return new PageHinkley(settings.with(shift), observationsBefore);
  }

  /** Looks for changes in this direction. */
  public PageHinkley with(Direction direction) {
    return new PageHinkley(
        settings.with(requireNonNull(direction, "direction")), observationsBefore);
  }

  /**
   * Raises a false alarm every so many observations, on average.
   *
   * @throws IllegalArgumentException if it is below 10 or above 10,000
   */
  public PageHinkley withRunLength(double runLength) {
    return new PageHinkley(
        settings.withRunLength(runLength, GREATEST_RUN_LENGTH), observationsBefore);
  }

  /**
   * Trusts the mean given as if it came from so many observations.
   *
   * @throws IllegalArgumentException if it is not from 0 to 1,000,000
   */
  public PageHinkley withObservationsBefore(double observations) {
    if (!(observations >= 0 && observations <= 1e6)) {
      throw new IllegalArgumentException(
          "observationsBefore: " + observations + " (expected: 0 to 1000000)");
    }
    return new PageHinkley(settings, observations);
  }

  /** Simulates from this seed. */
  public PageHinkley withSeed(long seed) {
    return new PageHinkley(settings.withSeed(seed), observationsBefore);
  }

  /**
   * Finds the threshold, in a tenth of a second to some seconds, from that of {@link Cusum}. To
   * watch many streams alike, keep {@link ChangeDetector#toBytes()} of a fresh detector.
   *
   * @throws IllegalArgumentException if the change is so large that no observation in control could
   *     speak for it, such as a pass rate beyond 1
   */
  public ChangeDetector calibrate() {
    ChangeDetector fixed = Cusum.of(settings).calibrate();
    double target = settings.runLength();
    SimulatedChart simulation = new SimulatedChart(settings);
    double factor = 1;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    Optional<ChangeDetector> found = Optional.empty();
    for (int i = 0; i < GREATEST_TRIES && (found.isEmpty() || high - low > SMALL_STEP); i++) {
      Chart chart = chart(fixed, factor);
      double runLength = simulation.runLength(chart);
      if (runLength < target) {
        low = factor;
      } else {
        high = factor;
        found = Optional.of(new ChangeDetector(chart, runLength));
        if (runLength < target * (1 + TOLERANCE)) {
          break;
        }
      }
      factor = next(factor, Math.log(target * (1 + TOLERANCE / 2) / runLength), low, high, chart);
    }
    return found.orElseThrow(
        () -> new IllegalArgumentException("runLength: " + target + " (expected: one in reach)"));
  }

  // The logarithm of the run length grows by about 2 k for each unit of the threshold.
  private static double next(double factor, double aim, double low, double high, Chart chart) {
    double h = Math.min(chart.up(), chart.down()) / factor;
    double step = factor + aim / (h * (2 * chart.allowance() + 1 / (h * factor + 1)));
    return step > low && step < high ? step : (low + Math.min(high, 2 * low + 1)) / 2;
  }

  private Chart chart(ChangeDetector fixed, double factor) {
    InControl inControl = settings.inControl();
    return new Chart(
        inControl.mean(),
        inControl.sd(),
        settings.allowance(),
        factor * Math.max(LEAST_THRESHOLD, fixed.thresholdOfRise()),
        factor * Math.max(LEAST_THRESHOLD, fixed.thresholdOfDrop()),
        observationsBefore);
  }
}
