package dev.assay.server.web.datasets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list.
 *
 * @param items on this page
 * @param first the number of the first, from 1; 0 if there is none
 * @param total how many there are
 * @param earlier the address of the page before; null on the first
 * @param later the address of the page after; null on the last
 */
record Pager<T>(
    List<T> items, int first, int total, @Nullable String earlier, @Nullable String later) {

  /** Gives the address of a page. */
  @FunctionalInterface
  interface To {
    String page(int number);
  }

  static <T> Pager<T> of(List<T> all, int page, int size, To to) {
    int from = Math.min((page - 1) * size, all.size());
    int end = Math.min(from + size, all.size());
    return new Pager<>(
        all.subList(from, end),
        from == end ? 0 : from + 1,
        all.size(),
        page > 1 ? to.page(page - 1) : null,
        end < all.size() ? to.page(page + 1) : null);
  }

  int last() {
    return first == 0 ? 0 : first + items.size() - 1;
  }
}
