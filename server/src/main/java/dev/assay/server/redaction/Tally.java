package dev.assay.server.redaction;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is taken out, for many threads. */
final class Tally {

  static final String SWITCHED_OFF = "switched_off";
  static final String NOBODY_MAY_LOOK = "nobody_may_look";
  static final String NOT_SEARCHED = "not_searched";
  static final String USER = "user";
  static final String BINARY = "binary";

  private final Map<String, LongAdder> redacted = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();
  private final LongAdder users = new LongAdder();

  void redacted(String kind) {
    redacted.computeIfAbsent(kind, k -> new LongAdder()).increment();
  }

  void dropped(String reason) {
    dropped.computeIfAbsent(reason, k -> new LongAdder()).increment();
  }

  void userHashed() {
    users.increment();
  }

  RedactionCounts counts() {
    return new RedactionCounts(sums(redacted), sums(dropped), users.sum());
  }

  private static Map<String, Long> sums(Map<String, LongAdder> adders) {
    Map<String, Long> sums = new TreeMap<>();
    adders.forEach((name, adder) -> sums.put(name, adder.sum()));
    return sums;
  }
}
