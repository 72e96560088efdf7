package dev.assay.monitor.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The slices of one definition in one window, no more than its limit, and one for the others.
 *
 * <p>Those that come first in the order by declaration and hash are kept. A value that is among the
 * first of the whole is among the first of every part it is in, so that it is never folded away
 * there: what is kept, and every number, is the same in any order and grouping.
 */
final class SliceGroup {

  private record Ranked(boolean first, long rank, List<@Nullable String> values) {}

  private static final Comparator<Ranked> ORDER =
      Comparator.comparing((Ranked ranked) -> !ranked.first)
          .thenComparingLong(Ranked::rank)
          .thenComparing(ranked -> ranked.values.toString());

  private final Slicing slicing;
  private final SliceDefinition definition;
  private final Map<List<@Nullable String>, SliceSummary> summaries = new HashMap<>();
  private final TreeSet<Ranked> order = new TreeSet<>(ORDER);
  private @Nullable SliceSummary others;

  SliceGroup(Slicing slicing, SliceDefinition definition) {
    this.slicing = slicing;
    this.definition = definition;
  }

  /** The summary of these values: their own, or that of the others. */
  SliceSummary of(List<@Nullable String> values) {
    SliceSummary known = summaries.get(values);
    if (known != null) {
      return known;
    }
    if (tooLong(values)) {
      return others();
    }
    Ranked ranked = ranked(values);
    if (summaries.size() == definition.limit()) {
      Ranked last = order.last();
      if (ORDER.compare(ranked, last) > 0) {
        return others();
      }
      order.remove(last);
      SliceSummary folded = summaries.remove(last.values);
      if (folded != null) {
        others().merge(folded);
      }
    }
    SliceSummary fresh = new SliceSummary();
    summaries.put(values, fresh);
    order.add(ranked);
    return fresh;
  }

  SliceSummary others() {
    SliceSummary known = others;
    if (known == null) {
      known = new SliceSummary();
      others = known;
    }
    return known;
  }

  void merge(SliceGroup other) {
    if (other.others != null) {
      others().merge(other.others);
    }
    // In order, so that what is kept here is not folded for what is folded next.
    new ArrayList<>(other.order)
        .forEach(
            ranked -> {
              SliceSummary theirs = other.summaries.get(ranked.values);
              if (theirs != null) {
                of(ranked.values).merge(theirs);
              }
            });
  }

  /** Takes back what is owed; gives how many summaries owed something that is not there. */
  int settle() {
    int left = others == null || others.settleAll() ? 0 : 1;
    for (SliceSummary summary : summaries.values()) {
      left += summary.settleAll() ? 0 : 1;
    }
    return left;
  }

  /** Whether to make room for these values another's summary would be folded. */
  boolean folds(List<@Nullable String> values) {
    return summaries.size() == definition.limit()
        && !summaries.containsKey(values)
        && !tooLong(values)
        && ORDER.compare(ranked(values), order.last()) <= 0;
  }

  private Ranked ranked(List<@Nullable String> values) {
    return new Ranked(definition.first().contains(values), slicing.rank(values), values);
  }

  private static boolean tooLong(List<@Nullable String> values) {
    for (String value : values) {
      if (value != null && value.length() > Slicing.LONGEST_VALUE) {
        return true;
      }
    }
    return false;
  }

  /** How many summaries it holds. */
  int size() {
    return summaries.size() + (others == null ? 0 : 1);
  }

  /** Interactions in the slice of the others. */
  long folded() {
    return others == null ? 0 : others.interactions();
  }

  void each(BiConsumer<Slice, SliceSummary> visitor) {
    if (others != null) {
      visitor.accept(slice(null), others);
    }
    Map<String, List<@Nullable String>> byKey = new TreeMap<>();
    summaries.keySet().forEach(values -> byKey.put(slice(values).key(), values));
    byKey
        .values()
        .forEach(
            values -> {
              SliceSummary summary = summaries.get(values);
              if (summary != null) {
                visitor.accept(slice(values), summary);
              }
            });
  }

  private Slice slice(@Nullable List<@Nullable String> values) {
    List<Slice.Part> parts = new ArrayList<>();
    for (int i = 0; i < definition.dimensions().size(); i++) {
      String value = values == null ? null : values.get(i);
      parts.add(
          new Slice.Part(
              definition.dimensions().get(i),
              values == null
                  ? Slice.Kind.OTHER
                  : value == null ? Slice.Kind.NONE : Slice.Kind.VALUE,
              value == null ? "" : value));
    }
    return new Slice(parts);
  }
}
