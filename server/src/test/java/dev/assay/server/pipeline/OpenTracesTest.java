package dev.assay.server.pipeline;

import static dev.assay.server.pipeline.Traffic.ORIGIN;
import static dev.assay.server.pipeline.Traffic.START;
import static dev.assay.server.pipeline.Traffic.trace;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.PackedBatch;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.RecordCodec;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.record.TextPool;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.trace.Detail;
import dev.assay.otel.trace.TraceRules;
import dev.assay.otel.trace.TraceState;
import dev.assay.otel.trace.TraceState.Closing;
import dev.assay.server.journal.Position;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenTracesTest {

  private static final SpanReader SPANS = SpanReader.withDefaults();
  private static final TextPool TEXTS = new TextPool();

  @TempDir private Path folder;

  @Test
  void whatIsReadLate_isToldAsIfItHadBeenReadAtOnce() {
    int again = 0;
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      OpenTraces traces = traces();
      AtOnce expected = new AtOnce();
      Instant now = START;
      for (int step = 0; step < 60; step++) {
        now = now.plusMillis(random.nextInt(4) == 0 ? 6_000 : random.nextInt(700));
        OpenTraces.Source source = source(step, now);
        int number = random.nextInt(6);
        if (random.nextInt(5) == 0) {
          LogEntry log = log(number, random);
          traces.add(trace(number), log, source);
          expected.add(log, now);
        } else {
          SpanRecord span = span(number, random);
          traces.add(packed(span).spans().get(0), source);
          expected.add(span, now);
        }
        again += compare(traces, expected, now);
      }
      now = now.plusSeconds(60);
      compare(traces, expected, now);
      assertThat(traces.openTraces()).isZero();
      assertThat(traces.openParts()).isZero();
      assertThat(traces.crowded()).isFalse();
      assertThat(traces.late()).isEqualTo(expected.late());
    }
    // Traces are told once more, so that those told before were read again.
    assertThat(again).isGreaterThan(100);
  }

  @Test
  void spanThatCannotBeRead_isSetAside_andTheOthersAreTold() {
    SetAside aside = new SetAside(folder.resolve("aside"));
    OpenTraces traces = new OpenTraces(PipelineSettings.DEFAULT, SPANS, aside);
    SpanRecord marked = llm(1, 0, null, "unreadable");
    byte[] bytes =
        RecordCodec.write(new RecordBatch(List.of(marked, llm(2, 0, null, "x")), List.of()));
    // The length of the text is then beyond the end of the span.
    bytes[indexOf(bytes, "unreadable") - 1] = 127;
    PackedBatch batch = RecordCodec.open(bytes, 0, TEXTS);
    batch.spans().forEach(span -> traces.add(span, source(0, START)));

    List<OpenTraces.Due> due = traces.close(START.plusSeconds(60).toEpochMilli(), 100);

    assertThat(aside.count()).isEqualTo(1);
    assertThat(aside.latest()).startsWith("span-" + trace(1));
    assertThat(due.stream().flatMap(each -> each.closing().trace().interactions().stream()))
        .extracting(ObservedInteraction::traceId)
        .containsExactly(trace(2));
    assertThat(traces.openParts()).isZero();
  }

  @Test
  void spanOfWhichNotEvenTheIdCanBeRead_isSetAside() {
    SetAside aside = new SetAside(folder.resolve("aside"));
    OpenTraces traces = new OpenTraces(PipelineSettings.DEFAULT, SPANS, aside);
    SpanRecord span = llm(1, 0, null, "x");
    byte[] bytes = RecordCodec.write(new RecordBatch(List.of(span), List.of()));
    bytes[indexOf(bytes, span.spanId()) - 1] = 127;
    RecordCodec.open(bytes, 0, TEXTS).spans().forEach(each -> traces.add(each, source(0, START)));

    traces.close(START.plusSeconds(60).toEpochMilli(), 100);

    assertThat(aside.count()).isEqualTo(1);
    assertThat(aside.latest()).isEqualTo("span-" + trace(1) + "-unreadable");
  }

  @Test
  void tracesBeyondTheBound_areToldEarly_andWhatWasCountedIsUncounted() {
    OpenTraces traces = traces();
    for (int i = 0; i < PipelineSettings.DEFAULT.openSpans() + 10; i++) {
      traces.add(packed(llm(i, 0, null, "")).spans().get(0), source(i / 100, START));
    }
    assertThat(traces.crowded()).isTrue();
    List<OpenTraces.Due> due = traces.close(START.toEpochMilli(), 1_000);
    assertThat(due).hasSize(10);
    assertThat(due.get(0).held().traceId).isEqualTo(trace(0));
    assertThat(traces.crowded()).isFalse();
    assertThat(traces.early()).isEqualTo(10);
  }

  @Test
  void toldTraceThatWasRead_takesTheRoomOfFour() {
    PipelineSettings usual = PipelineSettings.DEFAULT;
    PipelineSettings few =
        new PipelineSettings(
            usual.traces(),
            usual.openSpans(),
            8,
            usual.recent(),
            usual.heldCharacters(),
            usual.commitEvery(),
            usual.commitEntries(),
            usual.snapshotEvery(),
            usual.lateness(),
            usual.ahead(),
            usual.scoringThreads());
    for (String answer : List.of("", "answer")) {
      OpenTraces traces = new OpenTraces(few, SPANS, new SetAside(folder.resolve("nothing")));
      for (int i = 0; i < 10; i++) {
        traces.add(packed(llm(i, 0, null, answer)).spans().get(0), source(i, START));
      }
      Instant later = START.plusSeconds(60);
      assertThat(traces.close(later.toEpochMilli(), 100)).hasSize(10);
      assertThat(traces.forgotten()).isEqualTo(answer.isEmpty() ? 2 : 8);
      // One that is held opens once more, and is then not among the told.
      traces.add(packed(llm(9, 1, null, answer)).spans().get(0), source(10, later));
      traces.add(packed(llm(10, 0, null, "")).spans().get(0), source(10, later));
      assertThat(traces.openTraces()).isEqualTo(2);
      traces.close(later.toEpochMilli(), 100);
      assertThat(traces.forgotten()).isEqualTo(answer.isEmpty() ? 2 : 8);
    }
  }

  private OpenTraces traces() {
    return new OpenTraces(PipelineSettings.DEFAULT, SPANS, new SetAside(folder.resolve("nothing")));
  }

  // Whatever is due is told of alike; how many were told once more.
  private static int compare(OpenTraces traces, AtOnce expected, Instant now) {
    Map<String, Closing> told = new LinkedHashMap<>();
    for (OpenTraces.Due due : traces.close(now.toEpochMilli(), Integer.MAX_VALUE)) {
      told.put(due.held().traceId, due.closing());
      due.held().dropContent();
    }
    assertThat(told).containsExactlyInAnyOrderEntriesOf(expected.close(now));
    return (int) told.values().stream().filter(each -> each.revision() > 1).count();
  }

  private static OpenTraces.Source source(int frame, Instant at) {
    return new OpenTraces.Source(new Position(1, 100L * frame), at, false);
  }

  private static PackedBatch packed(SpanRecord span) {
    byte[] bytes = RecordCodec.write(new RecordBatch(List.of(span), List.of()));
    return RecordCodec.open(bytes, 0, TEXTS);
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, ISO_8859_1).indexOf(text);
  }

  private static LogEntry log(int number, Random random) {
    String span = "%016x".formatted(16 * number + random.nextInt(3));
    return new LogEntry(
        ORIGIN,
        trace(number),
        span,
        random.nextBoolean() ? "gen_ai.user.message" : "gen_ai.evaluation.result",
        nanos(random.nextInt(3)),
        9,
        Map.of("content", "question " + random.nextInt(2)),
        Attributes.of("gen_ai.evaluation.name", "tone", "gen_ai.evaluation.score.value", 0.5));
  }

  private static SpanRecord span(int number, Random random) {
    int id = random.nextInt(3);
    String parent = id == 0 ? null : "%016x".formatted(16 * number + random.nextInt(2));
    return llm(number, id, parent, random.nextBoolean() ? "" : "answer " + random.nextInt(2));
  }

  private static SpanRecord llm(int number, int id, @Nullable String parent, String answer) {
    Attributes attributes =
        answer.isEmpty()
            ? Attributes.of("gen_ai.operation.name", "chat", "gen_ai.request.model", "m")
            : Attributes.of("gen_ai.operation.name", "chat", "gen_ai.completion", answer);
    return new SpanRecord(
        ORIGIN,
        trace(number),
        "%016x".formatted(16 * number + id),
        parent,
        "chat",
        3,
        nanos(id),
        nanos(id + 1),
        0,
        "",
        attributes,
        List.of(),
        List.of(),
        0);
  }

  private static long nanos(int second) {
    return START.plusSeconds(second).toEpochMilli() * 1_000_000;
  }

  /** The same traces, each read as it comes. */
  private static final class AtOnce {

    private final Map<String, TraceState> states = new LinkedHashMap<>();
    private final Map<String, Boolean> withContent = new LinkedHashMap<>();

    void add(SpanRecord record, Instant at) {
      GenAiSpan span = SPANS.read(record);
      withContent.merge(span.traceId(), span.contentCharacters() > 0, Boolean::logicalOr);
      state(span.traceId(), at).add(span, at.toEpochMilli());
    }

    void add(LogEntry log, Instant at) {
      withContent.put(String.valueOf(log.traceId()), true);
      state(String.valueOf(log.traceId()), at).add(log, at.toEpochMilli());
    }

    private TraceState state(String trace, Instant at) {
      return states.computeIfAbsent(
          trace, id -> new TraceState(id, TraceRules.DEFAULT, at.toEpochMilli()));
    }

    Map<String, Closing> close(Instant now) {
      Map<String, Closing> closed = new LinkedHashMap<>();
      states.forEach(
          (trace, state) -> {
            Detail detail = withContent.get(trace) ? Detail.FULL : Detail.OPERATIONAL;
            Closing closing = state.close(now.toEpochMilli(), detail);
            if (closing != null) {
              closed.put(trace, closing);
              if (withContent.get(trace)) {
                state.dropContent();
              }
            }
          });
      return closed;
    }

    long late() {
      return new ArrayList<>(states.values()).stream().mapToLong(TraceState::late).sum();
    }
  }
}
