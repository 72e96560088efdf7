package dev.assay.server.api.metrics;

import static java.util.Objects.requireNonNull;

import dev.assay.otel.wire.Adjustment;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.Rejection;
import dev.assay.server.collector.CollectorCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The server in numbers, for Prometheus. Each part gives a supplier that is asked when somebody
 * looks; suppliers are quick and never throw.
 *
 * <p>Names are in Micrometer's form, such as {@code assay.journal.backlog}; a scrape shows {@code
 * assay_journal_backlog}, and counters with {@code _total}.
 *
 * @since 0.1
 */
public final class ServerMetrics implements AutoCloseable {

  private static final String ESTIMATE = "assay.estimate.";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  // From a fast disk's write to what somebody gives up at; sums over servers are as exact.
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final List<Supplier<Number>> counted = new CopyOnWriteArrayList<>();
  private final List<Family> families = new CopyOnWriteArrayList<>();
  private final MultiGauge value = multi("value", "An estimate of quality.");
  private final MultiGauge low = multi("low", "The lower end of its interval.");
  private final MultiGauge high = multi("high", "The upper end of its interval.");
  private final MultiGauge number = multi("n", "How many it rests on.");

  /**
   * Shows a number that goes up and down.
   *
   * @param tags names and values, alternating
   */
  public ServerMetrics gauge(
      String name, String description, Supplier<Number> supplier, String... tags) {
    Gauge.builder(name, supplier).description(description).tags(tags).register(registry);
    return this;
  }

  /**
   * Shows a number that only grows.
   *
   * @param tags names and values, alternating
   */
  public ServerMetrics counter(
      String name, String description, Supplier<Number> supplier, String... tags) {
    // Micrometer holds on to what it counts only weakly.
    counted.add(supplier);
    FunctionCounter.builder(name, supplier, each -> each.get().doubleValue())
        .description(description)
        .tags(tags)
        .register(registry);
    return this;
  }

  /**
   * Shows how long something takes, as a histogram and a maximum.
   *
   * @param tags names and values, alternating
   * @return is told how many nanoseconds it took each time; quick, for any thread
   */
  public LongConsumer timer(String name, String description, String... tags) {
    Timer timer =
        Timer.builder(name)
            .description(description)
            .tags(tags)
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Shows numbers that only grow, by kind. Kinds may turn up later; those beyond 100 are shown
   * together as {@code other}.
   *
   * @param tag what kinds are of, such as {@code reason}
   */
  public ServerMetrics counters(
      String name, String description, String tag, Supplier<Map<String, Double>> byKind) {
    families.add(new Family(tag, byKind, (each, tags) -> counter(name, description, each, tags)));
    return this;
  }

  /** Shows numbers that go up and down, by kind, as {@link #counters} does. */
  public ServerMetrics gauges(
      String name, String description, String tag, Supplier<Map<String, Double>> byKind) {
    families.add(new Family(tag, byKind, (each, tags) -> gauge(name, description, each, tags)));
    return this;
  }

  /** Shows what a collector took, rejected by reason, changed and refused by reason. */
  public ServerMetrics collector(Supplier<CollectorCounts> counts) {
    requireNonNull(counts, "counts");
    counter("assay.collector.bytes", "Of bodies, inflated.", () -> counts.get().bytes());
    kinds(
        "assay.collector.accepted",
        "Records on the disk.",
        "signal",
        counts,
        CollectorCounts::accepted,
        OtlpSignal.values());
    kinds(
        "assay.collector.rejected",
        "Records that were not taken.",
        "reason",
        counts,
        CollectorCounts::rejected,
        Rejection.values());
    kinds(
        "assay.collector.adjusted",
        "How often something in a record was changed.",
        "kind",
        counts,
        CollectorCounts::adjusted,
        Adjustment.values());
    kinds(
        "assay.collector.refused",
        "Requests of which nothing was taken.",
        "reason",
        counts,
        CollectorCounts::refused,
        Refusal.values());
    return this;
  }

  /** Shows these estimates, and none of those shown before. */
  void show(List<QualityPoint> points) {
    register(value, points, QualityPoint::value);
    register(low, points, QualityPoint::low);
    register(high, points, QualityPoint::high);
    register(number, points, QualityPoint::n);
  }

  /** Everything, in Prometheus' text form. */
  public String scrape() {
    families.forEach(Family::register);
    return registry.scrape();
  }

  /** Everything but estimates of quality, by name. */
  public List<Reading> readings() {
    families.forEach(Family::register);
    List<Reading> readings = new ArrayList<>();
    for (Meter meter : registry.getMeters()) {
      if (!meter.getId().getName().startsWith(ESTIMATE)) {
        reading(meter).ifPresent(readings::add);
      }
    }
    readings.sort(
        Comparator.comparing(Reading::name).thenComparing(each -> each.tags().toString()));
    return readings;
  }

  private static Optional<Reading> reading(Meter meter) {
    if (meter instanceof FunctionCounter counter) {
      return Optional.of(reading(meter, Reading.Kind.COUNTER, counter.count(), null));
    }
    if (meter instanceof Gauge gauge) {
      return Optional.of(reading(meter, Reading.Kind.GAUGE, gauge.value(), null));
    }
    if (meter instanceof Timer timer) {
      HistogramSnapshot taken = timer.takeSnapshot();
      return Optional.of(
          reading(
              meter,
              Reading.Kind.TIMER,
              (double) taken.count(),
              new Reading.Timing(
                  taken.mean(TimeUnit.MILLISECONDS),
                  within(taken, 0.5),
                  within(taken, 0.99),
                  taken.max(TimeUnit.MILLISECONDS))));
    }
    return Optional.empty();
  }

  // The end of the first bucket that holds a share, with those before it.
  private static double within(HistogramSnapshot taken, double share) {
    for (CountAtBucket each : taken.histogramCounts()) {
      if (taken.count() > 0 && each.count() >= share * taken.count()) {
        return each.bucket(TimeUnit.MILLISECONDS);
      }
    }
    return Double.NaN;
  }

  private static Reading reading(
      Meter meter, Reading.Kind kind, double value, Reading.@Nullable Timing timing) {
    Map<String, String> tags = new LinkedHashMap<>();
    meter.getId().getTags().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return new Reading(
        meter.getId().getName(),
        Objects.requireNonNullElse(meter.getId().getDescription(), ""),
        tags,
        kind,
        value,
        timing);
  }

  @Override
  public void close() {
    registry.close();
  }

  private <K extends Enum<K>> void kinds(
      String name,
      String description,
      String tag,
      Supplier<CollectorCounts> counts,
      Function<CollectorCounts, Map<K, Long>> map,
      K[] kinds) {
    for (K kind : kinds) {
      counter(
          name,
          description,
          () -> map.apply(counts.get()).getOrDefault(kind, 0L),
          tag,
          kind.name().toLowerCase(Locale.ROOT));
    }
  }

  private MultiGauge multi(String name, String description) {
    return MultiGauge.builder(ESTIMATE + name).description(description).register(registry);
  }

  private static void register(
      MultiGauge gauge, List<QualityPoint> points, ToDoubleFunction<QualityPoint> part) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (QualityPoint point : points) {
      Tags tags =
          Tags.of(
              Tag.of("measure", point.measure()),
              Tag.of("version", point.version()),
              Tag.of("slice", point.slice()));
      rows.add(MultiGauge.Row.of(tags, part.applyAsDouble(point)));
    }
    gauge.register(rows, true);
  }
}
