package dev.assay.server.engine;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.behaviour.BehaviourRules;
import dev.assay.monitor.failure.ClusterSettings;
import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.watch.DefaultMonitors;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Watch;
import dev.assay.monitor.watch.Watchable;
import dev.assay.otel.span.SpanReader;
import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.WireLimits;
import dev.assay.server.api.Api;
import dev.assay.server.api.CaseExamples;
import dev.assay.server.api.Check;
import dev.assay.server.api.Intake;
import dev.assay.server.api.OverloadedException;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.metrics.QualityExport;
import dev.assay.server.api.metrics.QualityReader;
import dev.assay.server.api.metrics.ServerMetrics;
import dev.assay.server.collector.Collector;
import dev.assay.server.config.Doors;
import dev.assay.server.config.EmissionConfig;
import dev.assay.server.config.MonitoredEvaluator;
import dev.assay.server.config.OtlpEndpoint;
import dev.assay.server.config.Secret;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.dataset.DatasetFolder;
import dev.assay.server.delivery.Deliveries;
import dev.assay.server.engine.Engine.Surroundings;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.evaluation.Emission;
import dev.assay.server.evaluation.EmissionSettings;
import dev.assay.server.evaluation.EvaluationSettings;
import dev.assay.server.evaluation.EvaluationWorkers;
import dev.assay.server.evaluation.EvaluatorTrials;
import dev.assay.server.evaluation.OnlineEvaluator;
import dev.assay.server.evaluation.OnlineEvaluators;
import dev.assay.server.evaluation.Scoring;
import dev.assay.server.golden.GoldenDesk;
import dev.assay.server.golden.GoldenRoutes;
import dev.assay.server.journal.Journal;
import dev.assay.server.key.Binding;
import dev.assay.server.key.DataSecret;
import dev.assay.server.key.KeyDesk;
import dev.assay.server.key.KeyStore;
import dev.assay.server.pair.PairDesk;
import dev.assay.server.pipeline.Behaviour;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.pipeline.PipelineSettings;
import dev.assay.server.pipeline.Watching;
import dev.assay.server.redaction.RedactionSettings;
import dev.assay.server.redaction.Redactor;
import dev.assay.server.redaction.UserHashes;
import dev.assay.server.review.ReviewDesk;
import dev.assay.server.review.SpotCheckSettings;
import dev.assay.server.review.SpotChecks;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.schedule.EvaluationRunner;
import dev.assay.server.schedule.Schedules;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.UserDeletion;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.server.store.postgres.PostgresStore;
import dev.assay.server.web.HappenedMarks;
import dev.assay.server.web.Web;
import dev.assay.server.web.asset.Assets;
import dev.assay.server.web.oidc.OidcSettings;
import dev.assay.server.web.oidc.OidcSignIn;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.Site;
import dev.assay.server.web.session.KeySignIn;
import dev.assay.server.web.session.Sessions;
import dev.assay.server.web.session.SignIn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a server's parts in the order in which they need each other, and closes them in reverse.
 */
final class Parts implements AutoCloseable {

  // A share of content is kept for people to look at, even where no evaluator samples.
  private static final String CONTENT = "content";
  private static final String TAG = "tag:";
  private static final Duration CHEAP_LIMIT = Duration.ofSeconds(2);
  private static final int CHEAP_TEXT = 100_000;
  private static final Duration WATCH_LATENESS = Duration.ofMinutes(5);
  // For what users do; rules that wait longer have it looked at with a later hour.
  private static final Duration LONGEST_WAIT = Duration.ofHours(2);
  private static final int DELETION_SECONDS = 60;
  private static final int MOST_EXPORTED = 10_000;
  private static final String EMBEDDING = "in-process";

  private final ServerConfig config;
  private final Clock clock;
  private final LongSupplier ticks;
  private final Deque<AutoCloseable> opened;
  private final AtomicReference<@Nullable Pipeline> latePipeline = new AtomicReference<>();
  private final AtomicReference<@Nullable HealthReader> lateHealth = new AtomicReference<>();

  private final KeyStore keys;
  private final Store store;
  private final Journal journal;
  private final OnlineEvaluators evaluators;
  private final EvaluatorTrials trials;
  private final MonitorKeeping monitors;
  private final Deliveries deliveries;
  private final @Nullable SpotChecks checks;
  private final Pipeline pipeline;
  private final @Nullable Emission emission;
  private final EvaluationWorkers workers;
  private final Schedules schedules;
  private final DatasetFolder datasets;
  private final StoredRuns runs;
  private final PairDesk pairs;
  private final GoldenDesk golden;
  private final ReviewDesk review;
  private final Intake intake;
  private final QualityExport export;
  private final Tending tending;
  private final LiveCounts live;
  private final Door http;
  private final @Nullable Door grpc;

  static Parts of(ServerConfig config, Surroundings around) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      return new Parts(config, around, opened);
    } catch (RuntimeException | Error e) {
      close(opened);
      throw e;
    }
  }

  private Parts(ServerConfig config, Surroundings around, Deque<AutoCloseable> opened) {
    this.config = config;
    this.clock = new ForwardClock(around.clock(), around.ticks());
    this.ticks = around.ticks();
    this.opened = opened;
    keys = KeyStore.open(config.data(), clock, around.random());
    Access bound = Binding.access(config.doors(), keys);
    // Where people sign in, nobody is let in unasked.
    Access access = bound.isOpen() && config.oidc() != null ? Access.withKeys(keys) : bound;
    DataSecret secret = DataSecret.of(config, around.random());
    store = opened(openStore());
    journal =
        opened(Journal.open(config.data().resolve("journal"), config.journal(), store.position()));

    ModelSettings models = modelSettings(around.environment());
    EmbeddingModels embeddings = opened(EmbeddingModels.installed(models));
    ChatModels chats = opened(ChatModels.installed(models));
    EvaluatorContext binding = new EvaluatorContext(base(), embeddings, chats);
    EvaluatorRegistry installed = EvaluatorRegistry.installed();
    evaluators = OnlineEvaluators.bind(config.evaluators(), installed, binding);
    trials = opened(new EvaluatorTrials(installed, binding, store));
    Scoring scoring = opened(Scoring.within(CHEAP_LIMIT, CHEAP_TEXT));
    // Before the pipeline, whose last scores it still tells.
    emission = openEmission();
    OnlineLookers lookers = new OnlineLookers(evaluators, scoring, emission);

    Redactor redactor = redactor(secret);
    deliveries = opened(Deliveries.of(config.deliveries(), store, clock));
    checks =
        config.spotChecks() == null
            ? null
            : opened(
                SpotChecks.of(judging(config.spotChecks(), evaluators), store, deliveries, clock));
    StoreHistory history = new StoreHistory(store, new RunLevels(config.runs()));
    monitors = new MonitorKeeping(configured(), watchable(), store, history, categories(), clock);
    AlertTelling telling = new AlertTelling(deliveries, config.doors().publicUrl());
    Watching watching =
        new Watching(monitors.definitions(), patience(), history, this::health, telling);
    RationedEmbeddings rationed = embedding(embeddings);
    pipeline = openPipeline(secret, lookers, redactor, rationed, watching);
    latePipeline.set(pipeline);
    monitors.open(pipeline);

    workers = opened(openWorkers());
    lookers.workers(workers);
    lateHealth.set(new HealthReader(workers::counts, pipeline::scores, checks, clock));
    schedules = opened(openSchedules(around.environment()));
    Collector collector =
        new Collector(journal, OtlpDecoder.withLimits(config.limits().wire()), redactor, clock);
    JournalIntake rest = new JournalIntake(journal, redactor, clock);
    intake = rest;
    ServerMetrics metrics = opened(new ServerMetrics());
    export = opened(openExport(metrics));
    datasets = new DatasetFolder(config.datasets());
    runs = new StoredRuns(config.runs());
    pairs = new PairDesk(store, runs);
    golden = new GoldenDesk(store, datasets);
    review = new ReviewDesk(store, checks);
    WindowReader reader = new WindowReader(store.windows(), clock);
    Api api = opened(openApi(reader, access, redactor, collector, metrics, around.version()));
    telling.events(api.events());
    live = opened(new LiveCounts(api.events(), pipeline, workers));
    RunsWatcher watcher = new RunsWatcher(config.runs(), store, pipeline, clock);
    tending = opened(new Tending(store, pipeline, config, keys, watcher, clock));
    new EngineMetrics(metrics)
        .intake(collector, rest, access)
        .api(api)
        .redaction(redactor)
        .journal(journal)
        .pipeline(pipeline, rationed)
        .evaluation(workers, emission)
        .schedules(schedules)
        .tending(tending)
        .delivery(deliveries);
    Doors doors = config.doors();
    WireLimits limits = config.limits().wire();
    grpc =
        doors.grpc() == null || doors.merged()
            ? null
            : opened(Door.grpc(doors, limits, collector, access));
    Web web = openWeb(reader, access, api, redactor, metrics, around.random());
    http = opened(Door.http(doors, limits, collector, access, api, web));
    // Before the doors are closed those who listen are let go, and who sends is asked to come
    // again.
    opened.push(api.events());
    opened.push(collector::stop);
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }

  private Store openStore() {
    Secret url = config.store().url();
    return url == null
        ? DuckDbStore.open(config.data().resolve("store"), config.store().duckDb())
        : PostgresStore.open(url.value());
  }

  private Path base() {
    Path file = config.file();
    Path folder = file == null ? null : file.toAbsolutePath().getParent();
    return folder == null ? Path.of("").toAbsolutePath() : folder;
  }

  private ModelSettings modelSettings(Map<String, String> environment) {
    return ModelSettings.ofEnvironment(environment)
        .withCache(config.data().resolve("cache").resolve("models"))
        .withPrices(config.prices())
        .withNamed(config.models());
  }

  private Map<String, Category> categories() {
    return evaluators.all().stream()
        .collect(
            Collectors.toMap(
                OnlineEvaluator::name,
                each -> each.bound().definition().category(),
                (one, other) -> one));
  }

  // Where there is one judge only, it is the one that people are held against.
  static SpotCheckSettings judging(SpotCheckSettings settings, OnlineEvaluators evaluators) {
    List<OnlineEvaluator> judges =
        evaluators.all().stream().filter(OnlineEvaluator::judged).toList();
    return settings.evaluator() == null && judges.size() == 1
        ? settings.withEvaluator(judges.get(0).name())
        : settings;
  }

  // Rephrased questions and failures that are alike are found by it, where it can be had.
  private @Nullable RationedEmbeddings embedding(EmbeddingModels embeddings) {
    try {
      return new RationedEmbeddings(
          embeddings.get(EMBEDDING),
          System::nanoTime,
          () -> {
            Pipeline asking = latePipeline.get();
            return asking == null ? 0 : asking.progress().lagBytes();
          });
    } catch (ModelException | InvalidInputException e) {
      return null;
    }
  }

  private Redactor redactor(DataSecret secret) {
    Secret own = config.redaction().users().salt();
    String salt = own == null ? secret.salt("users") : own.value();
    return Redactor.of(
        RedactionSettings.of(config.redaction()),
        UserHashes.of(salt.getBytes(StandardCharsets.UTF_8)),
        (traceId, origin, attributes) -> {
          Pipeline asked = latePipeline.get();
          return asked == null || asked.keeps(traceId, attributes.text("error.type") != null);
        });
  }

  private dev.assay.monitor.watch.@Nullable Health health() {
    HealthReader reader = lateHealth.get();
    return reader == null ? null : reader.get();
  }

  // Whoever leaves without a word is known to have left, and what was quiet to be done, only then.
  private Watch.Patience patience() {
    Duration quiet = config.outcomes().longestQuiet();
    Duration abandoned = BehaviourRules.withDefaults().abandonAfter();
    Duration longest = quiet.compareTo(abandoned) > 0 ? quiet : abandoned;
    Duration deeds = longest.plus(WATCH_LATENESS);
    return new Watch.Patience(
        WATCH_LATENESS, deeds.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : deeds);
  }

  private Watchable watchable() {
    Set<String> names =
        evaluators.all().stream().map(OnlineEvaluator::name).collect(Collectors.toSet());
    return new Watchable(names, config.slicing().definitions());
  }

  private List<MonitorDefinition> configured() {
    if (config.monitors() == null) {
      return DefaultMonitors.of(evaluators.all().stream().map(Parts::running).toList());
    }
    return config.monitors();
  }

  private static DefaultMonitors.Running running(OnlineEvaluator evaluator) {
    EvaluatorDefinition definition = evaluator.bound().definition();
    return new DefaultMonitors.Running(
        evaluator.name(),
        evaluator.judged(),
        definition.low(),
        definition.high(),
        evaluator.bound().threshold().isPresent());
  }

  private Pipeline openPipeline(
      DataSecret secret,
      OnlineLookers lookers,
      Redactor redactor,
      @Nullable EmbeddingModel embedding,
      Watching watching) {
    // Content switched off for a feature may not be known as such in every export of its trace.
    boolean again = !config.redaction().content().isEmpty();
    SamplingPlan plan =
        config.sampling().plan(withContent(config.evaluators()), secret.salt("sampling"));
    return opened(
        Pipeline.open(
            new Pipeline.Parts(
                journal,
                store,
                clock,
                ticks,
                pipelineSettings(),
                SpanReader.withDefaults().withTagKeys(tagKeys()),
                plan,
                config.sampling().flagPatterns(),
                config.slicing().slicing(secret.salt("slices")),
                lookers,
                config.sampling().keepsAll(),
                again ? redactor::redact : UnaryOperator.identity(),
                new Behaviour(
                    BehaviourRules.withDefaults(),
                    config.outcomes().withSalt(plan.salt()),
                    ClusterSettings.withDefaults(),
                    embedding),
                watching)));
  }

  private PipelineSettings pipelineSettings() {
    return PipelineSettings.DEFAULT
        .withTraces(config.traces())
        .withLateness(config.slicing().lateness());
  }

  // Attributes are tags only where something asks for them: there may be any number.
  private Set<String> tagKeys() {
    Set<String> keys = new TreeSet<>();
    config.sampling().strata().forEach(stratum -> keys.addAll(stratum.match().tagNames()));
    config.outcomes().completion().forEach(rule -> keys.addAll(rule.match().tagNames()));
    watching(monitors.definitions())
        .forEach(
            dimension -> {
              if (dimension.startsWith(TAG)) {
                keys.add(dimension.substring(TAG.length()));
              }
            });
    config
        .slicing()
        .definitions()
        .forEach(
            definition ->
                definition.dimensions().stream()
                    .filter(dimension -> dimension.startsWith(TAG))
                    .forEach(dimension -> keys.add(dimension.substring(TAG.length()))));
    return keys;
  }

  private static List<String> watching(List<MonitorDefinition> monitors) {
    List<String> dimensions = new ArrayList<>();
    for (MonitorDefinition each : monitors) {
      dimensions.addAll(each.slices().each());
      each.slices().slice().parts().forEach(part -> dimensions.add(part.dimension()));
      dimensions.addAll(each.handling().groupBy());
    }
    return dimensions;
  }

  private static List<MonitoredEvaluator> withContent(List<MonitoredEvaluator> configured) {
    List<MonitoredEvaluator> all = new ArrayList<>(configured);
    if (configured.stream().noneMatch(each -> each.name().equals(CONTENT))) {
      all.add(
          new MonitoredEvaluator(EvaluatorSpec.of(CONTENT), true, SampledEvaluator.TOGETHER, 1, 0));
    }
    return all;
  }

  private @Nullable Emission openEmission() {
    EmissionConfig emit = config.evaluation().emit();
    return emit == null ? null : opened(Emission.of(EmissionSettings.of(emit), store, evaluators));
  }

  private EvaluationWorkers openWorkers() {
    EvaluationSettings settings =
        EvaluationSettings.builder().config(config.evaluation(), config.sampling().zone()).build();
    return EvaluationWorkers.of(store, evaluators, settings, clock, ticks, pipeline, emission);
  }

  private Schedules openSchedules(Map<String, String> environment) {
    EvaluationRunner runner =
        new EvaluationRunner(config.data(), config.runs(), environment, clock);
    return Schedules.of(config.schedules(), store, deliveries, runner, clock, 1);
  }

  private QualityExport openExport(ServerMetrics metrics) {
    OtlpEndpoint endpoint = config.qualityExport().otlp();
    return new QualityExport(
        new QualityReader(store.windows(), MOST_EXPORTED),
        metrics,
        clock,
        config.qualityExport().interval(),
        config.qualityExport().prometheus(),
        endpoint == null ? null : endpoint.at(OtlpSignal.METRICS),
        endpoint == null ? Map.of() : endpoint.sentHeaders());
  }

  private Api openApi(
      WindowReader reader,
      Access access,
      Redactor redactor,
      Collector collector,
      ServerMetrics metrics,
      String version) {
    PipelineDesks desks = new PipelineDesks(pipeline, store, monitors::definitions);
    return Api.builder(store, reader, access, clock)
        .intake(intake)
        .inFlight(collector.inFlight())
        .alerts(desks)
        .monitors(monitors)
        .cases(desks)
        .schedules(new RunDesk(schedules, checks, store))
        .operation(new OperatorDesk(evaluators, workers, deliveries, store))
        .datasets(datasets)
        .runs(runs)
        .pairs(pairs)
        .review(review)
        .with(new GoldenRoutes(golden, datasets, clock).routes())
        .data(config.data())
        .groups(groups())
        .redact(redactor::redact)
        .metrics(metrics::scrape)
        .check(Check.of("pipeline", this::pipelineState))
        .check(Check.of("journal", this::journalState))
        .check(PartChecks.evaluation(workers, evaluators))
        .check(PartChecks.deliveries(deliveries))
        .check(PartChecks.schedules(schedules))
        .check(PartChecks.emission(emission))
        .check(PartChecks.export(export))
        .check(Check.of("keys", this::keysState))
        .userHash(redactor::storedUser)
        .deletion(this::deleteUser)
        .forgotten(deletion -> workers.forget(deletion.interactionIds()))
        .version(version)
        .build();
  }

  private Web openWeb(
      WindowReader reader,
      Access access,
      Api api,
      Redactor redactor,
      ServerMetrics metrics,
      SecureRandom random) {
    PipelineDesks desks = new PipelineDesks(pipeline, store, monitors::definitions);
    URI shown = config.doors().publicUrl();
    Site.Parts site =
        new Site.Parts(
            store,
            api.events(),
            access,
            new Sessions(clock, random),
            waysToSignIn(shown, random),
            Assets.load(),
            clock,
            shown != null && "https".equals(shown.getScheme()));
    return new Web(
        site,
        new Desks(
            store,
            reader,
            new HappenedMarks(store, reader, desks),
            desks,
            monitors,
            desks,
            new CaseExamples(store, redactor::redact),
            new RunDesk(schedules, checks, store),
            new OperatorDesk(evaluators, workers, deliveries, store),
            review,
            pairs,
            new Desks.Folders(config.data(), datasets, golden, runs),
            api.checks(),
            new Desks.Machinery(
                config,
                metrics,
                workers::counts,
                deliveries::health,
                new KeyDesk(keys, store),
                trials),
            clock));
  }

  private List<SignIn> waysToSignIn(@Nullable URI shown, SecureRandom random) {
    KeySignIn byKey = new KeySignIn(keys);
    OidcSettings oidc = config.oidc();
    return oidc == null
        ? List.of(byKey)
        : List.of(new OidcSignIn(oidc, shown, clock, random), byKey);
  }

  private Map<String, String> groups() {
    Map<String, String> groups = new HashMap<>();
    for (MonitoredEvaluator each : withContent(config.evaluators())) {
      if (each.sampled()) {
        groups.put(each.name(), each.group());
      }
    }
    return groups;
  }

  private UserDeletion deleteUser(String userHash) {
    try {
      return pipeline.deleteUser(userHash).get(DELETION_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notDeleted(e);
    } catch (TimeoutException e) {
      throw notDeleted(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StoreException refused ? refused : notDeleted(e);
    }
  }

  private static OverloadedException notDeleted(Exception cause) {
    return new OverloadedException(
        "the user cannot be deleted at the moment; ask again later", Duration.ofSeconds(5), cause);
  }

  private Check.State pipelineState() {
    String broken = pipeline.broken();
    Pipeline.Progress progress = pipeline.progress();
    if (broken != null) {
      return new Check.State(false, broken);
    }
    String aside =
        pipeline.setAside() == 0
            ? ""
            : "; "
                + pipeline.setAside()
                + " set aside into journal-rejected, each beside its reason; the last: "
                + pipeline.lastSetAside();
    return progress.failing() == null
        ? new Check.State(true, progress.lagBytes() + " bytes to read" + aside)
        : new Check.State(false, "the store refuses: " + progress.failing());
  }

  private Check.State journalState() {
    String full = journal.full();
    return new Check.State(full == null, full);
  }

  private Check.State keysState() {
    return keys.problem()
        .map(problem -> new Check.State(false, problem))
        .orElseGet(() -> new Check.State(true, null));
  }

  KeyStore keys() {
    return keys;
  }

  Store store() {
    return store;
  }

  OnlineEvaluators evaluators() {
    return evaluators;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  @Nullable SpotChecks checks() {
    return checks;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  @Nullable Emission emission() {
    return emission;
  }

  EvaluationWorkers workers() {
    return workers;
  }

  Schedules schedules() {
    return schedules;
  }

  Intake intake() {
    return intake;
  }

  QualityExport export() {
    return export;
  }

  LiveCounts live() {
    return live;
  }

  Tending tending() {
    return tending;
  }

  Door http() {
    return http;
  }

  boolean merged() {
    return config.doors().merged();
  }

  /** Where gRPC has a port of its own. */
  @Nullable Door grpc() {
    return grpc;
  }

  /** Whether all that is in the journal is told of and stored, but for what is not complete. */
  boolean stored() {
    return pipeline.idle() && journal.waitingBytes() == 0;
  }

  @Override
  public void close() {
    close(opened);
  }

  // What was opened last needs the others, and goes first: the doors, then who works, then the
  // pipeline, then where everything lies.
  private static void close(Deque<AutoCloseable> opened) {
    RuntimeException first = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      } catch (Exception e) {
        first = first == null ? new IllegalStateException("a part does not close", e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
