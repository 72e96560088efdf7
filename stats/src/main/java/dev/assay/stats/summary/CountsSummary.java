package dev.assay.stats.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts by category, exact, for a bounded number of categories.
 *
 * <p>Where more come than there is room for, those with the lowest hashes are kept and the others
 * counted together. Which are kept then depends on the names alone, so that every count given is
 * that of the whole stream, whatever the order and grouping. What another summary saw can be taken
 * back. For names that nobody chose, of which the frequent ones matter, take {@link TopK}. It
 * changes as it is fed and is for one thread.
 *
 * @since 0.1
 */
public final class CountsSummary {

  private static final int MOST = 65_536;
  private static final Comparator<Category> BY_HASH =
      Comparator.comparingLong((Category category) -> category.hash)
          .thenComparing(category -> category.name);

  private final int mostCategories;
  private final Map<String, Category> categories = new HashMap<>();
  private final TreeMap<Category, Category> byHash = new TreeMap<>(BY_HASH);
  private long count;
  private long others;

  private CountsSummary(int mostCategories) {
    this.mostCategories = mostCategories;
  }

  /** For at most 1,000 categories. */
  public static CountsSummary withDefaults() {
    return withMostCategories(1000);
  }

  /**
   * For at most so many categories, from 1 to 65,536.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public static CountsSummary withMostCategories(int most) {
    return new CountsSummary(Keys.capacity("mostCategories", most, 1, MOST));
  }

  /**
   * Counts a category once.
   *
   * @throws IllegalArgumentException if its name is longer than 1,024 characters
   */
  public void add(String category) {
    add(category, 1);
  }

  /**
   * Counts a category a number of times.
   *
   * @throws IllegalArgumentException if its name is longer than 1,024 characters, {@code times <
   *     1}, or the count goes above 2^53; nothing is then counted
   */
  public void add(String category, long times) {
    Keys.check(category);
    count = Keys.sum(count, Keys.times(times));
    put(category, times);
  }

  /**
   * Adds all that another one saw.
   *
   * @throws IllegalArgumentException if it was made for another number of categories, or the count
   *     goes above 2^53; this one is then as it was
   */
  public void merge(CountsSummary other) {
    checkLike(other);
    count = Keys.sum(count, other.count);
    others += other.others;
    if (other == this) {
      categories.values().forEach(category -> category.times *= 2);
    } else {
      other.categories.values().forEach(category -> put(category.name, category.times));
    }
  }

  /**
   * Whether all that another one saw can be taken back from this one.
   *
   * @throws IllegalArgumentException if it was made for another number of categories
   */
  public boolean covers(CountsSummary part) {
    checkLike(part);
    long folded = part.others;
    for (Category theirs : part.categories.values()) {
      Category known = categories.get(theirs.name);
      folded += known == null ? theirs.times : 0;
      if (known != null && known.times < theirs.times) {
        return false;
      }
    }
    return others >= folded;
  }

  /**
   * Takes back all that another one saw. While some were counted with the others, a category keeps
   * its place though none is left of it, so that no other takes it that is counted there.
   *
   * @return whether all of it was here; what was not is passed over
   * @throws IllegalArgumentException if it was made for another number of categories; this one is
   *     then as it was
   */
  public boolean withdraw(CountsSummary part) {
    checkLike(part);
    long here = withdrawOthers(part.others);
    for (Category theirs : List.copyOf(part.categories.values())) {
      Category known = categories.get(theirs.name);
      if (known == null) {
        here += withdrawOthers(theirs.times);
      } else {
        long times = Math.min(known.times, theirs.times);
        known.times -= times;
        here += times;
      }
    }
    long before = part.count;
    count -= here;
    if (others == 0) {
      byHash.keySet().removeIf(category -> category.times == 0);
      categories.values().removeIf(category -> category.times == 0);
    }
    return here == before;
  }

  private long withdrawOthers(long times) {
    long here = Math.min(others, times);
    others -= here;
    return here;
  }

  private void checkLike(CountsSummary other) {
    if (other.mostCategories != mostCategories) {
      throw new IllegalArgumentException(
          "mostCategories: "
              + other.mostCategories
              + " (expected: "
              + mostCategories
              + ", as this one's)");
    }
  }

  /** How often any category came. */
  public long count() {
    return count;
  }

  /** How often those came for which there was no room. */
  public long others() {
    return others;
  }

  /** The counts of the categories kept, by name. */
  public SortedMap<String, Long> counts() {
    TreeMap<String, Long> counts = new TreeMap<>();
    categories.forEach((name, category) -> counts.put(name, category.times));
    counts.values().removeIf(times -> times == 0);
    return Collections.unmodifiableSortedMap(counts);
  }

  /**
   * The share of a category with Wilson's interval, for independent observations; empty where
   * nothing was counted, or where it is not kept and may be among the others.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public Optional<Estimate> share(String category, double level) {
    WilsonInterval wilson = WilsonInterval.withDefaults().withLevel(level);
    Category found = categories.get(requireNonNull(category, "category"));
    if (count == 0 || (found == null && others > 0)) {
      return Optional.empty();
    }
    return Optional.of(wilson.of(found == null ? 0 : found.times, count));
  }

  /** The binary form, version 1; equal for summaries of equal content. */
  public byte[] toBytes() {
    SummaryWriter out = new SummaryWriter(SummaryKind.COUNTS);
    out.count(mostCategories);
    out.count(others);
    out.count(categories.size());
    new TreeMap<>(categories)
        .forEach(
            (name, category) -> {
              out.text(name);
              out.count(category.times);
            });
    return out.toBytes();
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static CountsSummary fromBytes(byte[] bytes) {
    SummaryReader in = new SummaryReader(bytes, SummaryKind.COUNTS);
    CountsSummary read = withMostCategories((int) in.count(MOST));
    read.others = in.count(Keys.MOST);
    read.count = read.others;
    int size = in.size(read.mostCategories, 2);
    if (read.others > 0 && size < read.mostCategories) {
      throw SummaryReader.refuse("others beside " + size, "none while there is room");
    }
    for (int i = 0; i < size; i++) {
      String name = in.text();
      long times = in.count(Keys.MOST - read.count);
      if ((times == 0 && read.others == 0) || read.categories.containsKey(name)) {
        throw SummaryReader.refuse("a category twice or without a count", "each once, counted");
      }
      read.count += times;
      read.put(name, times);
    }
    in.end();
    return read;
  }

  private void put(String name, long times) {
    Category known = categories.get(name);
    if (known != null) {
      known.times += times;
      return;
    }
    Category category = new Category(name, times);
    if (categories.size() == mostCategories) {
      Category last = byHash.lastKey();
      if (BY_HASH.compare(category, last) > 0) {
        others += times;
        return;
      }
      others += last.times;
      byHash.remove(last);
      categories.remove(last.name);
    }
    categories.put(name, category);
    byHash.put(category, category);
  }

  private static final class Category {

    private final String name;
    private final long hash;
    private long times;

    Category(String name, long times) {
      this.name = name;
      this.times = times;
      this.hash = Keys.hash(name);
    }
  }
}
