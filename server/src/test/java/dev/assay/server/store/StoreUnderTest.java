package dev.assay.server.store;

import static dev.assay.server.store.Sample.START;
import static dev.assay.server.store.Sample.row;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A store of either kind, empty when a test begins. */
interface StoreUnderTest {

  Instant LATER = START.plus(Duration.ofDays(1));

  /** The store. */
  Store store();

  /** Closes it and opens it again. */
  void reopen();

  default void commitRows(int from, int to) {
    Batch.Builder batch = Batch.builder();
    IntStream.range(from, to).forEach(i -> batch.put(row(i)));
    store().commit(batch.build());
  }

  default List<String> ids(Page<ListedInteraction> page) {
    return page.items().stream().map(item -> item.row().key().id()).toList();
  }

  default InteractionFilter.Builder filter() {
    return InteractionFilter.builder();
  }

  default List<String> matched(InteractionFilter.Builder filter) {
    return ids(store().interactions().page(filter.build(), PageRequest.first(1000)));
  }
}
