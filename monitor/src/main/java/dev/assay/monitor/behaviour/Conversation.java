package dev.assay.monitor.behaviour;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One conversation: its newest turn, and what may still be preceded by others. */
final class Conversation {

  // Of more at once the eldest are settled without waiting for others.
  private static final int MOST_WAITING = 16;

  private final TreeMap<Turn, Instant> waiting = new TreeMap<>(Turn.BY_TIME);
  private @Nullable Turn newest;
  private Instant newestReceived = Instant.EPOCH;
  private Instant heardAt = Instant.EPOCH;
  private boolean noticed;
  private float @Nullable [] vector;
  private Instant lookAt = Instant.MAX;

  /** When it stands in the agenda next. */
  Instant lookAt() {
    return lookAt;
  }

  void lookAt(Instant at) {
    lookAt = at;
  }

  @Nullable Turn newest() {
    return newest;
  }

  /** The vector of the newest turn's message, once it was asked for. */
  float @Nullable [] vector() {
    return vector;
  }

  void vector(float @Nullable [] vector) {
    this.vector = vector;
  }

  /** Whether the turn is known already: it waits, or is the newest. */
  boolean knows(Turn turn) {
    return waiting.containsKey(turn) || (newest != null && newest.id().equals(turn.id()));
  }

  /** Whether one of these interactions is held. */
  boolean holds(Set<String> interactionIds) {
    return (newest != null && interactionIds.contains(newest.id()))
        || waiting.keySet().stream().anyMatch(turn -> interactionIds.contains(turn.id()));
  }

  /** Whether what came after the turn has been settled before it. */
  boolean isPast(Turn turn) {
    return newest != null && Turn.BY_TIME.compare(turn, newest) <= 0;
  }

  void await(Turn turn, Instant received) {
    waiting.put(turn, received);
  }

  void settled(Turn turn, Instant received) {
    newest = turn;
    newestReceived = received;
    noticed = false;
  }

  /** As if all had come just now. */
  void listenAgain(Instant now) {
    waiting.replaceAll((turn, received) -> now);
    newestReceived = now;
  }

  /** That the user did something else after the newest answer. */
  void heard(Instant at) {
    heardAt = at.isAfter(heardAt) ? at : heardAt;
  }

  private boolean mayBeLeft() {
    return newest != null && newest.invites() && !noticed && heardAt.isBefore(newest.start());
  }

  /** Takes out, in order of time, what was received by then and all that began before it. */
  List<Waiting> ripe(Instant receivedBy) {
    Turn last = null;
    int place = 0;
    for (var entry : waiting.entrySet()) {
      place++;
      if (!entry.getValue().isAfter(receivedBy) || waiting.size() - place >= MOST_WAITING) {
        last = entry.getKey();
      }
    }
    List<Waiting> ripe = new ArrayList<>();
    if (last != null) {
      var head = waiting.headMap(last, true);
      head.forEach((turn, received) -> ripe.add(new Waiting(turn, received)));
      head.clear();
    }
    return ripe;
  }

  /**
   * A turn that waits.
   *
   * @param turn what it is
   * @param received when it came
   */
  record Waiting(Turn turn, Instant received) {}

  /** Whether the newest answer was left by then, nothing else having been heard of. */
  boolean left(Instant now, Duration abandonAfter) {
    return waiting.isEmpty() && mayBeLeft() && !now.isBefore(leftAt(abandonAfter));
  }

  /** That it was told that the user left. */
  void noticed() {
    noticed = true;
  }

  // Never earlier than so long after it came: of old traffic that is read in late, the next event
  // comes late as well.
  private Instant leftAt(Duration abandonAfter) {
    Instant end = newest == null ? Instant.EPOCH : newest.end();
    return (end.isAfter(newestReceived) ? end : newestReceived).plus(abandonAfter);
  }

  /** When something may next be found out about it. */
  Instant due(BehaviourRules rules) {
    if (waiting.size() > MOST_WAITING) {
      return Instant.EPOCH;
    }
    Instant next = Instant.MAX;
    for (Instant received : waiting.values()) {
      Instant settles = received.plus(rules.settle());
      next = settles.isBefore(next) ? settles : next;
    }
    if (newest != null && waiting.isEmpty()) {
      return mayBeLeft() ? leftAt(rules.abandonAfter()) : forgotten(rules);
    }
    return next;
  }

  /** Whether nothing more can be told of it. */
  boolean over(Instant now, BehaviourRules rules) {
    return waiting.isEmpty()
        && (newest == null || (!mayBeLeft() && !now.isBefore(forgotten(rules))));
  }

  private Instant forgotten(BehaviourRules rules) {
    return leftAt(rules.longest()).plus(rules.settle()).plus(rules.settle());
  }

  void write(StateWriter out) {
    out.count(waiting.size());
    waiting.forEach(
        (turn, received) -> {
          turn.write(out);
          Turn.time(out, received);
        });
    out.flag(newest != null);
    if (newest != null) {
      newest.write(out);
      Turn.time(out, newestReceived);
      out.flag(noticed);
    }
    Turn.time(out, heardAt);
  }

  static Conversation read(StateReader in) {
    Conversation read = new Conversation();
    int size = in.size(MOST_WAITING + 1, 10);
    for (int i = 0; i < size; i++) {
      Turn turn = Turn.read(in);
      read.waiting.put(turn, Turn.time(in));
    }
    if (in.flag()) {
      read.newest = Turn.read(in);
      read.newestReceived = Turn.time(in);
      read.noticed = in.flag();
    }
    read.heardAt = Turn.time(in);
    return read;
  }
}
