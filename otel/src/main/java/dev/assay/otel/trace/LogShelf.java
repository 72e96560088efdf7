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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The log records of a trace, each once, until they find their spans. */
final class LogShelf {

  private static final String RESPONSE_ID = "gen_ai.response.id";

  // Instructions come before what they instruct, also where all bear one time.
  private static final Comparator<LogEntry> IN_TIME =
      Comparator.comparingLong(LogEntry::timeNanos)
          .thenComparing(log -> !log.eventName().equals("gen_ai.system.message"));

  private static final Comparator<GenAiSpan> FIRST =
      Comparator.comparingLong(GenAiSpan::startNanos).thenComparing(GenAiSpan::spanId);

  private final int most;
  // Most traces have no records: nothing is made for those.
  private Map<Identity, LogEntry> entries = Map.of();
  private Set<Integer> forgotten = Set.of();
  private final long mostCharacters;
  private long characters;
  private long dropped;

  LogShelf(int most, long mostCharacters) {
    this.most = most;
    this.mostCharacters = mostCharacters;
  }

  boolean add(LogEntry log) {
    Identity identity = Identity.of(log);
    if (entries.containsKey(identity) || forgotten.contains(identity.hashCode())) {
      return false;
    }
    long size = log.characters();
    if (entries.size() >= most || characters + size > mostCharacters) {
      dropped++;
      return false;
    }
    characters += size;
    if (entries.isEmpty()) {
      entries = new LinkedHashMap<>();
    }
    entries.put(identity, log);
    return true;
  }

  Collection<LogEntry> all() {
    return entries.values();
  }

  int size() {
    return entries.size();
  }

  boolean isEmpty() {
    return entries.isEmpty() && forgotten.isEmpty();
  }

  long dropped() {
    return dropped;
  }

  void countDropped(long more) {
    dropped += more;
  }

  /** Drops the records, but knows them if they come again. */
  void forget() {
    entries.keySet().forEach(identity -> forget(identity.hashCode()));
    entries = Map.of();
    characters = 0;
  }

  /** Knows a record by its hash that was dropped. */
  void forget(int hash) {
    if (forgotten.isEmpty()) {
      forgotten = new TreeSet<>();
    }
    forgotten.add(hash);
  }

  /** What is known of records that were dropped. */
  Set<Integer> forgotten() {
    return forgotten;
  }

  void merge(LogShelf other) {
    other.forgotten.forEach(this::forget);
    other.entries.values().forEach(this::add);
  }

  List<Opinions> opinions() {
    if (entries.isEmpty()) {
      return List.of();
    }
    List<Opinions> opinions = new ArrayList<>();
    for (LogEntry log : entries.values()) {
      if (Opinions.carriedBy(log.eventName())) {
        opinions.add(Opinions.of(log));
      }
    }
    return opinions;
  }

  /** The spans, each with what its records say. */
  List<GenAiSpan> join(Collection<GenAiSpan> spans) {
    if (entries.isEmpty()) {
      return List.copyOf(spans);
    }
    Map<String, String> answers = answers(spans);
    Map<String, List<LogEntry>> bySpan = new HashMap<>();
    for (LogEntry log : entries.values()) {
      String spanId = spanOf(log, answers);
      if (spanId != null && SpanReader.carries(log)) {
        bySpan.computeIfAbsent(spanId, id -> new ArrayList<>()).add(log);
      }
    }
    List<GenAiSpan> joined = new ArrayList<>(spans.size());
    for (GenAiSpan span : spans) {
      List<LogEntry> logs = bySpan.getOrDefault(span.spanId(), new ArrayList<>());
      logs.sort(IN_TIME);
      joined.add(SpanReader.withDefaults().join(span, logs));
    }
    return joined;
  }

  private static @Nullable String spanOf(LogEntry log, Map<String, String> answers) {
    if (log.spanId() != null) {
      return log.spanId();
    }
    String response = log.attributes().text(RESPONSE_ID);
    return response == null ? null : answers.get(response);
  }

  // The first model call that names the answer; another of the same answer is its alias.
  private static Map<String, String> answers(Collection<GenAiSpan> spans) {
    Map<String, String> answers = new HashMap<>();
    List<GenAiSpan> calls =
        spans.stream()
            .filter(span -> span.kind() == GenAiKind.LLM && span.responseId() != null)
            .sorted(FIRST)
            .toList();
    calls.forEach(span -> answers.putIfAbsent(String.valueOf(span.responseId()), span.spanId()));
    return answers;
  }

  /** What makes two records one that was sent twice. */
  private record Identity(
      @Nullable String spanId,
      String eventName,
      String scope,
      long timeNanos,
      @Nullable Object body,
      Map<String, @Nullable Object> attributes) {

    static Identity of(LogEntry log) {
      return new Identity(
          log.spanId(),
          log.eventName(),
          log.origin().scope(),
          log.timeNanos(),
          log.body(),
          log.attributes().values());
    }
  }
}
