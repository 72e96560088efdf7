package dev.assay.server.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what is listed latest first, with the way on in both directions.
 *
 * @param items at most as many as asked for, latest first
 * @param newer where newer ones begin; null if there were none
 * @param older where older ones begin; null if there are none
 * @since 0.1
 */
public record Page<T>(List<T> items, @Nullable Cursor newer, @Nullable Cursor older) {

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }
}
