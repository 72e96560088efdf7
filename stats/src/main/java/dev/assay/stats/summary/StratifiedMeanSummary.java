package dev.assay.stats.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.sampling.Scope;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A mean over strata of known size, each sampled in its own way.
 *
 * <p>Every item is counted, sampled or not, so that each stratum enters with its true share and not
 * with the one it happened to get in the sample. Within a stratum items may have unequal
 * probabilities ({@link WeightedMeanSummary}). It changes as it is fed and is for one thread.
 * Sources: W. G. Cochran, "Sampling techniques" (1977), chapter 5; for the degrees of freedom F. E.
 * Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics
 * Bulletin 2 (1946).
 *
 * @since 0.1
 */
public final class StratifiedMeanSummary {

  /** The most strata: they are slices that someone declared, not values of a field. */
  public static final int MOST_STRATA = 1000;

  private final TreeMap<String, Stratum> strata = new TreeMap<>();

  /** Starts with nothing. */
  public StratifiedMeanSummary() {}

  /**
   * Adds an item that was sampled, with the probability it was drawn with.
   *
   * @throws IllegalArgumentException if the value is not finite, the probability outside [1e-9, 1],
   *     the key longer than 1,024 characters, or there are too many strata
   */
  public void add(String stratum, double value, double probability) {
    stratum(stratum).add(value, probability);
  }

  /**
   * Counts items that were not sampled.
   *
   * @throws IllegalArgumentException if {@code items < 1}, the key is longer than 1,024 characters,
   *     or there are too many strata
   */
  public void skip(String stratum, long items) {
    Keys.times(items);
    Stratum to = stratum(stratum);
    to.skipped = Keys.sum(to.skipped, items);
  }

  /** The strata seen up to now, in order. */
  public Set<String> strata() {
    return Collections.unmodifiableSet(new TreeSet<>(strata.keySet()));
  }

  /** How many items there were in a stratum, sampled or not. */
  public long items(String stratum) {
    Stratum of = strata.get(requireNonNull(stratum, "stratum"));
    return of == null ? 0 : of.items();
  }

  /** The sampled items of a stratum. */
  public WeightedMeanSummary sampled(String stratum) {
    Stratum of = strata.get(requireNonNull(stratum, "stratum"));
    return of == null ? WeightedMeanSummary.empty() : of.sampled.summary();
  }

  /**
   * The mean over all strata; empty where there is none, or one has fewer than two sampled items:
   * of a stratum that was not looked at nothing is known, so neither of the whole.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public Optional<Estimate> estimate(Scope scope, double level) {
    Checks.level(level);
    requireNonNull(scope, "scope");
    double items = 0;
    for (Stratum stratum : strata.values()) {
      if (stratum.sampled.summary().count() < 2) {
        return Optional.empty();
      }
      items += stratum.items();
    }
    return items == 0 ? Optional.empty() : Optional.of(weigh(items, scope, level));
  }

  private Estimate weigh(double items, Scope scope, double level) {
    long n = 0;
    double variance = 0;
    double shares = 0;
    Spread between = new Spread();
    for (Stratum stratum : strata.values()) {
      WeightedMeanSummary sampled = stratum.sampled.summary();
      DesignVariance within = sampled.variance(scope);
      double share = stratum.items() / items;
      double part = share * share * within.variance();
      variance += part;
      shares += part * part / within.degreesOfFreedom();
      between.add(sampled.mean(), share);
      n += sampled.count();
    }
    double degrees = shares > 0 ? variance * variance / shares : n - 1.0;
    if (scope == Scope.PROCESS) {
      // How the process falls into strata is itself drawn.
      variance += between.squares() / items;
    }
    double half =
        new DesignVariance(variance, degrees >= 1 ? Math.min(degrees, n - 1.0) : 1).half(level);
    double mean = between.mean();
    return new Estimate(mean, new Interval(mean - half, mean + half, level), n);
  }

  /**
   * Adds all that another summary saw.
   *
   * @throws IllegalArgumentException if together there are too many strata or items; this one is
   *     then as it was
   */
  public void merge(StratifiedMeanSummary other) {
    Set<String> all = new TreeSet<>(strata.keySet());
    all.addAll(other.strata.keySet());
    room(all.size());
    other.strata.forEach((key, theirs) -> Keys.sum(items(key), theirs.items()));
    for (Map.Entry<String, Stratum> entry : Map.copyOf(other.strata).entrySet()) {
      Stratum theirs = entry.getValue();
      WeightedMeanSummary sampled = theirs.sampled.summary();
      Stratum mine = stratum(entry.getKey());
      mine.skipped = Keys.sum(mine.skipped, theirs.skipped);
      mine.sampled.add(sampled);
    }
  }

  /** The binary form, version 1. */
  public byte[] toBytes() {
    SummaryWriter out = new SummaryWriter(SummaryKind.STRATIFIED_MEAN);
    out.count(strata.size());
    strata.forEach(
        (key, stratum) -> {
          out.text(key);
          out.count(stratum.skipped);
          stratum.sampled.summary().write(out);
        });
    return out.toBytes();
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static StratifiedMeanSummary fromBytes(byte[] bytes) {
    SummaryReader in = new SummaryReader(bytes, SummaryKind.STRATIFIED_MEAN);
    int size = in.size(MOST_STRATA, 3);
    StratifiedMeanSummary summary = new StratifiedMeanSummary();
    for (int i = 0; i < size; i++) {
      String key = in.text();
      if (summary.strata.containsKey(key)) {
        throw SummaryReader.refuse("a stratum twice", "each once");
      }
      Stratum stratum = summary.stratum(key);
      stratum.skipped = in.count(Keys.MOST);
      stratum.sampled.add(WeightedMeanSummary.read(in));
    }
    in.end();
    return summary;
  }

  private Stratum stratum(String key) {
    Stratum found = strata.get(Keys.check(key));
    if (found == null) {
      room(strata.size() + 1);
      found = new Stratum();
      strata.put(key, found);
    }
    return found;
  }

  private static void room(int size) {
    if (size > MOST_STRATA) {
      throw new IllegalArgumentException(
          "strata: " + size + " (expected: at most " + MOST_STRATA + ")");
    }
  }

  private static final class Stratum {

    private long skipped;
    private final WeightedMeanSummary.Accumulator sampled = new WeightedMeanSummary.Accumulator();

    void add(double value, double probability) {
      sampled.add(value, probability);
    }

    long items() {
      return skipped + sampled.summary().count();
    }
  }
}
