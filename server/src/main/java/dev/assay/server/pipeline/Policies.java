package dev.assay.server.pipeline;

import dev.assay.core.json.Json;
import dev.assay.monitor.sampling.RateTable;
import dev.assay.monitor.sampling.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The policy that holds now, for whoever receives, and those that held, for deciding about what was
 * received then. One thread renews; any thread may ask {@link #keeps}.
 */
final class Policies {

  private final Sampler sampler;
  private final Duration life;
  private final boolean everyoneLooks;
  private final Deque<Policy> held = new ArrayDeque<>();
  private volatile Policy current;

  /**
   * Begins with one policy.
   *
   * @param life how long after it came something may be decided upon
   * @param everyoneLooks whether there is anybody who looks at all of it, or at what load allows
   */
  Policies(Sampler sampler, Duration life, boolean everyoneLooks, Policy first) {
    this.sampler = sampler;
    this.life = life;
    this.everyoneLooks = everyoneLooks;
    this.current = first;
    held.add(first);
  }

  /**
   * Whether the content of something that arrives now is kept.
   *
   * @param unit its trace, or its own id
   * @param failed whether it says that it failed: failures are always kept
   */
  boolean keeps(String unit, boolean failed) {
    Policy policy = current;
    return policy.everything()
        || failed
        || (everyoneLooks && policy.shedding().decide(unit, List.of("")).get(0).selected())
        || sampler.mayDraw(unit, policy.table());
  }

  Policy current() {
    return current;
  }

  /** The policy that held at a time, or the oldest known. */
  Policy at(Instant time) {
    Iterator<Policy> newest = held.descendingIterator();
    Policy policy = current;
    while (newest.hasNext()) {
      policy = newest.next();
      if (!policy.from().isAfter(time)) {
        return policy;
      }
    }
    return policy;
  }

  /** Changes what holds from now on. */
  void renew(RateTable table, String salt, double cheapRate, boolean everything, Instant now) {
    if (!current.same(table, cheapRate, everything)) {
      Policy next = Policy.of(now, table, salt, cheapRate, everything);
      held.addLast(next);
      current = next;
    }
    // The last one that began before the oldest undecided thing came is needed still.
    while (held.size() > 1 && second().from().isBefore(now.minus(life))) {
      held.removeFirst();
    }
  }

  private Policy second() {
    Iterator<Policy> oldest = held.iterator();
    oldest.next();
    return oldest.next();
  }

  ArrayNode toJson() {
    ArrayNode json = Json.array();
    held.forEach(policy -> json.add(policy.toJson()));
    return json;
  }

  /** Goes on with policies that held before a restart, the newest last. */
  void restore(JsonNode json, String salt) {
    if (json.isEmpty()) {
      return;
    }
    Policy latest = current;
    held.clear();
    json.forEach(each -> held.addLast(Policy.fromJson(each, salt)));
    // What arrived up to now was kept by the last of these.
    held.addLast(latest);
  }
}
