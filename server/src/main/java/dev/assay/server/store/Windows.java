package dev.assay.server.store;

import dev.assay.server.store.StoredWindow.Level;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads windows.
 *
 * @since 0.1
 */
public interface Windows {

  /** The windows of these slices that start in {@code [from, to)}, by start and slice. */
  List<StoredWindow> read(Level level, Instant from, Instant to, Collection<String> slices);

  /** The windows of every slice that start in {@code [from, to)}, by start and slice. */
  List<StoredWindow> readAll(Level level, Instant from, Instant to);

  /**
   * Hands over the windows of every slice that start in {@code [from, to)}, by start and slice,
   * some at a time: those that change meanwhile come as they were or as they are.
   */
  void scan(Level level, Instant from, Instant to, Consumer<StoredWindow> sink);

  /** The slices that have a window starting in {@code [from, to)}, in order. */
  List<String> slices(Level level, Instant from, Instant to);
}
