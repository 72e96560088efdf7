package dev.assay.core.judge;

import dev.assay.core.evaluator.Subject;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What a judge is to list and how the list becomes a value: never by the judge's own total.
 *
 * @param task what the judge is told
 * @param statuses what may be said of an item
 * @param quotes the text that evidence must be quoted from, or null texts where none is asked for
 * @param count how many items there must be, numbered from 1; 0 for as many as there are
 * @param material the texts shown, by label, in order
 * @param value what the list comes to; empty if nothing in it counts
 * @param words what the list comes to, in words
 */
record ListTask(
    String task,
    List<String> statuses,
    Function<Subject, String> quotes,
    ToIntFunction<Subject> count,
    Function<Subject, Map<String, String>> material,
    Function<List<ListedItem>, OptionalDouble> value,
    Function<List<ListedItem>, String> words) {

  /** What {@link #quotes} gives where no evidence is asked for. */
  static final String NO_QUOTES = "";

  /** How many items have the status. */
  static long count(List<ListedItem> items, String status) {
    return items.stream().filter(item -> item.status().equals(status)).count();
  }

  /** The share of items of one status among those of several. */
  static OptionalDouble share(List<ListedItem> items, String status, List<String> among) {
    long all = items.stream().filter(item -> among.contains(item.status())).count();
    return all == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) count(items, status) / all);
  }

  /** Everything the judge is told that does not come from the subject. */
  String identity() {
    return task + "\n" + String.join(",", statuses);
  }

  /** The texts shown. */
  Map<String, String> shown(Subject subject) {
    return material.apply(subject);
  }
}
