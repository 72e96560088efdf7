package dev.assay.server.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one channel has still to tell, and which of it goes next: in order, what belongs together in
 * one message, not more often than it may. A message that does not arrive holds up those behind it.
 * No clock, no thread: whoever calls is alone.
 */
final class Backlog {

  static final int MOST_IN_MESSAGE = 50;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Comparator<Queued> ORDER =
      Comparator.comparing(Queued::queuedAt).thenComparing(Queued::id);

  private final Channel channel;
  private final Map<String, Queued> waiting = new TreeMap<>();
  private final Deque<Instant> sent = new ArrayDeque<>();
  private boolean held;

  Backlog(Channel channel) {
    this.channel = channel;
  }

  /**
   * Takes what the store holds now. What is known already stays as it is: when it is due next may
   * be known here alone.
   */
  void refresh(Collection<Queued> stored) {
    Set<String> ids =
        stored.stream().map(Queued::id).collect(Collectors.toCollection(HashSet::new));
    waiting.keySet().retainAll(ids);
    stored.forEach(queued -> waiting.putIfAbsent(queued.id(), queued));
  }

  void put(Queued queued) {
    waiting.put(queued.id(), queued);
  }

  void remove(Queued queued) {
    waiting.remove(queued.id());
  }

  int size() {
    return (int) waiting.values().stream().filter(queued -> !queued.told()).count();
  }

  Optional<Instant> oldest() {
    return ordered(queued -> !queued.told()).stream().map(Queued::queuedAt).findFirst();
  }

  /** What goes next, if something is to go now. */
  Optional<List<Queued>> next(Instant now) {
    List<Queued> begun = ordered(queued -> queued.message() != null && !queued.told());
    if (!begun.isEmpty()) {
      return due(begun.get(0), now) ? Optional.of(sameMessage(begun)) : Optional.empty();
    }
    List<Queued> fresh = ordered(queued -> queued.message() == null);
    Optional<Queued> first = fresh.stream().filter(queued -> due(queued, now)).findFirst();
    if (first.isPresent()) {
      if (isHeld(now)) {
        held = true;
      } else {
        return Optional.of(together(fresh, first.get(), now));
      }
    }
    List<Queued> again = ordered(queued -> queued.told() && due(queued, now));
    return again.isEmpty() ? Optional.empty() : Optional.of(sameMessage(again));
  }

  private static boolean due(Queued queued, Instant now) {
    return !queued.dueAt().isAfter(now);
  }

  private List<Queued> ordered(Predicate<Queued> which) {
    return waiting.values().stream().filter(which).sorted(ORDER).toList();
  }

  private static List<Queued> sameMessage(List<Queued> queued) {
    String message = queued.get(0).message();
    return queued.stream().filter(other -> Objects.equals(other.message(), message)).toList();
  }

  // After being held back everything goes at once, whatever its group.
  private List<Queued> together(List<Queued> fresh, Queued first, Instant now) {
    Instant soon = now.plus(channel.groupWait());
    List<Queued> message = new ArrayList<>();
    for (Queued queued : fresh) {
      boolean joins = held || queued.notice().group().equals(first.notice().group());
      if (joins && !queued.dueAt().isAfter(soon) && message.size() < MOST_IN_MESSAGE) {
        message.add(queued);
      }
    }
    held = false;
    return message;
  }

  private boolean isHeld(Instant now) {
    while (!sent.isEmpty() && !sent.getFirst().plus(HOUR).isAfter(now)) {
      sent.removeFirst();
    }
    return sent.size() >= channel.mostPerHour();
  }

  /** Counts a message towards the channel's bound. */
  void counted(Instant now) {
    sent.addLast(now);
  }

  /** When to look again; null if there is nothing. */
  @Nullable Instant nextDue() {
    Optional<Instant> due =
        ordered(queued -> queued.message() != null && !queued.told()).stream()
            .findFirst()
            .or(() -> waiting.values().stream().min(Comparator.comparing(Queued::dueAt)))
            .map(Queued::dueAt);
    if (due.isEmpty()) {
      return null;
    }
    Instant free = held && !sent.isEmpty() ? sent.getFirst().plus(HOUR) : due.get();
    return free.isAfter(due.get()) ? free : due.get();
  }

  /** Those of the same alert that are told again and again. */
  List<Queued> toldOf(String alertId) {
    return ordered(queued -> queued.told() && queued.notice().alertId().equals(alertId));
  }

  /** What an all-clear makes needless: the alarms before it that nobody has begun to tell. */
  List<Queued> before(Queued end) {
    return ordered(
        queued ->
            !end.firing()
                && queued.firing()
                && queued.message() == null
                && queued.notice().alertId().equals(end.notice().alertId())
                && !queued.notice().at().isAfter(end.notice().at()));
  }
}
