package dev.assay.server.engine;

import dev.assay.server.api.Api;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.metrics.ServerMetrics;
import dev.assay.server.collector.Collector;
import dev.assay.server.delivery.ChannelHealth;
import dev.assay.server.delivery.Deliveries;
import dev.assay.server.evaluation.Emission;
import dev.assay.server.evaluation.EvaluationWorkers;
import dev.assay.server.journal.Journal;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.redaction.Redactor;
import dev.assay.server.schedule.ScheduleStatus;
import dev.assay.server.schedule.Schedules;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Names every queue, drop, delay and cost of an engine for Prometheus. The table in {@code
 * docs/operations.md} has them all.
 */
final class EngineMetrics {

  private static final String ACKNOWLEDGEMENT = "assay.acknowledgement";
  private static final String ACKNOWLEDGED =
      "From the arrival of what was sent, all of it, to its answer.";
  private static final String REASON = "reason";

  private final ServerMetrics metrics;

  EngineMetrics(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  /** What comes in, how long it waits for its answer, and who is not let in. */
  EngineMetrics intake(Collector collector, JournalIntake rest, Access access) {
    metrics.collector(collector::counts);
    metrics.gauge(
        "assay.collector.in.flight.bytes",
        "Of requests begun and not answered.",
        () -> collector.inFlight().bytes());
    collector.timed(metrics.timer(ACKNOWLEDGEMENT, ACKNOWLEDGED, "door", "otlp"));
    rest.timed(metrics.timer(ACKNOWLEDGEMENT, ACKNOWLEDGED, "door", "rest"));
    metrics.counter(
        "assay.access.refused", "Requests without a key that may do it.", access::refused);
    return this;
  }

  /** What the API took, rejected and let go of. */
  EngineMetrics api(Api api) {
    metrics.counter("assay.api.requests", "Requests that came.", () -> api.counts().requests());
    metrics.counter(
        "assay.api.failures",
        "Requests that failed by a mistake of the server's.",
        () -> api.counts().failures());
    metrics.counter(
        "assay.api.accepted",
        "Interactions and signals on the disk.",
        () -> api.counts().accepted());
    metrics.counter(
        "assay.api.rejected",
        "Interactions and signals that were wrong.",
        () -> api.counts().rejected());
    metrics.gauge("assay.api.listeners", "Who listens for events.", () -> api.counts().listeners());
    metrics.counter(
        "assay.api.listeners.dropped",
        "Listeners let go for not keeping up.",
        () -> api.counts().droppedListeners());
    return this;
  }

  EngineMetrics redaction(Redactor redactor) {
    metrics.counters(
        "assay.redaction.replaced",
        "Personal data and credentials replaced.",
        "kind",
        () -> doubles(redactor.counts().redacted()));
    metrics.counters(
        "assay.redaction.dropped",
        "Contents dropped before anything was stored.",
        REASON,
        () -> doubles(redactor.counts().dropped()));
    metrics.counter(
        "assay.redaction.users.hashed",
        "Ids of users replaced by their hash.",
        () -> redactor.counts().usersHashed());
    return this;
  }

  private static Map<String, Double> doubles(Map<String, Long> longs) {
    Map<String, Double> doubles = new TreeMap<>();
    longs.forEach((name, value) -> doubles.put(name, (double) value));
    return doubles;
  }

  EngineMetrics journal(Journal journal) {
    journal.timed(
        metrics.timer("assay.journal.force", "A write to the disk, forced and so durable."));
    metrics.gauge("assay.journal.waiting.bytes", "Waiting for the disk.", journal::waitingBytes);
    metrics.gauge(
        "assay.journal.bytes",
        "Of the journal on the disk.",
        () -> {
          try {
            return journal.bytes();
          } catch (IOException e) {
            return Double.NaN;
          }
        });
    metrics.counter(
        "assay.journal.refused",
        "Writes that were not taken, and not acknowledged.",
        journal::refusals);
    metrics.gauge(
        "assay.journal.full",
        "1 while nothing is taken for want of room.",
        () -> journal.full() == null ? 0 : 1);
    return this;
  }

  /**
   * What is told.
   *
   * @param embeddings compare texts; null if nobody does
   */
  EngineMetrics pipeline(Pipeline pipeline, @Nullable RationedEmbeddings embeddings) {
    new PipelineMetrics(pipeline).addTo(metrics);
    if (embeddings != null) {
      metrics.counter(
          "assay.embeddings.refused", "Texts not compared for want of time.", embeddings::refused);
    }
    return this;
  }

  EngineMetrics evaluation(EvaluationWorkers workers, @Nullable Emission emission) {
    new EvaluationMetrics(workers, emission).addTo(metrics);
    return this;
  }

  EngineMetrics schedules(Schedules schedules) {
    metrics.gauge(
        "assay.schedules.running",
        "Suites that run.",
        () -> count(schedules, ScheduleStatus::running));
    metrics.gauge(
        "assay.schedules.pending",
        "Suites that were asked for and run next.",
        () -> count(schedules, ScheduleStatus::pending));
    metrics.gauge(
        "assay.schedules.trouble",
        "1 while the schedules cannot be looked at in full.",
        () -> schedules.trouble() == null ? 0 : 1);
    return this;
  }

  private static long count(Schedules schedules, Function<ScheduleStatus, @Nullable String> why) {
    return schedules.status().stream().map(why).filter(Objects::nonNull).count();
  }

  EngineMetrics tending(Tending tending) {
    metrics.counter(
        "assay.tending.failures",
        "Times that old things could not be forgotten, runs not read, or the use of keys not kept.",
        tending::failures);
    return this;
  }

  EngineMetrics delivery(Deliveries deliveries) {
    metrics.gauges(
        "assay.delivery.waiting",
        "Messages that wait.",
        "channel",
        () -> byChannel(deliveries, ChannelHealth::waiting));
    metrics.gauges(
        "assay.delivery.failing",
        "Attempts that failed since the last that did not.",
        "channel",
        () -> byChannel(deliveries, ChannelHealth::failing));
    metrics.counters(
        "assay.delivery.sent",
        "Messages that arrived.",
        "channel",
        () -> byChannel(deliveries, ChannelHealth::sent));
    metrics.counters(
        "assay.delivery.failed",
        "Attempts that failed.",
        "channel",
        () -> byChannel(deliveries, ChannelHealth::failed));
    metrics.counters(
        "assay.delivery.given.up",
        "Messages given up.",
        "channel",
        () -> byChannel(deliveries, ChannelHealth::givenUp));
    return this;
  }

  private static Map<String, Double> byChannel(
      Deliveries deliveries, ToDoubleFunction<ChannelHealth> of) {
    Map<String, Double> numbers = new TreeMap<>();
    deliveries.health().forEach(each -> numbers.put(each.channel(), of.applyAsDouble(each)));
    return numbers;
  }
}
