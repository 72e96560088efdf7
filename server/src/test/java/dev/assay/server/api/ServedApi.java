package dev.assay.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.monitor.watch.Mark;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.MonitorsReader;
import dev.assay.monitor.watch.Watchable;
import dev.assay.monitor.window.Completion;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.SliceDefinition;
import dev.assay.monitor.window.Slicing;
import dev.assay.monitor.window.Window;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.monitor.window.Windows;
import dev.assay.server.api.access.Access;
import dev.assay.server.collector.InFlight;
import dev.assay.server.dataset.DatasetFolder;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.golden.GoldenDesk;
import dev.assay.server.golden.GoldenRoutes;
import dev.assay.server.pair.PairDesk;
import dev.assay.server.review.ReviewDesk;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Delivery;
import dev.assay.server.store.FailureMember;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Label;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredAlert;
import dev.assay.server.store.StoredFailureCase;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.UserDeletion;
import dev.assay.server.store.WorkItem;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.server.watch.KeptMonitor;
import dev.assay.server.watch.Replayed;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An API on a free port, over a store with traffic in it. */
final class ServedApi implements AutoCloseable {

  static final Instant NOW = Sample.START.plus(Duration.ofHours(3));
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final int ROWS = 30;
  static final long IN_FLIGHT = 256 << 20;

  static final String CASE =
      """
      {"id":"c-1","feature":"feature-1","failure_mode":"incorrect","status":"accepted",
       "title":"Refund times are wrong","size":1,"estimated":1.0,"days":{"2026-03-01":1},
       "first_seen":"2026-03-01T12:00:00Z","last_seen":"2026-03-01T15:00:00Z","examples":[],
       "confirmation":{"expected_output":"Ask Ana: three days.","root_cause":"stale page",
         "by":"ana","at":"2026-03-01T15:00:00Z","interaction":"interaction-1"},"history":[]}
      """;

  final Store store;
  final Api api;
  final StoredRuns runs;
  final PairDesk pairs;
  final GoldenDesk golden;
  final Desks desks = new Desks();
  final InFlight inFlight = InFlight.of(IN_FLIGHT);
  final List<UserDeletion> forgotten = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Javalin server;

  ServedApi(Path folder, Access access) throws IOException {
    store = DuckDbStore.open(folder.resolve("data"), DuckDbSettings.DEFAULT);
    fill(store);
    Path datasets = Files.createDirectories(folder.resolve("datasets"));
    Files.writeString(
        datasets.resolve("small.jsonl"),
        """
        {"id":"e-1","partition":"golden","input":"Hi","expected_output":"Hello"}
        {"id":"e-2","partition":"golden","input":"Bye"}
        """);
    DatasetFolder files = new DatasetFolder(datasets);
    golden = new GoldenDesk(store, files);
    runs = new StoredRuns(Files.createDirectories(folder.resolve("runs")));
    pairs = new PairDesk(store, runs);
    api =
        Api.builder(store, new WindowReader(store.windows(), CLOCK), access, CLOCK)
            .intake(desks)
            .inFlight(inFlight)
            .alerts(desks)
            .monitors(new SavedMonitors())
            .cases(desks)
            .schedules(desks)
            .operation(desks)
            .datasets(files)
            .review(new ReviewDesk(store, null))
            .with(new GoldenRoutes(golden, files, CLOCK).routes())
            .runs(runs)
            .pairs(pairs)
            .data(folder.resolve("data"))
            .redact(text -> text.replace("Ana", "[NAME]"))
            .metrics(() -> "assay_up 1\n")
            .check(
                Check.of(
                    "journal", () -> new Check.State(desks.ready, desks.ready ? null : "full")))
            .check(
                Check.of(
                    "deliveries",
                    () ->
                        desks.degraded
                            ? Check.State.degraded("ops refuses")
                            : new Check.State(true, null)))
            .userHash(id -> id.startsWith("plain-") ? id.substring("plain-".length()) : "?" + id)
            .forgotten(forgotten::add)
            .heartbeat(Duration.ofMillis(50))
            .build();
    server = Javalin.create(config -> api.addTo(config.routes)).start("127.0.0.1", 0);
  }

  int port() {
    return server.port();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    return send(HttpRequest.newBuilder(uri(path)).GET(), headers);
  }

  HttpResponse<byte[]> post(String path, String json, String... headers) {
    return post(path, json.replace('\'', '"').getBytes(UTF_8), headers);
  }

  HttpResponse<byte[]> post(String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body));
    return send(request.header("Content-Type", "application/json"), headers);
  }

  HttpResponse<byte[]> delete(String path, String... headers) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE(), headers);
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request, String... headers) {
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    return Json.parse(new String(response.body(), UTF_8), "response", 1);
  }

  @Override
  public void close() {
    api.close();
    server.stop();
    store.close();
  }

  private static void fill(Store store) {
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < ROWS; i++) {
      batch.put(Sample.row(i));
    }
    batch.put(Sample.content(1, "Where is my refund?", "It takes five days.\u0000<b>"));
    batch.put(Sample.evaluation(1, "faithfulness", 0.9));
    batch.put(Sample.evaluation(2, "faithfulness", 0.2));
    batch.put(Sample.signal("s-1", Signal.Kind.THUMBS_DOWN, 1));
    batch.put(
        new Label(
            "l-1", Sample.key(1), null, "ana", 1.0, true, null, null, "fine", NOW.minusSeconds(9)));
    batch.put(alert("a-1", "firing", null));
    batch.put(alert("a-2", "resolved", NOW));
    batch.put(new Delivery("d-1", "a-1", "ops", 1, NOW, true, "200"));
    batch.put(
        new StoredFailureCase(
            "c-1",
            "feature-1",
            FailureMode.INCORRECT,
            "open",
            "Refund times are wrong",
            1,
            Sample.START,
            NOW,
            CASE));
    batch.put(new FailureMember("c-1", Sample.key(1)));
    for (int i = 0; i < 5; i++) {
      batch.put(
          new WorkItem(
              Sample.key(i),
              i % 2 == 0 ? "judge" : "polite",
              "1",
              WorkItem.State.DEAD,
              5,
              0.5,
              Sample.START,
              NOW.minusSeconds(i / 2),
              null,
              "the reply was cut off"));
    }
    batch.put(new AuditEntry("x", NOW, "local", "test", null, null));
    windows().forEach(batch::put);
    store.commit(batch.build());
  }

  private static StoredAlert alert(String id, String state, Instant closed) {
    return new StoredAlert(
        id, "judge-mean", "all", state, "medium", Sample.START, NOW, closed, "{\"n\":7}");
  }

  // 3 minutes of traffic, two features, an evaluator that changes its version in the last minute.
  private static List<StoredWindow> windows() {
    Slicing slicing = Slicing.of(List.of(SliceDefinition.of("feature")), "salt");
    Windows windows = new Windows(slicing, Duration.ofDays(1), Duration.ZERO);
    for (int i = 0; i < 90; i++) {
      Instant at = Sample.START.plusSeconds(2L * i);
      ObservedInteraction observed = observed(i, at);
      windows.add(observed, at);
      ScoreKey key = new ScoreKey("judge", i < 60 ? "v1" : "v2");
      windows.score(observed, key, Score.of(i < 60 ? 2 + i % 3 : 4 + i % 2), 0.5);
      windows.completion(
          observed, i % 10 == 0 ? Completion.NOT_COMPLETED : Completion.COMPLETED, 1);
      windows.mode(observed, i % 10 == 0 ? "hallucinated" : "none", 1);
    }
    List<StoredWindow> stored = new ArrayList<>();
    Collection<Window> minutes = windows.drain(NOW);
    for (WindowLevel level : WindowLevel.values()) {
      Map<Instant, Window> wholes = new TreeMap<>();
      for (Window minute : minutes) {
        wholes
            .computeIfAbsent(
                level.start(minute.start()), start -> new Window(level, start, slicing))
            .merge(minute);
      }
      for (Window whole : wholes.values()) {
        whole
            .slices()
            .forEach(
                (slice, summary) ->
                    stored.add(
                        new StoredWindow(
                            StoredWindow.Level.valueOf(level.name()),
                            whole.start(),
                            slice.key(),
                            summary.toBytes())));
      }
    }
    return stored;
  }

  private static ObservedInteraction observed(int i, Instant at) {
    return new ObservedInteraction(
        "w-" + i,
        null,
        null,
        null,
        at,
        "shop",
        "production",
        i % 3 == 0 ? "refunds" : "search",
        null,
        null,
        false,
        Interaction.builder()
            .latencyMillis(100.0 + i)
            .usage(new Usage(10L, 5L, null, null, 0.5))
            .build());
  }

  /** Keeps monitors, and watches nothing. */
  private static final class SavedMonitors implements MonitorDesk {

    private final Map<String, KeptMonitor> kept = new TreeMap<>();

    @Override
    public List<Watched> watched() {
      return List.of();
    }

    @Override
    public List<KeptMonitor> kept() {
      return List.copyOf(kept.values());
    }

    @Override
    public MonitorDefinition read(String yaml) {
      return MonitorsReader.one(yaml, "monitor", Watchable.ANYTHING);
    }

    @Override
    public Replayed replay(MonitorDefinition monitor) {
      throw new OverloadedException("never", Duration.ofSeconds(1), null);
    }

    @Override
    public MonitorDefinition save(String yaml, Deed deed) {
      MonitorDefinition monitor = read(yaml);
      kept.put(
          monitor.name(),
          KeptMonitor.of(monitor.name(), yaml, deed.actor(), deed.at(), deed.note()));
      return monitor;
    }

    @Override
    public boolean remove(String name, Deed deed) {
      return kept.computeIfPresent(name, (any, monitor) -> monitor.without()) != null;
    }
  }

  /** Remembers what it was asked to do. */
  final class Desks implements Intake, AlertDesk, CaseDesk, ScheduleDesk, OperationDesk {

    final List<ObservedInteraction> interactions = new ArrayList<>();
    final List<Signal> signals = new ArrayList<>();
    final List<String> deeds = new ArrayList<>();
    volatile boolean ready = true;
    volatile boolean degraded;
    volatile RuntimeException failure;

    @Override
    public CompletableFuture<Void> interactions(List<ObservedInteraction> given) {
      return keep(() -> interactions.addAll(given));
    }

    @Override
    public CompletableFuture<Void> signals(List<Signal> given) {
      return keep(() -> signals.addAll(given));
    }

    private CompletableFuture<Void> keep(Runnable keep) {
      return failure != null
          ? CompletableFuture.failedFuture(failure)
          : CompletableFuture.runAsync(keep);
    }

    @Override
    public List<ObjectNode> monitors() {
      return List.of(Json.object().put("name", "judge-mean").put("kind", "threshold"));
    }

    @Override
    public List<Mark> marks() {
      return List.of(mark("v1", "v2", NOW.minusSeconds(7200)), mark("v2", "v3", NOW));
    }

    private static Mark mark(String before, String after, Instant at) {
      Mark.Comparison comparison =
          new Mark.Comparison(
              "judge", "1", "mean", estimate(4.5, 0.1), estimate(4, 0.2), estimate(-0.5, 0.3));
      return new Mark("answer", before, after, at, List.of(comparison));
    }

    private static Estimate estimate(double value, double half) {
      return new Estimate(value, new Interval(value - half, value + half, 0.95), 50);
    }

    @Override
    public boolean accept(String alertId, Deed deed) {
      deeds.add("accept alert " + alertId + " by " + deed.actor() + ": " + deed.note());
      return alertId.equals("a-1");
    }

    @Override
    public List<ObjectNode> evaluators() {
      return List.of(
          Json.object().put("name", "judge").put("evaluator", "judge").put("configured", false));
    }

    @Override
    public int retry(Predicate<WorkItem> which, String what, Deed deed) {
      deeds.add(
          "retry " + what + " " + store.records().deadWork(100).stream().filter(which).count());
      return 1;
    }

    @Override
    public boolean ask(InteractionKey interaction, String evaluator, Deed deed) {
      return deeds.add("ask " + evaluator + " of " + interaction.id() + " by " + deed.actor());
    }

    @Override
    public Optional<ObjectNode> test(String channel, Deed deed) {
      return channel.equals("ops")
          ? Optional.of(
              Json.object().put("channel", "ops").put("delivered", true).put("detail", "200"))
          : Optional.empty();
    }

    @Override
    public Optional<ObjectNode> skip(String id, String interactionId, String why, Deed deed) {
      deeds.add("skip " + interactionId + ": " + why);
      return spotCheck(id);
    }

    @Override
    public Optional<ObjectNode> reopen(String caseId, Deed deed) {
      deeds.add("reopen " + caseId + ": " + deed.note());
      return found(caseId, "new");
    }

    @Override
    public boolean acknowledge(String alertId, Deed deed) {
      deeds.add("acknowledge " + alertId + " by " + deed.actor() + ": " + deed.note());
      return alertId.equals("a-1");
    }

    @Override
    public Silence silence(NewSilence silence, Deed deed) {
      return new Silence("q-1", silence, deed);
    }

    @Override
    public List<Silence> silences() {
      return List.of(
          new Silence(
              "q-1",
              new NewSilence("judge-mean", null, NOW.plusSeconds(60)),
              new Deed("ana", NOW, null)));
    }

    @Override
    public boolean lift(String silenceId, Deed deed) {
      return silenceId.equals("q-1");
    }

    @Override
    public Optional<ObjectNode> accept(String caseId, Acceptance acceptance, Deed deed) {
      deeds.add(
          "accept "
              + caseId
              + " "
              + acceptance.expected()
              + " "
              + acceptance.failureMode()
              + (acceptance.interactionId() == null ? "" : " " + acceptance.interactionId())
              + (acceptance.input() == null ? "" : " " + acceptance.input()));
      return found(caseId, "accepted");
    }

    @Override
    public Optional<ObjectNode> report(InteractionKey interaction, FailureMode mode, Deed deed) {
      deeds.add("report " + interaction.id() + " as " + mode.key() + " by " + deed.actor());
      return found("c1", "new");
    }

    @Override
    public Optional<ObjectNode> dismiss(String caseId, Deed deed) {
      return found(caseId, "dismissed");
    }

    @Override
    public Optional<ObjectNode> exported(String caseId, String exampleId, Deed deed) {
      deeds.add("exported " + caseId + " " + exampleId + " by " + deed.actor());
      return found(caseId, "exported");
    }

    @Override
    public Optional<ObjectNode> merge(String caseId, List<String> others, Deed deed) {
      deeds.add("merge " + caseId + " " + others);
      return found(caseId, "open");
    }

    @Override
    public Optional<ObjectNode> split(String caseId, List<String> interactionIds, Deed deed) {
      deeds.add("split " + caseId + " " + interactionIds);
      return found(caseId, "open");
    }

    private static Optional<ObjectNode> found(String id, String status) {
      return id.equals("c-1")
          ? Optional.of(Json.object().put("id", id).put("status", status))
          : Optional.empty();
    }

    @Override
    public List<ObjectNode> schedules() {
      return List.of(Json.object().put("name", "nightly").put("next_at", NOW.toString()));
    }

    @Override
    public Optional<ObjectNode> start(String name, String change, Deed deed) {
      deeds.add("start " + name + " " + change);
      return schedules().stream()
          .filter(each -> each.get("name").asString().equals(name))
          .findAny();
    }

    @Override
    public Optional<ObjectNode> pause(String name, Deed deed) {
      deeds.add("pause " + name + " " + deed.note());
      return schedules().stream()
          .filter(each -> each.get("name").asString().equals(name))
          .findAny();
    }

    @Override
    public Optional<ObjectNode> resume(String name, Deed deed) {
      deeds.add("resume " + name);
      return schedules().stream()
          .filter(each -> each.get("name").asString().equals(name))
          .findAny();
    }

    @Override
    public List<ObjectNode> spotChecks() {
      return List.of(Json.object().put("id", "k").put("at", NOW.toString()).put("done", false));
    }

    @Override
    public Optional<ObjectNode> spotCheck(String id) {
      return id.equals("k") ? Optional.of(spotChecks().get(0)) : Optional.empty();
    }
  }
}
