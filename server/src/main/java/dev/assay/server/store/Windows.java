package dev.assay.server.store;

import dev.assay.server.store.StoredWindow.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads windows.
 *
 * @since 0.1
 */
public interface Windows {

  /**
   * Hands over the windows of these slices that start in {@code [from, to)}, those of each slice by
   * start: some at a time, for many of them need more memory than there is for a query.
   */
  void scan(
      Level level,
      Instant from,
      Instant to,
      Collection<String> slices,
      Consumer<StoredWindow> sink);

  /**
   * Hands over the windows of every slice that start in {@code [from, to)}, those of each slice by
   * start, some at a time: those that change meanwhile come as they were or as they are.
   */
  void scan(Level level, Instant from, Instant to, Consumer<StoredWindow> sink);

  /** The windows of these slices that start in {@code [from, to)}, those of each by start. */
  default List<StoredWindow> read(
      Level level, Instant from, Instant to, Collection<String> slices) {
    List<StoredWindow> found = new ArrayList<>();
    scan(level, from, to, slices, found::add);
    return found;
  }

  /** The windows of every slice that start in {@code [from, to)}, those of each by start. */
  default List<StoredWindow> readAll(Level level, Instant from, Instant to) {
    List<StoredWindow> found = new ArrayList<>();
    scan(level, from, to, found::add);
    return found;
  }

  /** The slices that have a window starting in {@code [from, to)}, in order. */
  List<String> slices(Level level, Instant from, Instant to);
}
