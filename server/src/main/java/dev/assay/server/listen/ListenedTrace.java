package dev.assay.server.listen;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.interaction.Usage;
import dev.assay.core.target.TraceSource;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.trace.Detail;
import dev.assay.otel.trace.TraceRules;
import dev.assay.otel.trace.TraceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The spans of one call, taken by the server's threads, waited for by the caller's. */
final class ListenedTrace implements TraceSource.Trace {

  private final String traceId;
  private final String callSpanId;
  private final ListenSettings settings;
  private final Consumer<ListenedTrace> closed;
  private final SpanReader reader = SpanReader.withDefaults();
  // Guarded by this.
  private final TraceState state;
  private long lastNanos;
  private boolean any;
  private boolean root;

  ListenedTrace(
      String traceId, String callSpanId, ListenSettings settings, Consumer<ListenedTrace> closed) {
    this.traceId = traceId;
    this.callSpanId = callSpanId;
    this.settings = settings;
    this.closed = closed;
    this.state = new TraceState(traceId, TraceRules.DEFAULT, 0);
  }

  String traceId() {
    return traceId;
  }

  @Override
  public String traceparent() {
    return "00-" + traceId + "-" + callSpanId + "-01";
  }

  synchronized void take(SpanRecord span) {
    state.add(reader.read(span), 0);
    root |= callSpanId.equals(span.parentSpanId()) || span.parentSpanId() == null;
    heard();
  }

  synchronized void take(LogEntry log) {
    state.add(log, 0);
    heard();
  }

  private void heard() {
    any = true;
    lastNanos = System.nanoTime();
    notifyAll();
  }

  @Override
  public synchronized Optional<Interaction> observed(Duration most) throws InterruptedException {
    Duration longest = most.compareTo(settings.longest()) < 0 ? most : settings.longest();
    long start = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      long left = longest.toNanos() - (now - start);
      if (root) {
        left = Math.min(left, settings.quiet().toNanos() - (now - lastNanos));
      }
      if (left <= 0) {
        break;
      }
      // A millisecond more, for a wait of no time would have no end.
      wait(left / 1_000_000 + 1);
    }
    return any ? Optional.ofNullable(together()) : Optional.empty();
  }

  // One call may show as several interactions, where the target's own code spans nothing around
  // them.
  private @Nullable Interaction together() {
    List<Passage> context = new ArrayList<>();
    List<ToolCall> toolCalls = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    Usage usage = Usage.NONE;
    Interaction last = null;
    for (ObservedInteraction observed : state.assemble(Detail.FULL).interactions()) {
      Interaction one = observed.interaction();
      context.addAll(one.context());
      toolCalls.addAll(one.toolCalls());
      steps.addAll(one.steps());
      usage = usage.plus(one.usage());
      last = one;
    }
    return last == null
        ? null
        : last.toBuilder().context(context).toolCalls(toolCalls).steps(steps).usage(usage).build();
  }

  synchronized boolean heardAny() {
    return any;
  }

  @Override
  public void close() {
    closed.accept(this);
  }
}
