package dev.assay.server.pipeline;

import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.PackedSpan;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.RecordCodec;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.trace.TraceRules;
import dev.assay.otel.trace.TraceState;
import dev.assay.otel.trace.TraceState.Closing;
import dev.assay.otel.trace.TraceState.Taken;
import dev.assay.server.journal.Position;
import dev.assay.server.pipeline.HeldTrace.Begun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The traces in the making, and those told that may open once more. Bounded: where there are too
 * many, those that waited longest are told early, and of those told the oldest are forgotten; both
 * are counted. For one thread.
 */
final class OpenTraces {

  /** How long what comes late opens a trace once more. */
  Duration lateness() {
    return rules.late();
  }

  /** A trace to tell of. */
  record Due(HeldTrace held, Closing closing) {}

  // 8 MB, and as many again of those before.
  private static final int MOST_EARLIER = 1 << 20;

  // A trace that was read takes as much memory as so many that are held as they came.
  private static final int READ = 4;

  private record Wake(long atMillis, HeldTrace held) {}

  private final TraceRules rules;
  private final SpanReader spans;
  private final SetAside aside;
  private final int mostParts;
  private final int mostTold;
  private final long mostCharacters;
  // No trace is told before that long passed, whatever comes.
  private final long soonest;
  private final Map<String, HeldTrace> open = new LinkedHashMap<>();
  private final LinkedHashMap<String, HeldTrace> told = new LinkedHashMap<>();
  private final PriorityQueue<Wake> wakes =
      new PriorityQueue<>((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
  private final Deque<Begun> begun = new ArrayDeque<>();
  private final ToldTraces earlier = new ToldTraces(MOST_EARLIER);
  private int parts;
  private long toldParts;
  private long toldWeight;
  private long characters;
  private long early;
  private long late;
  private long forgotten;

  OpenTraces(PipelineSettings settings, SpanReader spans, SetAside aside) {
    this.rules = settings.traces();
    this.spans = spans;
    this.aside = aside;
    this.mostCharacters = settings.heldCharacters();
    this.mostParts = settings.openSpans();
    this.mostTold = settings.toldTraces();
    this.soonest =
        Stream.of(rules.complete(), rules.idle(), rules.rootless(), rules.longest())
            .mapToLong(Duration::toMillis)
            .min()
            .orElseThrow();
  }

  /**
   * Where something came from.
   *
   * @param before the place before it in the journal
   * @param received when it came
   * @param maybeStored whether an earlier life of this process may have stored what it tells
   */
  record Source(Position before, Instant received, boolean maybeStored) {}

  /** Takes a span; it is read when more is to be known of it. */
  void add(PackedSpan span, Source source) {
    HeldTrace held = held(span.traceId(), source);
    if (held.state != null || held.only != null) {
      add(held, span, source);
      return;
    }
    PackedSpan own = span.apart();
    held.only = own;
    held.parts = 1;
    held.characters = own.size();
    parts++;
    characters += held.characters;
    wake(held, source.received().toEpochMilli() + soonest);
  }

  private void add(HeldTrace held, PackedSpan packed, Source source) {
    read(held);
    unlessUnreadable(
        packed,
        () -> {
          GenAiSpan span = spans.read(packed.read());
          long content = span.contentCharacters();
          held.hasContent |= content > 0;
          Taken taken = state(held).add(span, source.received().toEpochMilli());
          taken(held, taken, content, source);
        });
  }

  /** Takes a log record of a trace. */
  Taken add(String traceId, LogEntry log, Source source) {
    HeldTrace held = held(traceId, source);
    read(held);
    held.hasContent = true;
    Taken taken = state(held).add(log, source.received().toEpochMilli());
    return taken(held, taken, log.characters(), source);
  }

  private HeldTrace held(String traceId, Source source) {
    HeldTrace held = open.get(traceId);
    if (held == null) {
      held = told.get(traceId);
    }
    if (held == null) {
      held = new HeldTrace(traceId, begin(source), source.received());
      held.toldBefore = earlier.mayHold(traceId);
      open.put(traceId, held);
    }
    held.maybeStored |= source.maybeStored();
    held.fresh |= !source.maybeStored();
    return held;
  }

  // Reads what is held unread, as if it were done when it came.
  private void read(HeldTrace held) {
    if (held.state != null) {
      return;
    }
    TraceState state = new TraceState(held.traceId, rules, held.began.toEpochMilli());
    held.state = state;
    PackedSpan only = held.only;
    if (only == null) {
      return;
    }
    unlessUnreadable(only, () -> read(held, state, spans.read(only.read())));
  }

  private void read(HeldTrace held, TraceState state, GenAiSpan span) {
    state.add(span, held.began.toEpochMilli());
    if (!held.open) {
      state.closeNow(held.closedAt);
      return;
    }
    held.hasContent = span.contentCharacters() > 0;
    characters += span.contentCharacters() - held.characters;
    held.characters = span.contentCharacters();
  }

  private void unlessUnreadable(PackedSpan span, Runnable deed) {
    aside.unless(
        () -> "span-" + span.traceId() + "-" + id(span),
        () -> RecordCodec.write(new RecordBatch(List.of(span.read()), List.of())),
        deed);
  }

  // Where not even that can be read, the name must not be what fails.
  private static String id(PackedSpan span) {
    try {
      return span.spanId();
    } catch (IllegalArgumentException e) {
      return "unreadable";
    }
  }

  private static TraceState state(HeldTrace held) {
    return Objects.requireNonNull(held.state, "state");
  }

  private Begun begin(Source source) {
    Begun last = begun.peekLast();
    if (last == null || !last.first.equals(source.before())) {
      last = new Begun(source.before(), source.received());
      begun.add(last);
    }
    last.open++;
    return last;
  }

  private Taken taken(HeldTrace held, Taken taken, long content, Source source) {
    if (taken == Taken.LATE) {
      late++;
    }
    if (taken != Taken.TAKEN) {
      return taken;
    }
    held.only = null;
    if (!held.open) {
      // It opened once more.
      held.open = true;
      if (!held.from.over) {
        held.first = held.from;
        held.from.reopened++;
      }
      held.from = begin(source);
      told.remove(held.traceId);
      untold(held);
      open.put(held.traceId, held);
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
  private void wake(HeldTrace held) {
    state(held).closesAt().ifPresent(at -> wake(held, at));
  }

  private void wake(HeldTrace held, long atMillis) {
    if (atMillis < held.wakesAt) {
      held.wakesAt = atMillis;
      wakes.add(new Wake(atMillis, held));
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
      HeldTrace held = wake.held();
      if (held.open && held.wakesAt == wake.atMillis()) {
        held.wakesAt = Long.MAX_VALUE;
        read(held);
        Closing closing = state(held).close(nowMillis, held.detail());
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
    Iterator<HeldTrace> oldest = open.values().iterator();
    List<HeldTrace> chosen = new ArrayList<>();
    long over = (long) parts - mostParts;
    long charactersOver = characters - mostCharacters;
    int room = most - due.size();
    while ((over > 0 || charactersOver > 0) && chosen.size() < room && oldest.hasNext()) {
      HeldTrace held = oldest.next();
      over -= Math.max(1, held.parts);
      charactersOver -= held.characters;
      chosen.add(held);
    }
    for (HeldTrace held : chosen) {
      read(held);
      Closing closing = state(held).closeNow(nowMillis, held.detail());
      early++;
      if (closing != null) {
        due.add(closed(held, closing, nowMillis));
      }
    }
  }

  /** Closes everything, as when the server stops for good. */
  List<Due> closeAll(long nowMillis) {
    List<Due> due = new ArrayList<>();
    for (HeldTrace held : List.copyOf(open.values())) {
      read(held);
      Closing closing = state(held).closeNow(nowMillis, held.detail());
      if (closing != null) {
        due.add(closed(held, closing, nowMillis));
      }
    }
    return due;
  }

  private Due closed(HeldTrace held, Closing closing, long nowMillis) {
    held.open = false;
    held.closedAt = nowMillis;
    held.hadRoot = state(held).hasRoot();
    held.from.open--;
    held.from.toldAt = Math.max(held.from.toldAt, nowMillis);
    Begun first = held.first;
    if (first != null) {
      first.reopened--;
      first.toldAt = Math.max(first.toldAt, nowMillis);
      held.first = null;
    }
    held.wakesAt = Long.MAX_VALUE;
    open.remove(held.traceId);
    parts -= held.parts;
    held.toldParts += held.parts;
    held.parts = 0;
    characters -= held.characters;
    held.characters = 0;
    if (held.only != null && !held.hasContent) {
      held.state = null;
    } else {
      held.only = null;
    }
    held.toldWeight = held.state == null ? 1 : READ;
    toldParts += held.toldParts;
    toldWeight += held.toldWeight;
    told.put(held.traceId, held);
    return new Due(held, closing);
  }

  private void untold(HeldTrace held) {
    toldParts -= held.toldParts;
    toldWeight -= held.toldWeight;
  }

  private void forget(long nowMillis) {
    Iterator<HeldTrace> oldest = told.values().iterator();
    while (oldest.hasNext()) {
      HeldTrace held = oldest.next();
      boolean over = toldWeight > mostTold || toldParts > mostParts;
      if (!over && held.closedAt + rules.late().toMillis() > nowMillis) {
        return;
      }
      forgotten += over ? 1 : 0;
      untold(held);
      earlier.add(held.traceId);
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
