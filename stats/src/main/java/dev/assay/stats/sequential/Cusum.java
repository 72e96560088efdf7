package dev.assay.stats.sequential;

import static java.util.Objects.requireNonNull;

/**
 * The cumulative sum chart of Page: finds a lasting change of a mean, of normal observations and of
 * the size stated as fast as any method that gives false alarms as rarely.
 *
 * <p>{@code S = max(0, S + (x - mean) / sd - k)}, an alarm when {@code S > h}, and the same with
 * the sign turned for a drop; {@code k} is half the change to detect in standard deviations, and
 * {@code h} is chosen so that with no change the mean number of observations to the alarm is the
 * run length asked for. For normal observations that follows from Page's integral equation, solved
 * at Gauss-Legendre nodes, exact to rounding; for others from a simulation of thousands of alarms
 * with a seed, to about 2%. Two sides are calibrated to twice the run length each.
 *
 * <p>A run length is a mean: about one stream in ten raises its first false alarm within a tenth of
 * it. It holds for observations that do not depend on each other and for the mean and deviation
 * given: a mean off by a tenth of a deviation can shorten it to a third. Sources: E. S. Page,
 * "Continuous inspection schemes", Biometrika 41 (1954); D. M. Hawkins, D. H. Olwell, "Cumulative
 * sum charts and charting for quality improvement" (1998).
 *
 * @since 0.1
 */
public final class Cusum {

  private static final double GREATEST_NORMAL = 1e6;
  private static final double GREATEST_SIMULATED = 5e4;

  private final DetectorSettings settings;

  private Cusum(DetectorSettings settings) {
    this.settings = settings;
  }

  /**
   * Watches normal observations with this mean and standard deviation for a drop by one standard
   * deviation, with a run length of 1,000.
   *
   * @throws IllegalArgumentException if the mean is not finite or the standard deviation not above
   *     0
   */
  public static Cusum of(double mean, double sd) {
    return of(InControl.normal(mean, sd));
  }

  /** The same for observations of any distribution. */
  public static Cusum of(InControl inControl) {
    return new Cusum(DetectorSettings.of(requireNonNull(inControl, "inControl")));
  }

  static Cusum of(DetectorSettings settings) {
    return new Cusum(settings);
  }

  /**
   * Is best at changes by so much, in units of the observations, and finds larger ones, too.
   *
   * @throws IllegalArgumentException if it is not 0.1 to 10 standard deviations
   */
  public Cusum detecting(double shift) {
    return new Cusum(settings.with(shift));
  }

  /** Looks for changes in this direction. */
  public Cusum with(Direction direction) {
    return new Cusum(settings.with(requireNonNull(direction, "direction")));
  }

  /**
   * Raises a false alarm every so many observations, on average.
   *
   * @throws IllegalArgumentException if it is below 10 or above 1,000,000 (50,000 where it must be
   *     simulated)
   */
  public Cusum withRunLength(double runLength) {
    double greatest = settings.inControl().isNormal() ? GREATEST_NORMAL : GREATEST_SIMULATED;
    return new Cusum(settings.withRunLength(runLength, greatest));
  }

  /** Simulates from this seed, where it must. */
  public Cusum withSeed(long seed) {
    return new Cusum(settings.withSeed(seed));
  }

  /**
   * Finds the threshold: milliseconds for normal observations, up to some seconds for others. To
   * watch many streams alike, keep {@link ChangeDetector#toBytes()} of a fresh detector.
   *
   * @throws IllegalArgumentException if the change is so large that no observation in control could
   *     speak for it, such as a pass rate beyond 1
   */
  public ChangeDetector calibrate() {
    settings.checkDetectable();
    Direction direction = settings.direction();
    double target = settings.runLengthOfOneSide();
    if (settings.inControl().isNormal()) {
      Threshold side = NormalRunLength.threshold(settings.allowance(), target);
      double both = direction == Direction.BOTH ? side.runLength() / 2 : side.runLength();
      return detector(
          direction.up() ? side : Threshold.NONE, direction.down() ? side : Threshold.NONE, both);
    }
    Threshold up = direction.up() ? simulated(1, target) : Threshold.NONE;
    Threshold down = direction.down() ? simulated(-1, target) : Threshold.NONE;
    return detector(up, down, 1 / (1 / up.runLength() + 1 / down.runLength()));
  }

  private Threshold simulated(int sign, double target) {
    return SimulatedCusum.threshold(
        settings.inControl(), sign, settings.allowance(), target, settings.seed());
  }

  private ChangeDetector detector(Threshold up, Threshold down, double runLength) {
    return new ChangeDetector(
        new Chart(
            settings.inControl().mean(),
            settings.inControl().sd(),
            settings.allowance(),
            up.value(),
            down.value(),
            Chart.FIXED_MEAN),
        runLength);
  }
}
