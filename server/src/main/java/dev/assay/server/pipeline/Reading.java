package dev.assay.server.pipeline;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.ObservedInteractionJson;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.SignalJson;
import dev.assay.core.interaction.Subject;
import dev.assay.core.json.Json;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.PackedBatch;
import dev.assay.otel.record.PackedSpan;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.RecordCodec;
import dev.assay.otel.span.Opinions;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.trace.AssembledTrace;
import dev.assay.otel.trace.TraceState.Taken;
import dev.assay.server.pipeline.OpenTraces.Due;
import dev.assay.server.pipeline.OpenTraces.Source;
import dev.assay.server.store.Content;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads records into traces, and tells of those that are complete. What was stored before is not
 * told again. For one thread.
 */
final class Reading {

  private static final int FEW = 100;
  // More than is read a round, or what is due would pile up behind a backlog.
  private static final int TRACES_A_ROUND = 2_000;

  private final UnaryOperator<ObservedInteraction> last;
  private final OpenTraces traces;
  private final Recent recent;
  private final Deciding deciding;
  private final Reactions reactions;
  private final Consequences consequences;
  private final Forgotten forgotten;
  private final Recount recount;
  private final SetAside aside;
  // Opinions wait for the end of the round, when what they are about has been told.
  private final List<Signal> signals = new ArrayList<>();
  private final List<ExternalScore> scores = new ArrayList<>();
  private final LinkedHashMap<String, Arrived> sent = new LinkedHashMap<>();
  private long unroutable;
  private long told;
  private final Set<String> afterwards = new HashSet<>();
  private final Map<Known, Arrived> wholes = new LinkedHashMap<>();
  private @Nullable Instant began;
  private long again;
  private long apart;

  Reading(
      UnaryOperator<ObservedInteraction> last,
      OpenTraces traces,
      Recent recent,
      Deciding deciding,
      Reactions reactions,
      Consequences consequences,
      Forgotten forgotten,
      Recount recount,
      SetAside aside) {
    this.last = last;
    this.traces = traces;
    this.recent = recent;
    this.deciding = deciding;
    this.reactions = reactions;
    this.consequences = consequences;
    this.forgotten = forgotten;
    this.recount = recount;
    this.aside = aside;
  }

  /** Takes what came over OTLP. */
  void records(PackedBatch batch, Source source) {
    for (PackedSpan span : batch.spans()) {
      traces.add(span, source);
    }
    for (LogEntry log : batch.logs()) {
      aside.unless(
          () -> "log-" + log.traceId() + "-" + log.spanId(),
          () -> RecordCodec.write(new RecordBatch(List.of(), List.of(log))),
          () -> record(log, source));
    }
  }

  private void record(LogEntry log, Source source) {
    String trace = log.traceId();
    if (trace == null) {
      opinion(log, source);
    } else if (SpanReader.carries(log) || Opinions.carriedBy(log.eventName())) {
      Taken taken = traces.add(trace, log, source);
      if (taken == Taken.OPINION) {
        opinion(log, source);
      }
    }
  }

  private void opinion(LogEntry log, Source source) {
    if (!Opinions.carriedBy(log.eventName())) {
      unroutable++;
      return;
    }
    Opinions opinions = Opinions.of(log);
    signals(opinions.signals(), source);
    if (!source.maybeStored()) {
      scores.addAll(opinions.scores());
    }
  }

  /** Takes interactions that were sent whole. */
  void interactions(List<ObservedInteraction> observed, Source source) {
    for (ObservedInteraction each : observed) {
      // Anybody may send anything twice.
      sent.put(each.id(), Arrived.whole(each, source));
    }
  }

  /** Takes what users did. */
  void signals(List<Signal> given, Source source) {
    // What was stored is not looked at again: the latest interaction of a conversation, which a
    // signal may be about, is another by now.
    if (!source.maybeStored()) {
      signals.addAll(given);
    }
  }

  /** Tells of what is complete, and hears what was said of it. */
  void settle(Draft draft, Instant now) {
    tell(traces.close(now.toEpochMilli(), TRACES_A_ROUND), draft, now);
  }

  /** Tells of everything, complete or not: nothing more is to come. */
  void settleAll(Draft draft, Instant now) {
    tell(traces.closeAll(now.toEpochMilli()), draft, now);
  }

  private void tell(List<Due> due, Draft draft, Instant now) {
    LinkedHashMap<String, Arrived> arrived = new LinkedHashMap<>(sent);
    Map<String, Map<String, String>> owners = new HashMap<>();
    sent.clear();
    for (Due each : due) {
      aside.unless(
          () -> "trace-" + each.held().traceId,
          () -> new byte[0],
          () -> assembled(each, arrived, owners));
    }
    arrived.values().removeIf(each -> forgotten.holds(each.observed().user(), each.began()));
    deciding.take(unknown(arrived, draft, now), draft, now);
    wholes.forEach(
        (known, each) ->
            aside.unless(
                "interaction-" + known.key().id(),
                () -> Json.writeUtf8(ObservedInteractionJson.write(each.observed())),
                () -> again(known, each, draft, now)));
    wholes.clear();
    owners.forEach(recent::owners);
    for (Signal signal : List.copyOf(signals)) {
      aside.unless(
          "signal-" + signal.id(),
          () -> Json.writeUtf8(SignalJson.write(signal)),
          () -> reactions.signal(signal, draft, now));
    }
    for (ExternalScore score : List.copyOf(scores)) {
      aside.unless(
          "score-" + score.id(),
          () -> score.toString().getBytes(StandardCharsets.UTF_8),
          () -> reactions.score(score, draft, now));
    }
    signals.clear();
    scores.clear();
  }

  private void assembled(
      Due due, Map<String, Arrived> arrived, Map<String, Map<String, String>> owners) {
    HeldTrace held = due.held();
    AssembledTrace trace = due.closing().trace();
    held.dropContent();
    Set<String> withdrawn = due.closing().withdrawn();
    for (ObservedInteraction observed : trace.interactions()) {
      boolean maybeStored = held.maybeStored || held.toldBefore || due.closing().revision() > 1;
      Arrived one =
          new Arrived(
              last.apply(observed),
              held.began,
              maybeStored,
              held.maybeStored,
              held.fresh,
              held,
              due.closing().revision() > 1);
      if (withdrawn.isEmpty() || recent.held(observed.id()) != null) {
        arrived.put(observed.id(), one);
        if (held.toldBefore) {
          afterwards.add(observed.id());
        }
      } else {
        instead(withdrawn, one);
      }
    }
    signals.addAll(trace.signals());
    scores.addAll(trace.scores());
    owners.put(trace.traceId(), trace.owners());
  }

  // What was told by a part of it is not told and counted once more by another id: it makes fuller
  // what was told. Of several parts there is none to be it.
  private void instead(Set<String> told, Arrived whole) {
    Known part = told.size() == 1 ? recent.held(told.iterator().next()) : null;
    if (part == null) {
      apart++;
    } else {
      wholes.put(part, whole);
    }
  }

  private List<Arrived> unknown(Map<String, Arrived> arrived, Draft draft, Instant now) {
    boolean justBegun = justBegun(now, arrived.size());
    Map<String, Known> stored = stored(arrived.values(), justBegun);
    Set<String> parts = partsOfStored(arrived.values(), stored.keySet(), justBegun);
    List<Arrived> unknown = new ArrayList<>(arrived.size());
    for (Arrived each : arrived.values()) {
      String id = each.observed().id();
      Known known = stored.getOrDefault(id, parts.contains(id) ? told(each) : recent.held(id));
      boolean mayBePart = each.replayed() && !(each.retold() && each.whole());
      if (known == null && (afterwards.contains(id) || (mayBePart && parts.contains(id)))) {
        // A part of a trace that is told and let go: alone it is no interaction.
        apart++;
        if (each.trace() != null) {
          each.trace().whole = false;
        }
      } else if (known == null) {
        unknown.add(each);
        told++;
      } else {
        aside.unless(
            "interaction-" + id,
            () -> Json.writeUtf8(ObservedInteractionJson.write(each.observed())),
            () -> known(known, each, draft, now));
      }
    }
    afterwards.clear();
    return unknown;
  }

  // What came late began at another time than the whole.
  private @Nullable Known told(Arrived part) {
    Subject whole = Subject.ofInteraction(part.observed().id());
    return recent.find(whole, part.observed().startedAt()).orElse(null);
  }

  private void known(Known known, Arrived each, Draft draft, Instant now) {
    if (!each.retold() && each.trace() != null) {
      // What says just what was told then is all of it. Else some may lie before where reading
      // began, or more may have been told since.
      each.trace().whole &= says(each.observed(), known.row);
    }
    if (each.replayed()) {
      ObservedInteraction told = Fuller.said(known.observed, each.observed());
      consequences.replayed(known, told, draft, now);
    }
    if (each.more() || (each.retold() && each.whole())) {
      again(known, each, draft, now);
    }
  }

  private static boolean says(ObservedInteraction observed, InteractionRow row) {
    InteractionRow said = InteractionRow.of(observed);
    return said.operation().equals(row.operation()) && said.dimensions().equals(row.dimensions());
  }

  // What was told before this process began may be sent again. Where much comes at once it is not
  // asked for: that would take longer than all else.
  private boolean justBegun(Instant now, int count) {
    Instant first = began == null ? now : began;
    began = first;
    return count <= FEW && now.isBefore(first.plus(traces.lateness()));
  }

  // What is read once more and is not stored was not told before the process died, or it was late
  // then, which its trace tells. So does that of what comes late soon after, without its root.
  private Set<String> partsOfStored(
      Iterable<Arrived> arrived, Set<String> stored, boolean justBegun) {
    List<ObservedInteraction> missing = new ArrayList<>();
    for (Arrived each : arrived) {
      ObservedInteraction observed = each.observed();
      boolean known = stored.contains(observed.id()) || recent.held(observed.id()) != null;
      boolean late = each.replayed() || (justBegun && each.lacksRoot());
      if (late && !known && observed.traceId() != null) {
        missing.add(observed);
      }
    }
    Set<String> told = missing.isEmpty() ? Set.of() : recent.toldTraces(missing);
    Set<String> parts = new HashSet<>();
    for (ObservedInteraction each : missing) {
      if (told.contains(String.valueOf(each.traceId()))) {
        parts.add(each.id());
      }
    }
    return parts;
  }

  private Map<String, Known> stored(Iterable<Arrived> arrived, boolean all) {
    List<InteractionKey> doubtful = new ArrayList<>();
    for (Arrived each : arrived) {
      if ((all || each.maybeStored()) && recent.held(each.observed().id()) == null) {
        doubtful.add(new InteractionKey(each.observed().id(), each.observed().startedAt()));
      }
    }
    return doubtful.isEmpty() ? Map.of() : recent.told(doubtful);
  }

  // What came late makes a row fuller, and counts as if it had been told at first; its id and its
  // time stay.
  private void again(Known known, Arrived late, Draft draft, Instant at) {
    again++;
    ObservedInteraction before = known.observed;
    ObservedInteraction full =
        late.whole() ? Fuller.of(late.observed(), before) : Fuller.atLeast(late.observed(), before);
    boolean held = recent.holds(known);
    boolean said = !known.hadContent && Rows.hasContent(full);
    InteractionRow next =
        InteractionRow.of(full).with(known.row.outcome()).with(known.row.decisions());
    if (next.equals(known.row) && !said && !(held && !full.equals(before))) {
      return;
    }
    recent.changed(known);
    ObservedInteraction counted = held || said ? full : Rows.stripped(full);
    recount.again(known, before, counted);
    known.row = recent.shared(next);
    known.observed = held ? full : Rows.stripped(full);
    consequences.retold(known, before, full, draft, at);
    if (said) {
      deciding.lateContent(known, full, draft, at);
    } else if (known.contentStored && held) {
      draft.put(new Content(known.key(), full.interaction()));
    }
    draft.batch().put(known.row);
  }

  /** Log records that no trace and no opinion claimed. */
  long unroutable() {
    return unroutable;
  }

  /** Interactions told. */
  long told() {
    return told;
  }

  /** Interactions not told, for several parts of them had been told as interactions. */
  long apart() {
    return apart;
  }

  /** Interactions that came again: late parts, or sent twice. */
  long again() {
    return again;
  }
}
