package dev.assay.server.pipeline;

import static dev.assay.server.pipeline.Traffic.START;
import static dev.assay.server.pipeline.Traffic.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.ObservedInteractionJson;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.SignalJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.watch.DefaultMonitors;
import dev.assay.monitor.watch.History;
import dev.assay.monitor.watch.Watch;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.record.TextPool;
import dev.assay.server.collector.Arrival;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Batch;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Whatever passes the doors, the operators can take it, and the store can keep it. */
@Timeout(300)
class StageFuzzTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\0",
          "a\0b",
          "\ud800",
          "x\udc00y",
          "=",
          "a=b,c=d",
          "a\\=b",
          "other",
          "all",
          "none by x",
          " by ",
          "\u001b[31m",
          "<script>",
          "n".repeat(199),
          "n".repeat(201),
          "i".repeat(1_001),
          "u".repeat(20_000),
          "\ud83d\ude00".repeat(600),
          "rtl \u202e",
          "outcome.mode",
          "window",
          "null");
  private static final List<Double> NUMBERS =
      List.of(
          0.0,
          -0.0,
          -1.0,
          1e-320,
          1e18,
          1e300,
          Double.MAX_VALUE,
          -Double.MAX_VALUE,
          9.007199254740992e15,
          3.5);
  private static final List<Long> WHOLES =
      List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, 4_000_000_000L);

  @TempDir private Path folder;
  private final ExecutorService scorers = Executors.newFixedThreadPool(2);
  private final Random random = new Random(11);

  @AfterEach
  void close() {
    scorers.shutdownNow();
  }

  @Test
  void whatPassesTheDoors_isTakenAndKept_whateverItSays() {
    SetAside aside = new SetAside(folder.resolve("aside"));
    try (Journal journal =
            Journal.open(folder.resolve("journal"), JournalSettings.DEFAULT, Position.START);
        Store store = DuckDbStore.open(folder.resolve("store"), DuckDbSettings.DEFAULT)) {
      Stage stage = new Stage(parts(journal, store), scorers, START, aside);
      Set<String> ids = new HashSet<>();
      Set<String> reasons = new TreeSet<>();
      Position at = Position.START;
      Instant now = START;
      for (int round = 0; round < 60; round++) {
        now = now.plusMillis(random.nextInt(20_000));
        for (byte[] frame : frames(now, ids)) {
          Position after = new Position(at.segment(), at.offset() + frame.length + 8);
          stage.take(JournalEntry.read(frame, new TextPool()), at, after, frame.length);
          at = after;
        }
        stage.settle(now, 0);
        commit(stage, store, now);
        if (aside.latest() != null) {
          reasons.add(aside.latest());
        }
      }
      now = now.plus(Duration.ofMinutes(20));
      stage.settleAll(now);
      commit(stage, store, now);
      assertThat(ids).hasSizeGreaterThan(100);
      assertThat(reasons).isEmpty();
      assertThat(aside.latest()).isNull();
      assertThat(store.interactions().count(InteractionFilter.ALL))
          .isGreaterThanOrEqualTo(ids.size());
    }
  }

  private void commit(Stage stage, Store store, Instant now) {
    Draft.Taken taken = stage.draft(now);
    Batch batch = taken.batch();
    store.commit(batch);
    stage.stored(taken, now);
  }

  private Pipeline.Parts parts(Journal journal, Store store) {
    Pipeline.Parts plain =
        Traffic.parts(
            plan(0.5),
            journal,
            store,
            Clock.fixed(START, ZoneOffset.UTC),
            PipelineSettings.DEFAULT);
    Watching watching =
        new Watching(
            DefaultMonitors.of(
                List.of(new DefaultMonitors.Running("length", false, 0, 1_000, true))),
            Watch.Patience.of(Duration.ZERO),
            History.none(),
            () -> null,
            Watching.nothing().telling());
    return plain.with(store, watching);
  }

  private List<byte[]> frames(Instant now, Set<String> ids) {
    List<byte[]> frames = new ArrayList<>();
    List<ObservedInteraction> interactions = new ArrayList<>();
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      try {
        ObservedInteraction read = ObservedInteractionJson.read(interaction(now));
        interactions.add(read);
        ids.add(read.id());
      } catch (InvalidInputException e) {
        // Refused at the door.
      }
      try {
        signals.add(SignalJson.read(signal(), now));
      } catch (InvalidInputException e) {
        // Refused at the door.
      }
    }
    frames.add(JournalEntries.ofInteractions(now, interactions));
    frames.add(JournalEntries.ofSignals(now, signals));
    List<SpanRecord> spans = new ArrayList<>();
    List<LogEntry> logs = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      spans.add(span(now));
    }
    frames.add(new Arrival(now, new RecordBatch(spans, logs)).toBytes());
    return frames;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String text() {
    return random.nextInt(3) == 0 ? "t" + random.nextInt(20) : one(TEXTS);
  }

  private ObjectNode interaction(Instant now) {
    ObjectNode json = Json.object();
    json.put("id", random.nextBoolean() ? "id" + random.nextInt(10_000) : text());
    json.put(
        "started_at",
        random.nextInt(8) == 0
            ? one(
                List.of(
                    "1970-01-01T00:00:00Z",
                    "0001-01-01T00:00:00Z",
                    "9999-12-31T23:59:59.999999999Z",
                    "-1000000000-01-01T00:00:00Z",
                    "+1000000000-12-31T23:59:59Z",
                    "2262-04-12T00:00:00Z"))
            : now.toString());
    for (String name : List.of("app", "environment", "feature", "release", "user")) {
      if (random.nextBoolean()) {
        json.put(name, text());
      }
    }
    ObjectNode said = json;
    if (random.nextInt(3) == 0) {
      said.put("trace_id", String.format("%032x", 1 + random.nextInt(500)));
    }
    said.putArray("messages").addObject().put("role", text()).put("text", text());
    for (String name :
        List.of("output", "prompt_template", "prompt_version", "model", "conversation")) {
      if (random.nextBoolean()) {
        said.put(name, text());
      }
    }
    if (random.nextBoolean()) {
      said.put("latency_ms", Math.abs(one(NUMBERS)));
      said.put("ttft_ms", one(NUMBERS));
    }
    if (random.nextBoolean()) {
      said.putObject("usage")
          .put("input_tokens", random.nextInt(4) == 0 ? one(WHOLES).longValue() : Long.MAX_VALUE)
          .put("output_tokens", random.nextInt(Integer.MAX_VALUE))
          .put("cost", random.nextInt(4) == 0 ? one(NUMBERS).doubleValue() : Double.MAX_VALUE);
    }
    if (random.nextBoolean()) {
      said.putObject("tags").put(text(), text());
    }
    return json;
  }

  private ObjectNode signal() {
    ObjectNode json = Json.object();
    List<Signal.Kind> kinds = List.of(Signal.Kind.values());
    json.put("kind", kinds.get(random.nextInt(kinds.size())).name().toLowerCase(Locale.ROOT));
    json.put(
        one(List.of("interaction_id", "trace_id", "conversation", "response_id")),
        random.nextBoolean() ? "id" + random.nextInt(10_000) : text());
    if (random.nextBoolean()) {
      json.put("comment", text());
    }
    return json;
  }

  private SpanRecord span(Instant now) {
    long start =
        random.nextInt(4) == 0 ? one(WHOLES) : now.toEpochMilli() * 1_000_000 - 1_000_000_000L;
    long end = random.nextInt(4) == 0 ? one(WHOLES) : start + 1_000_000;
    String trace = String.format("%032x", 1 + random.nextInt(500));
    return new SpanRecord(
        new Origin(
            Attributes.of("service.name", text(), "deployment.environment.name", text()),
            text(),
            text(),
            ""),
        trace,
        String.format("%016x", 1 + random.nextInt(5_000)),
        random.nextBoolean() ? null : String.format("%016x", 1 + random.nextInt(5_000)),
        text(),
        random.nextInt(6),
        start,
        end,
        random.nextInt(3),
        text(),
        Attributes.of(
            "gen_ai.operation.name",
            one(List.of("chat", "embeddings", "execute_tool", "retrieval", "invoke_agent", "x")),
            "gen_ai.request.model",
            text(),
            "gen_ai.conversation.id",
            text(),
            "gen_ai.usage.input_tokens",
            one(WHOLES),
            "gen_ai.usage.output_tokens",
            random.nextBoolean() ? (Object) one(NUMBERS) : text(),
            "gen_ai.response.time_to_first_chunk",
            one(NUMBERS),
            "gen_ai.prompt.name",
            text(),
            "app.feature",
            text(),
            "user.id",
            text(),
            "error.type",
            random.nextBoolean() ? text() : "",
            "gen_ai.input.messages",
            one(
                List.of(
                    "[".repeat(5_000),
                    "{\"role\":3}",
                    "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"q\\u0000\"}]}]",
                    "[null,1,{}]",
                    text())),
            "gen_ai.output.messages",
            one(List.of("[{\"role\":\"assistant\",\"parts\":[{\"content\":{}}]}]", text()))),
        List.of(),
        List.of(),
        0);
  }
}
