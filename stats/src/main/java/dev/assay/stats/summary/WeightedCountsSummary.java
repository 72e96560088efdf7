package dev.assay.stats.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.sampling.Scope;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Shares of categories among items that were sampled with known, unequal probabilities.
 *
 * <p>Shares and intervals are those of {@link dev.assay.stats.sampling.HajekProportion}, to
 * rounding. There is room for a number of categories; where more come, those with the lowest hashes
 * are kept, which depends on their names alone, and the others counted together. What was added can
 * be withdrawn, in this part or in another that is merged later. It changes as it is fed and is for
 * one thread.
 *
 * @since 0.1
 */
public final class WeightedCountsSummary {

  private static final int MOST = 65_536;
  private static final int ENTRY_BYTES = 26;

  private final int mostCategories;
  private final Map<String, Weights> categories = new HashMap<>();
  private final Weights others = new Weights();
  // The kept one that would make room first; null while it has to be looked for.
  private @Nullable String last;

  private WeightedCountsSummary(int mostCategories) {
    this.mostCategories = mostCategories;
  }

  /**
   * For at most so many categories, from 1 to 65,536.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public static WeightedCountsSummary withMostCategories(int most) {
    return new WeightedCountsSummary(Keys.capacity("mostCategories", most, 1, MOST));
  }

  /**
   * Counts an item.
   *
   * @param probability with which it was drawn, from 1e-9 to 1
   * @throws IllegalArgumentException if the probability is out of range or the name longer than
   *     1,024 characters
   */
  public void add(String category, double probability) {
    of(Keys.check(category)).add(Weights.weight(probability), 1);
  }

  /**
   * Takes an item back that was counted with this category and probability.
   *
   * @throws IllegalArgumentException as {@link #add}
   */
  public void withdraw(String category, double probability) {
    of(Keys.check(category)).add(Weights.weight(probability), -1);
  }

  /**
   * Adds all that another one saw.
   *
   * @throws IllegalArgumentException if it was made for another number of categories
   */
  public void merge(WeightedCountsSummary other) {
    if (other.mostCategories != mostCategories) {
      throw new IllegalArgumentException(
          "mostCategories: "
              + other.mostCategories
              + " (expected: "
              + mostCategories
              + ", as this one's)");
    }
    others.add(other.others);
    Map.copyOf(other.categories).forEach((name, weights) -> of(name).add(weights));
  }

  /** How many items were drawn. */
  public long count() {
    return total().count();
  }

  /** How many items of a category were drawn. */
  public long count(String category) {
    Weights weights = categories.get(requireNonNull(category, "category"));
    return weights == null ? 0 : weights.count();
  }

  /** How many items were drawn of categories for which there was no room. */
  public long others() {
    return others.count();
  }

  /** The sum of the weights: an estimate of how many items there were to draw from. */
  public double weight() {
    return total().sum();
  }

  /**
   * How many items drawn with equal probabilities would tell as much: the square of the sum of the
   * weights over the sum of their squares; 0 where nothing was drawn. Source: L. Kish, "Survey
   * Sampling" (1965), section 8.2.
   */
  public double effectiveSize() {
    Weights total = total();
    double squares = total.variance(Scope.PROCESS);
    return squares > 0 ? total.sum() * total.sum() / squares : 0;
  }

  /** The categories kept, in order. */
  public SortedSet<String> categories() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(categories.keySet()));
  }

  /**
   * The share of a category; empty where nothing was drawn, or where it is not kept and may be
   * among the others.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public Optional<Estimate> share(String category, Scope scope, double level) {
    Checks.level(level);
    requireNonNull(scope, "scope");
    Weights found = categories.get(requireNonNull(category, "category"));
    Weights total = total();
    if (total.count() < 1 || total.sum() <= 0 || (found == null && others.count() > 0)) {
      return Optional.empty();
    }
    Weights own = found == null ? new Weights() : found;
    double s = total.sum();
    double p = Math.min(1, own.sum() / s);
    double all = total.variance(scope) / s / s;
    double in = Math.min(all, own.variance(scope) / s / s);
    double z = Normal.twoSided(level);
    double pseudo = z * z / 2;
    double whole = 1 + 2 * pseudo * all;
    double centre = (p + pseudo * all) / whole;
    double away = (1 - centre) * (1 - centre);
    double squares =
        in * away + (all - in) * centre * centre + pseudo * all * all * (centre * centre + away);
    double half = z * Math.sqrt(squares) / whole;
    Interval interval =
        new Interval(
            Math.max(0, Math.min(p, centre - half)),
            Math.min(1, Math.max(p, centre + half)),
            level);
    return Optional.of(new Estimate(p, interval, total.count()));
  }

  /** The binary form, version 1. */
  public byte[] toBytes() {
    SummaryWriter out = new SummaryWriter(SummaryKind.WEIGHTED_COUNTS);
    out.count(mostCategories);
    others.write(out);
    out.count(categories.size());
    for (String name : categories()) {
      out.text(name);
      categories.getOrDefault(name, others).write(out);
    }
    return out.toBytes();
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static WeightedCountsSummary fromBytes(byte[] bytes) {
    SummaryReader in = new SummaryReader(bytes, SummaryKind.WEIGHTED_COUNTS);
    WeightedCountsSummary read = withMostCategories((int) in.count(MOST));
    read.others.add(Weights.read(in));
    int size = in.size(read.mostCategories, ENTRY_BYTES);
    for (int i = 0; i < size; i++) {
      if (read.categories.put(in.text(), Weights.read(in)) != null) {
        throw SummaryReader.refuse("a category twice", "each once");
      }
    }
    in.end();
    return read;
  }

  private Weights total() {
    Weights total = new Weights();
    total.add(others);
    for (String name : categories()) {
      total.add(categories.getOrDefault(name, others));
    }
    return total;
  }

  /** The weights of a category, or of the others if there is no room for it. */
  private Weights of(String name) {
    Weights known = categories.get(name);
    if (known != null) {
      return known;
    }
    if (categories.size() == mostCategories) {
      String first = last == null ? Collections.max(categories.keySet(), Keys.BY_HASH) : last;
      last = first;
      if (Keys.BY_HASH.compare(name, first) > 0) {
        return others;
      }
      Weights folded = categories.remove(first);
      if (folded != null) {
        others.add(folded);
      }
    }
    Weights fresh = new Weights();
    categories.put(name, fresh);
    last = null;
    return fresh;
  }
}
