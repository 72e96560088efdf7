package dev.assay.server.store.sql;

import dev.assay.server.store.InteractionKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jooq.Condition;

/** Interactions by their keys, in conditions of bearable length. */
final class Keys {

  private static final int AT_ONCE = 500;

  private Keys() {}

  /** Conditions that each name some of the keys, the times being near each other. */
  static List<Condition> conditions(Collection<InteractionKey> keys) {
    List<InteractionKey> sorted =
        keys.stream().distinct().sorted(Comparator.comparing(InteractionKey::startedAt)).toList();
    return chunks(sorted).stream().map(Keys::among).toList();
  }

  /** Names the keys, of which there is at least one. */
  static Condition among(List<InteractionKey> keys) {
    long first = keys.stream().mapToLong(key -> Micros.of(key.startedAt())).min().orElseThrow();
    long last = keys.stream().mapToLong(key -> Micros.of(key.startedAt())).max().orElseThrow();
    List<String> ids = keys.stream().map(key -> Texts.key(key.id())).toList();
    return Columns.STARTED_AT.between(first, last).and(Columns.ID.in(ids));
  }

  static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      chunks.add(all.subList(from, Math.min(from + AT_ONCE, all.size())));
    }
    return chunks;
  }
}
