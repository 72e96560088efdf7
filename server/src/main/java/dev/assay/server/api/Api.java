package dev.assay.server.api;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.event.Events;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.api.route.OpenApi;
import dev.assay.server.api.route.Route;
import dev.assay.server.api.route.RouteTable;
import dev.assay.server.collector.InFlight;
import dev.assay.server.dataset.DatasetFolder;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.pair.PairDesk;
import dev.assay.server.review.ReviewDesk;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.UserDeletion;
import dev.assay.server.store.export.KeptProbability;
import dev.assay.server.store.export.TrafficDraw;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The REST API: what {@code /api/v1}, {@code /healthz}, {@code /readyz} and {@code /metrics}
 * answer.
 *
 * <p>Safe for use by several threads. Close it before the store.
 *
 * @since 0.1
 */
public final class Api implements AutoCloseable {

  private static final String SCHEMAS = "schemas.json";
  private static final int MOST_LISTENERS = 64;

  private final RouteTable table;
  private final Events events;
  private final List<Check> checks;
  private final IntakeRoutes intake;
  private final ObjectNode document;

  private Api(Builder builder) {
    this.events = new Events(MOST_LISTENERS, builder.heartbeat);
    this.checks = SystemRoutes.checks(builder.store, builder.checks);
    this.intake = new IntakeRoutes(builder.intake, builder.inFlight, builder.clock);
    List<Route> routes = routes(builder);
    this.table = new RouteTable(routes, builder.access, builder.clock.millis(), Api::known);
    this.document =
        OpenApi.document(
            "Assay",
            builder.version,
            "What is known of an LLM application's quality: traffic in, estimates, alerts and"
                + " failure cases out.",
            routes,
            schemas());
  }

  private List<Route> routes(Builder builder) {
    List<Route> routes = new ArrayList<>();
    routes.addAll(intake.routes());
    routes.addAll(new InteractionRoutes(builder.store, builder.userHash).routes());
    routes.addAll(new EstimateRoutes(builder.reader, builder.clock).routes());
    routes.addAll(new AlertRoutes(builder.store, builder.alerts, builder.clock).routes());
    routes.addAll(new MonitorRoutes(builder.monitors, builder.clock).routes());
    routes.addAll(
        new CaseRoutes(builder.store, builder.cases, builder.redact, builder.clock).routes());
    routes.addAll(new LabelRoutes(builder.store, builder.clock).routes());
    routes.addAll(new AdjudicationRoutes(builder.store, builder.review, builder.clock).routes());
    routes.addAll(new PairRoutes(builder.pairs, builder.runs, builder.clock).routes());
    routes.addAll(new FileRoutes(builder.datasets, builder.runs).routes());
    routes.addAll(builder.others);
    KeptProbability kept = new KeptProbability(builder.groups);
    routes.addAll(
        new TrafficSampleRoutes(new TrafficDraw(builder.store, kept, builder.redact)).routes());
    routes.addAll(new CopyRoutes(builder.store, builder.data, builder.clock).routes());
    routes.addAll(new ScheduleRoutes(builder.schedules, builder.clock).routes());
    routes.addAll(new WorkRoutes(builder.store, builder.operation, builder.clock).routes());
    routes.addAll(new DeliveryRoutes(builder.store, builder.operation, builder.clock).routes());
    routes.addAll(
        new UserRoutes(
                builder.store,
                builder.userHash,
                builder.deletion == null ? builder.store.upkeep()::deleteUser : builder.deletion,
                builder.forgotten,
                builder.clock)
            .routes());
    routes.addAll(new SystemRoutes(checks, builder.metrics, events, this::document).routes());
    return routes;
  }

  /**
   * Starts an API over a store.
   *
   * @param reader of the store's windows, which others may read by too
   * @param access who may do what
   */
  public static Builder builder(Store store, WindowReader reader, Access access, Clock clock) {
    return new Builder(store, reader, access, clock);
  }

  /** Adds the routes. */
  public void addTo(RoutesConfig config) {
    table.addTo(config);
  }

  /** Where to publish what happens. */
  public Events events() {
    return events;
  }

  /** The OpenAPI document; a copy. */
  public ObjectNode document() {
    return document.deepCopy();
  }

  /** How the parts are, as {@code /readyz} asks them. */
  public List<Check> checks() {
    return checks;
  }

  /** What was done so far. */
  public ApiCounts counts() {
    return new ApiCounts(
        table.requests(),
        table.failures(),
        intake.accepted(),
        intake.rejected(),
        events.clients(),
        events.dropped());
  }

  /** Lets listeners go. */
  @Override
  public void close() {
    events.close();
  }

  /** The routes, for whoever compares them with the document. */
  List<Route> routes() {
    return table.routes();
  }

  private static @Nullable ApiException known(Throwable failure) {
    if (failure instanceof OverloadedException overloaded) {
      String message = String.valueOf(overloaded.getMessage());
      return ApiException.retry(message, overloaded.retryAfter().toSeconds(), overloaded);
    }
    if (failure instanceof RefusedException refused && refused.refusal() == Refusal.OVERLOADED) {
      return ApiException.retry(String.valueOf(refused.getMessage()), 1, refused);
    }
    if (failure instanceof StoreException refused) {
      return switch (refused.kind()) {
        case STORAGE, UNAVAILABLE, CLOSED ->
            ApiException.retry("the store does not answer; try again later", 5, refused);
        case BROKEN -> null;
      };
    }
    return null;
  }

  private static ObjectNode schemas() {
    try (InputStream in = requireNonNull(Api.class.getResourceAsStream(SCHEMAS), SCHEMAS)) {
      return (ObjectNode) Json.parse(Json.decode(in.readAllBytes(), SCHEMAS), SCHEMAS, 1);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the program's cannot be read", e);
    }
  }

  /** Gathers an {@link Api}; what is not set answers that it is not configured. */
  public static final class Builder {

    private final Store store;
    private final WindowReader reader;
    private final Access access;
    private final Clock clock;
    private final List<Check> checks = new ArrayList<>();
    private final List<Route> others = new ArrayList<>();
    private @Nullable ReviewDesk review;
    private @Nullable Intake intake;
    private InFlight inFlight = InFlight.ofHeap();
    private @Nullable AlertDesk alerts;
    private @Nullable MonitorDesk monitors;
    private @Nullable CaseDesk cases;
    private @Nullable ScheduleDesk schedules;
    private @Nullable OperationDesk operation;
    private @Nullable DatasetFolder datasets;
    private @Nullable StoredRuns runs;
    private @Nullable PairDesk pairs;
    private @Nullable Path data;
    private Map<String, String> groups = Map.of();
    private @Nullable Supplier<String> metrics;
    private UnaryOperator<String> userHash = UnaryOperator.identity();
    private UnaryOperator<String> redact = UnaryOperator.identity();
    private @Nullable Function<String, UserDeletion> deletion;
    private Consumer<UserDeletion> forgotten = deletion -> {};
    private Duration heartbeat = Duration.ofSeconds(15);
    private String version = "0.1";

    private Builder(Store store, WindowReader reader, Access access, Clock clock) {
      this.store = requireNonNull(store, "store");
      this.reader = requireNonNull(reader, "reader");
      this.access = requireNonNull(access, "access");
      this.clock = requireNonNull(clock, "clock");
    }

    /** Takes what is sent over REST. */
    public Builder intake(Intake intake) {
      this.intake = intake;
      return this;
    }

    /** Bounds the memory of what is sent over REST, together with whoever else holds to it. */
    public Builder inFlight(InFlight bound) {
      this.inFlight = requireNonNull(bound, "bound");
      return this;
    }

    /** Where people answer alerts. */
    public Builder alerts(AlertDesk desk) {
      this.alerts = desk;
      return this;
    }

    /** Where people make monitors. */
    public Builder monitors(MonitorDesk desk) {
      this.monitors = desk;
      return this;
    }

    /** Where people work on failure cases. */
    public Builder cases(CaseDesk desk) {
      this.cases = desk;
      return this;
    }

    /** Where people start runs and see spot checks. */
    public Builder schedules(ScheduleDesk desk) {
      this.schedules = desk;
      return this;
    }

    /** Where evaluation and deliveries are looked after. */
    public Builder operation(OperationDesk desk) {
      this.operation = desk;
      return this;
    }

    /** The folder of dataset files. */
    public Builder datasets(DatasetFolder folder) {
      this.datasets = folder;
      return this;
    }

    /** The folder of run directories. */
    public Builder runs(StoredRuns folder) {
      this.runs = folder;
      return this;
    }

    /** Where people say which of two runs' answers is better. */
    public Builder pairs(PairDesk desk) {
      this.pairs = desk;
      return this;
    }

    /** Where people's answers are settled. */
    public Builder review(ReviewDesk desk) {
      this.review = desk;
      return this;
    }

    /** Routes of another part, which knows of this one. */
    public Builder with(List<Route> routes) {
      others.addAll(routes);
      return this;
    }

    /** The data directory: backups and exports are made in folders of it. */
    public Builder data(Path folder) {
      this.data = folder;
      return this;
    }

    /**
     * The sampling groups of the sampled evaluators by name, for the probabilities of sets drawn.
     */
    public Builder groups(Map<String, String> byEvaluator) {
      this.groups = Map.copyOf(byEvaluator);
      return this;
    }

    /** Takes personal data out of what becomes an example, as the intake does. */
    public Builder redact(UnaryOperator<String> redaction) {
      this.redact = requireNonNull(redaction, "redaction");
      return this;
    }

    /** What is scraped, in Prometheus' text form. */
    public Builder metrics(Supplier<String> text) {
      this.metrics = text;
      return this;
    }

    /** Asks another part for {@code /readyz}; the store is asked in any case. */
    public Builder check(Check check) {
      checks.add(check);
      return this;
    }

    /** Hashes users' ids as the intake does. */
    public Builder userHash(UnaryOperator<String> hash) {
      this.userHash = requireNonNull(hash, "hash");
      return this;
    }

    /** Removes a user by the hash of their id; the store does if nobody else is to. */
    public Builder deletion(Function<String, UserDeletion> deed) {
      this.deletion = requireNonNull(deed, "deed");
      return this;
    }

    /** Is told when a user was removed from the store, so that memory and queues forget too. */
    public Builder forgotten(Consumer<UserDeletion> listener) {
      this.forgotten = requireNonNull(listener, "listener");
      return this;
    }

    /** How often listeners hear something where nothing happens. */
    public Builder heartbeat(Duration length) {
      this.heartbeat = requireNonNull(length, "length");
      return this;
    }

    /** This Assay's version. */
    public Builder version(String text) {
      this.version = requireNonNull(text, "text");
      return this;
    }

    /** The API. */
    public Api build() {
      return new Api(this);
    }
  }
}
