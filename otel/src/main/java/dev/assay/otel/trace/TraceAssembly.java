package dev.assay.otel.trace;

import dev.assay.otel.record.LogEntry;
import dev.assay.otel.span.GenAiKind;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.Opinions;
import dev.assay.otel.span.SpanReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects the spans and log records of one trace, in any order and however often they come, and
 * puts them together.
 *
 * <p>Two assemblies of the same trace merge. What comes out depends on what was added, not on the
 * order or grouping, with two limits: log records of one span with equal times keep the order in
 * which they came, since nothing else tells it (system messages go first); and which log records
 * and contents are dropped beyond the bounds depends on what came first. Not thread-safe.
 *
 * @since 0.1
 */
public final class TraceAssembly {

  // What the bound on spans keeps: what this is about first, then the earlier ones.
  private static final Comparator<GenAiSpan> KEEPING =
      Comparator.comparing((GenAiSpan span) -> span.kind() == GenAiKind.OTHER)
          .thenComparing(GenAiSpan::startNanos)
          .thenComparing(GenAiSpan::spanId);

  // Of two spans with one id the fuller counts; the text decides where both are as full.
  private static final Comparator<GenAiSpan> FULLER =
      Comparator.comparing(GenAiSpan::endNanos)
          .thenComparing(GenAiSpan::contentCharacters)
          .thenComparing(GenAiSpan::toString);

  // OTLP's number.
  private static final int CLIENT = 3;

  private final String traceId;
  private final TraceRules rules;
  private Map<String, GenAiSpan> spans = Map.of();
  private final LogShelf logs;
  private @Nullable SortedSet<GenAiSpan> inOrder;
  // Ids of parents that are not here, and of calls of other services that nothing answered here.
  private Set<String> missing = Set.of();
  private Set<String> calling = Set.of();
  private int roots;
  private long characters;
  private long spansDropped;
  private long contentsDropped;
  private boolean contentForgotten;

  /** An empty assembly. */
  public TraceAssembly(String traceId, TraceRules rules) {
    this.traceId = Objects.requireNonNull(traceId, "traceId");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.logs = new LogShelf(rules.mostLogs(), rules.mostCharacters());
  }

  /** The trace. */
  public String traceId() {
    return traceId;
  }

  /**
   * Adds a span.
   *
   * @return whether it brought anything new
   */
  public boolean add(GenAiSpan span) {
    GenAiSpan before = spans.get(span.spanId());
    if (before != null) {
      GenAiSpan again = before.contentCharacters() > 0 ? span : asHeld(before, span);
      if (before.equals(again) || FULLER.compare(again, before) <= 0) {
        return false;
      }
      remove(before);
      hold(again);
      return true;
    }
    if (spans.size() >= rules.mostSpans()) {
      spansDropped++;
      GenAiSpan last = ordered().last();
      if (KEEPING.compare(span, last) >= 0) {
        return false;
      }
      remove(last);
    }
    link(span);
    hold(span);
    return true;
  }

  // Of a span held without content, what comes again is held without it too.
  private GenAiSpan asHeld(GenAiSpan before, GenAiSpan span) {
    if (before.truncated()) {
      return span.withoutContent();
    }
    return contentForgotten ? span.withContentForgotten() : span;
  }

  private void link(GenAiSpan span) {
    boolean hasChild = !missing.isEmpty() && missing.remove(span.spanId());
    if (!hasChild && span.kind() == GenAiKind.OTHER && span.protocolKind() == CLIENT) {
      calling = calling.isEmpty() ? new HashSet<>() : calling;
      calling.add(span.spanId());
    }
    String parent = span.parentSpanId();
    if (parent != null) {
      if (!calling.isEmpty()) {
        calling.remove(parent);
      }
      if (!spans.containsKey(parent) && !parent.equals(span.spanId())) {
        missing = missing.isEmpty() ? new HashSet<>() : missing;
        missing.add(parent);
      }
    }
  }

  private SortedSet<GenAiSpan> ordered() {
    SortedSet<GenAiSpan> order = inOrder;
    if (order == null) {
      order = new TreeSet<>(KEEPING);
      order.addAll(spans.values());
      inOrder = order;
    }
    return order;
  }

  private void hold(GenAiSpan span) {
    GenAiSpan held = span;
    if (characters + span.contentCharacters() > rules.mostCharacters()) {
      held = span.withoutContent();
      contentsDropped++;
    }
    characters += held.contentCharacters();
    roots += held.parentSpanId() == null ? 1 : 0;
    put(held);
    if (inOrder != null) {
      inOrder.add(held);
    }
  }

  // Most traces have one.
  private void put(GenAiSpan span) {
    boolean alone = spans.isEmpty() || (spans.size() == 1 && spans.containsKey(span.spanId()));
    if (alone) {
      spans = Map.of(span.spanId(), span);
      return;
    }
    spans = spans.size() == 1 ? new HashMap<>(spans) : spans;
    spans.put(span.spanId(), span);
  }

  private void remove(GenAiSpan span) {
    spans = spans.size() == 1 ? new HashMap<>(spans) : spans;
    spans.remove(span.spanId());
    characters -= span.contentCharacters();
    roots -= span.parentSpanId() == null ? 1 : 0;
    if (inOrder != null) {
      inOrder.remove(span);
    }
  }

  /**
   * Adds a log record: one of a span here, or one without a span that names a model's answer.
   * Records that carry neither content nor an opinion are ignored.
   *
   * @return whether it brought anything new
   */
  public boolean add(LogEntry log) {
    return (SpanReader.carries(log) || Opinions.carriedBy(log.eventName())) && logs.add(log);
  }

  /** Adds all that another assembly of the same trace holds. */
  public void merge(TraceAssembly other) {
    other.spans.values().forEach(this::add);
    logs.merge(other.logs);
    spansDropped += other.spansDropped;
    contentsDropped += other.contentsDropped;
    contentForgotten |= other.contentForgotten;
    logs.countDropped(other.logs.dropped());
  }

  /** Whether a span without a parent is here. */
  public boolean hasRoot() {
    return roots > 0;
  }

  /**
   * Whether nothing seems to be missing: the root is here, every parent is, and whatever was called
   * over the network, but for models, has told of itself. A service that is called and tells
   * nothing leaves its callers' traces incomplete.
   */
  public boolean looksComplete() {
    return hasRoot() && missing.isEmpty() && calling.isEmpty() && spansDropped == 0;
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return spans.isEmpty() && logs.isEmpty();
  }

  /** Forgets what was said, and keeps times and counts. */
  public void dropContent() {
    List<GenAiSpan> all = new ArrayList<>(spans.values());
    inOrder = null;
    all.forEach(span -> put(span.withContentForgotten()));
    contentForgotten = true;
    characters = 0;
    missing = Set.of();
    calling = Set.of();
    logs.forget();
  }

  /** Puts together what is here so far. */
  public AssembledTrace assemble(Detail detail) {
    List<GenAiSpan> joined = logs.join(spans.values());
    Assembler assembler = new Assembler(traceId, joined, detail);
    return assembler.assembled(
        logs.opinions(),
        new AssembledTrace.Counts(
            spans.size(), logs.size(), spansDropped, logs.dropped(), contentsDropped));
  }

  Collection<GenAiSpan> spans() {
    return spans.values();
  }

  LogShelf shelf() {
    return logs;
  }

  long spansDropped() {
    return spansDropped;
  }

  long contentsDropped() {
    return contentsDropped;
  }

  boolean contentForgotten() {
    return contentForgotten;
  }

  /** Takes note that content of what is here was forgotten in another life. */
  void noteContentForgotten() {
    contentForgotten = true;
  }

  void countDropped(long ofSpans, long ofLogs, long ofContents) {
    spansDropped += ofSpans;
    logs.countDropped(ofLogs);
    contentsDropped += ofContents;
  }
}
