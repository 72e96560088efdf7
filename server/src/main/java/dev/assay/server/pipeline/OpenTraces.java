package dev.assay.server.pipeline;

import dev.assay.otel.record.LogEntry;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.trace.Detail;
import dev.assay.otel.trace.TraceRules;
import dev.assay.otel.trace.TraceState;
import dev.assay.otel.trace.TraceState.Closing;
import dev.assay.otel.trace.TraceState.Taken;
import dev.assay.server.journal.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The traces in the making, and those told that may open once more. Bounded: where there are too
 * many, those that waited longest are told early, and of those told the oldest are forgotten; both
 * are counted. For one thread.
 */
final class OpenTraces {

  /** A trace, and where in the journal its first part lies. */
  static final class Held {

    final TraceState state;
    final Instant began;
    Begun from;
    boolean open = true;
    boolean hasContent;
    boolean maybeStored;
    int parts;
    int toldParts;
    long characters;
    boolean fresh;
    boolean toldBefore;
    // Whether all that was ever told of it is held here.
    boolean whole = true;
    // While it is open once more: where it began, if the journal is still kept from there on.
    @Nullable Begun first;
    long wakesAt = Long.MAX_VALUE;

    Held(TraceState state, Begun from, Instant began) {
      this.state = state;
      this.from = from;
      this.began = began;
    }

    /** In how much detail there is something to tell of it. */
    Detail detail() {
      return hasContent ? Detail.FULL : Detail.OPERATIONAL;
    }
  }

  /** How long what comes late opens a trace once more. */
  Duration lateness() {
    return rules.late();
  }

  /** A trace to tell of. */
  record Due(Held held, Closing closing) {}

  // 8 MB, and as many again of those before.
  private static final int MOST_EARLIER = 1 << 20;

  private record Wake(long atMillis, Held held) {}

  /** The traces that begin at one place in the journal: a frame holds many. */
  private static final class Begun {

    final Position first;
    final Instant received;
    int open;
    // Traces that are open once more: what was told of them is in the row, but after a crash they
    // are read from here again, so that what came late finds the rest.
    int reopened;
    boolean over;
    long toldAt;

    Begun(Source source) {
      this.first = source.before();
      this.received = source.received();
    }
  }

  private final TraceRules rules;
  private final int mostParts;
  private final int mostTold;
  private final long mostCharacters;
  private final Map<String, Held> open = new LinkedHashMap<>();
  private final LinkedHashMap<String, Held> told = new LinkedHashMap<>();
  private final PriorityQueue<Wake> wakes =
      new PriorityQueue<>((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
  private final Deque<Begun> begun = new ArrayDeque<>();
  private final ToldTraces earlier = new ToldTraces(MOST_EARLIER);
  private int parts;
  private long toldParts;
  private long characters;
  private long early;
  private long late;
  private long forgotten;

  OpenTraces(TraceRules rules, int mostParts, long mostCharacters, int mostTold) {
    this.rules = rules;
    this.mostCharacters = mostCharacters;
    this.mostParts = mostParts;
    this.mostTold = mostTold;
  }

  /**
   * Where something came from.
   *
   * @param before the place before it in the journal
   * @param received when it came
   * @param maybeStored whether an earlier life of this process may have stored what it tells
   */
  record Source(Position before, Instant received, boolean maybeStored) {}

  /** Takes a span. */
  Taken add(GenAiSpan span, Source source) {
    Held held = held(span.traceId(), source);
    long content = span.contentCharacters();
    held.hasContent |= content > 0;
    return taken(held, held.state.add(span, source.received().toEpochMilli()), content, source);
  }

  /** Takes a log record of a trace. */
  Taken add(String traceId, LogEntry log, Source source) {
    Held held = held(traceId, source);
    held.hasContent = true;
    Taken taken = held.state.add(log, source.received().toEpochMilli());
    return taken(held, taken, log.characters(), source);
  }

  /** What is held of a trace, open or told; null if nothing is. */
  @Nullable TraceState find(String traceId) {
    Held held = open.get(traceId);
    held = held == null ? told.get(traceId) : held;
    return held == null ? null : held.state;
  }

  private Held held(String traceId, Source source) {
    Held held = open.get(traceId);
    if (held == null) {
      held = told.get(traceId);
    }
    if (held == null) {
      TraceState state = new TraceState(traceId, rules, source.received().toEpochMilli());
      held = new Held(state, begin(source), source.received());
      held.toldBefore = earlier.mayHold(traceId);
      open.put(traceId, held);
    }
    held.maybeStored |= source.maybeStored();
    held.fresh |= !source.maybeStored();
    return held;
  }

  private Begun begin(Source source) {
    Begun last = begun.peekLast();
    if (last == null || !last.first.equals(source.before())) {
      last = new Begun(source);
      begun.add(last);
    }
    last.open++;
    return last;
  }

  private Taken taken(Held held, Taken taken, long content, Source source) {
    if (taken == Taken.LATE) {
      late++;
    }
    if (taken != Taken.TAKEN) {
      return taken;
    }
    if (!held.open) {
      // It opened once more.
      held.open = true;
      if (!held.from.over) {
        held.first = held.from;
        held.from.reopened++;
      }
      held.from = begin(source);
      told.remove(held.state.traceId());
      toldParts -= held.toldParts;
      open.put(held.state.traceId(), held);
    }
    held.parts++;
    parts++;
    held.characters += content;
    characters += content;
    wake(held);
    return taken;
  }

  // Of a trace that closes later than it was to, no more is to be known than that it must be looked
  // at then.
  private void wake(Held held) {
    OptionalLong at = held.state.closesAt();
    if (at.isPresent() && at.getAsLong() < held.wakesAt) {
      held.wakesAt = at.getAsLong();
      wakes.add(new Wake(held.wakesAt, held));
    }
  }

  /**
   * Closes what is due, and what there is no room for.
   *
   * @param most to close, so that what is told at once has a bound; the others stay due
   */
  List<Due> close(long nowMillis, int most) {
    List<Due> due = new ArrayList<>();
    Wake wake = wakes.peek();
    while (wake != null && wake.atMillis() <= nowMillis && due.size() < most) {
      wakes.poll();
      Held held = wake.held();
      if (held.open && held.wakesAt == wake.atMillis()) {
        held.wakesAt = Long.MAX_VALUE;
        Closing closing = held.state.close(nowMillis, held.detail());
        if (closing == null) {
          wake(held);
        } else {
          due.add(closed(held, closing, nowMillis));
        }
      }
      wake = wakes.peek();
    }
    closeEarly(nowMillis, due, most);
    forget(nowMillis);
    return due;
  }

  private void closeEarly(long nowMillis, List<Due> due, int most) {
    Iterator<Held> oldest = open.values().iterator();
    List<Held> chosen = new ArrayList<>();
    long over = (long) parts - mostParts;
    long charactersOver = characters - mostCharacters;
    int room = most - due.size();
    while ((over > 0 || charactersOver > 0) && chosen.size() < room && oldest.hasNext()) {
      Held held = oldest.next();
      over -= Math.max(1, held.parts);
      charactersOver -= held.characters;
      chosen.add(held);
    }
    for (Held held : chosen) {
      Closing closing = held.state.closeNow(nowMillis, held.detail());
      early++;
      if (closing != null) {
        due.add(closed(held, closing, nowMillis));
      }
    }
  }

  /** Closes everything, as when the server stops for good. */
  List<Due> closeAll(long nowMillis) {
    List<Due> due = new ArrayList<>();
    for (Held held : List.copyOf(open.values())) {
      Closing closing = held.state.closeNow(nowMillis, held.detail());
      if (closing != null) {
        due.add(closed(held, closing, nowMillis));
      }
    }
    return due;
  }

  private Due closed(Held held, Closing closing, long nowMillis) {
    held.open = false;
    held.from.open--;
    held.from.toldAt = Math.max(held.from.toldAt, nowMillis);
    Begun first = held.first;
    if (first != null) {
      first.reopened--;
      first.toldAt = Math.max(first.toldAt, nowMillis);
      held.first = null;
    }
    held.wakesAt = Long.MAX_VALUE;
    open.remove(held.state.traceId());
    parts -= held.parts;
    held.toldParts += held.parts;
    toldParts += held.toldParts;
    held.parts = 0;
    characters -= held.characters;
    held.characters = 0;
    told.put(held.state.traceId(), held);
    return new Due(held, closing);
  }

  private void forget(long nowMillis) {
    Iterator<Held> oldest = told.values().iterator();
    while (oldest.hasNext()) {
      Held held = oldest.next();
      OptionalLong until = held.state.forgottenAt();
      boolean over = told.size() > mostTold || toldParts > mostParts;
      if (!over && until.isPresent() && until.getAsLong() > nowMillis) {
        return;
      }
      forgotten += over ? 1 : 0;
      toldParts -= held.toldParts;
      earlier.add(held.state.traceId());
      oldest.remove();
    }
  }

  /**
   * The first place in the journal that is still needed: by something open, or told so short a time
   * ago that more of it is likely to come, which would find nothing to join after a crash.
   *
   * @param otherwise the place if nothing is needed
   */
  Position lowWater(Position otherwise, long nowMillis) {
    for (Begun head = begun.peek(); head != null; head = begun.peek()) {
      boolean needed = head.open > 0 || head.reopened > 0;
      if (needed || nowMillis - head.toldAt < rules.idle().toMillis()) {
        return head.first;
      }
      head.over = true;
      begun.poll();
    }
    return otherwise;
  }

  /** Whether there are more than there is room for: they are to be told before others are read. */
  boolean crowded() {
    return parts > mostParts || characters > mostCharacters;
  }

  /** When the oldest trace in the making began to come; null if none is. */
  @Nullable Instant oldest() {
    for (Begun each : begun) {
      if (each.open > 0) {
        return each.received;
      }
    }
    return null;
  }

  /** How many traces are in the making. */
  int openTraces() {
    return open.size();
  }

  /** How many spans and records they hold. */
  int openParts() {
    return parts;
  }

  /** How many traces were told before their time for want of room. */
  long early() {
    return early;
  }

  /** How many spans and records came after their trace was told twice. */
  long late() {
    return late;
  }

  /** How many told traces were let go before their time for want of room. */
  long forgotten() {
    return forgotten;
  }
}
