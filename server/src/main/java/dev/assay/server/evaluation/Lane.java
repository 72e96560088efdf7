package dev.assay.server.evaluation;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one version of an evaluator, so that those whose judge is down hold up nobody
 * else.
 */
final class Lane {

  final String evaluator;
  final String version;

  /** By whom; null where this version is not configured any more. */
  final @Nullable OnlineEvaluator bound;

  private final TreeSet<Unit> byDue =
      new TreeSet<>(
          Comparator.<Unit>comparingLong(unit -> unit.dueAt).thenComparingLong(u -> u.sequence));
  private final TreeSet<Unit> byAge =
      new TreeSet<>(
          Comparator.<Unit>comparingLong(unit -> unit.expiresAt)
              .thenComparingLong(u -> u.sequence));

  Lane(String evaluator, String version, @Nullable OnlineEvaluator bound) {
    this.evaluator = evaluator;
    this.version = version;
    this.bound = bound;
  }

  /** The unit waits from now on; its times must not change while it does. */
  void add(Unit unit) {
    unit.state = Unit.State.WAITING;
    byDue.add(unit);
    byAge.add(unit);
  }

  void remove(Unit unit) {
    byDue.remove(unit);
    byAge.remove(unit);
  }

  @Nullable Unit next() {
    return byDue.isEmpty() ? null : byDue.first();
  }

  @Nullable Unit oldest() {
    return byAge.isEmpty() ? null : byAge.first();
  }

  int waiting() {
    return byDue.size();
  }
}
