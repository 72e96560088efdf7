package dev.assay.server.collector;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by kind, for many threads. */
final class Tallies<K extends Enum<K>> {

  private final Map<K, LongAdder> tallies;

  Tallies(Class<K> kinds) {
    tallies = new EnumMap<>(kinds);
    for (K kind : kinds.getEnumConstants()) {
      tallies.put(kind, new LongAdder());
    }
  }

  void add(K kind, long number) {
    requireNonNull(tallies.get(kind)).add(number);
  }

  void addAll(Map<K, Long> numbers) {
    numbers.forEach(this::add);
  }

  /** What was counted at least once. */
  Map<K, Long> toMap() {
    Map<K, Long> counted = new TreeMap<>();
    tallies.forEach(
        (kind, tally) -> {
          if (tally.sum() > 0) {
            counted.put(kind, tally.sum());
          }
        });
    return counted;
  }
}
