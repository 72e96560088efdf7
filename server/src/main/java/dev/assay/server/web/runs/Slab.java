package dev.assay.server.web.runs;

import dev.assay.server.web.view.Formats;
import java.util.List;

/**
 * Some of a list that is too long for one page.
 *
 * @param items what is shown
 * @param page from 1
 * @param size how many a page has at most
 * @param total how many there are
 */
record Slab<T>(List<T> items, int page, int size, int total) {

  /** So many pages may be asked for. */
  static final int MOST_PAGES = 100_000;

  Slab {
    items = List.copyOf(items);
  }

  /** A page of a list; the last one where there are not so many. */
  static <T> Slab<T> of(List<T> all, int page, int size) {
    int pages = Math.max(1, (all.size() + size - 1) / size);
    int shown = Math.min(page, pages);
    int from = (shown - 1) * size;
    return new Slab<>(
        all.subList(from, Math.min(all.size(), from + size)), shown, size, all.size());
  }

  boolean hasBefore() {
    return page > 1;
  }

  boolean hasMore() {
    return (long) page * size < total;
  }

  /** Such as {@code 26–50 of 487}. */
  String words(Formats formats) {
    if (total == 0) {
      return "0";
    }
    int from = (page - 1) * size;
    return formats.count(from + 1L)
        + "–"
        + formats.count((long) from + items.size())
        + " of "
        + formats.count(total);
  }
}
