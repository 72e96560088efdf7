package dev.assay.server.engine;

import dev.assay.server.api.metrics.ServerMetrics;
import dev.assay.server.collector.Collector;
import dev.assay.server.delivery.ChannelHealth;
import dev.assay.server.delivery.Deliveries;
import dev.assay.server.evaluation.EvaluationCounts;
import dev.assay.server.evaluation.EvaluationWorkers;
import dev.assay.server.journal.Journal;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.pipeline.PipelineCounts;
import dev.assay.server.redaction.Redactor;
import java.io.IOException;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Names every queue, drop, delay and cost of an engine for Prometheus. */
final class EngineMetrics {

  private final Journal journal;
  private final Pipeline pipeline;
  private final EvaluationWorkers workers;
  private final Deliveries deliveries;
  private final Redactor redactor;

  EngineMetrics(
      Journal journal,
      Pipeline pipeline,
      EvaluationWorkers workers,
      Deliveries deliveries,
      Redactor redactor) {
    this.journal = journal;
    this.pipeline = pipeline;
    this.workers = workers;
    this.deliveries = deliveries;
    this.redactor = redactor;
  }

  void addTo(ServerMetrics metrics, Collector collector) {
    metrics.collector(collector::counts);
    metrics.gauge(
        "assay.collector.in.flight.bytes",
        "Of requests begun and not answered.",
        () -> collector.inFlight().bytes());
    journal(metrics);
    pipeline(metrics);
    evaluation(metrics);
    delivery(metrics);
    metrics.counter(
        "assay.redaction.replaced",
        "Personal data and credentials replaced.",
        () -> sum(redactor.counts().redacted().values()));
    metrics.counter(
        "assay.redaction.dropped",
        "Contents dropped before anything was stored.",
        () -> sum(redactor.counts().dropped().values()));
  }

  private static long sum(Iterable<Long> values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  private void journal(ServerMetrics metrics) {
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
    metrics.gauge(
        "assay.pipeline.lag.bytes",
        "Of the journal not yet read.",
        () -> pipeline.progress().lagBytes());
    metrics.gauge(
        "assay.pipeline.commit.seconds",
        "How long the last commit took.",
        () -> pipeline.progress().commitMillis() / 1e3);
    metrics.gauge(
        "assay.pipeline.commit.rows",
        "How many things the last commit held.",
        () -> pipeline.progress().commitRows());
  }

  private void pipeline(ServerMetrics metrics) {
    metrics.counter(
        "assay.pipeline.set.aside",
        "Things the pipeline could not digest, kept in journal-rejected.",
        pipeline::setAside);
    count(metrics, "interactions", "Interactions told.", PipelineCounts::interactions);
    count(metrics, "again", "Interactions that came again.", PipelineCounts::again);
    count(
        metrics,
        "traces.early",
        "Traces told early for want of room.",
        PipelineCounts::tracesEarly);
    count(metrics, "late", "Spans and records that came too late.", PipelineCounts::late);
    count(
        metrics,
        "traces.forgotten",
        "Told traces let go early for want of room.",
        PipelineCounts::tracesForgotten);
    count(metrics, "unroutable", "Log records that belong to nothing.", PipelineCounts::unroutable);
    count(
        metrics,
        "content.released",
        "Contents nobody was to look at.",
        PipelineCounts::contentReleased);
    count(
        metrics,
        "interactions.late",
        "That came after their minute.",
        PipelineCounts::lateInteractions);
    count(
        metrics, "interactions.too.late", "That came too late to count.", PipelineCounts::tooLate);
    count(metrics, "interactions.in.future", "That had not begun yet.", PipelineCounts::inFuture);
    gauge(metrics, "open.traces", "Traces in the making.", PipelineCounts::openTraces);
    gauge(metrics, "open.spans", "Spans they hold.", PipelineCounts::openSpans);
    gauge(
        metrics,
        "waiting",
        "Signals and scores whose interaction is not known.",
        PipelineCounts::waiting);
    gauge(
        metrics,
        "cheap.rate",
        "The share that cheap evaluators look at.",
        PipelineCounts::cheapRate);
  }

  private void count(
      ServerMetrics metrics, String name, String words, ToLongFunction<PipelineCounts> count) {
    metrics.counter("assay.pipeline." + name, words, () -> count.applyAsLong(pipeline.counts()));
  }

  private void gauge(
      ServerMetrics metrics, String name, String words, ToDoubleFunction<PipelineCounts> value) {
    metrics.gauge("assay.pipeline." + name, words, () -> value.applyAsDouble(pipeline.counts()));
  }

  private void evaluation(ServerMetrics metrics) {
    evaluated(metrics, "done", "Units evaluated and stored.", EvaluationCounts.OfEvaluator::done);
    evaluated(
        metrics, "unscored", "Units without a score.", EvaluationCounts.OfEvaluator::unscored);
    evaluated(metrics, "retried", "Attempts that failed.", EvaluationCounts.OfEvaluator::retried);
    evaluated(metrics, "dead", "Units given up.", EvaluationCounts.OfEvaluator::dead);
    evaluated(
        metrics, "expired", "Units that waited too long.", EvaluationCounts.OfEvaluator::expired);
    metrics.gauge(
        "assay.evaluation.waiting",
        "Units that wait.",
        () -> {
          EvaluationCounts counts = workers.counts();
          return total(counts, EvaluationCounts.OfEvaluator::waiting) + counts.waitingInStore();
        });
    metrics.gauge(
        "assay.evaluation.oldest.seconds",
        "How long the oldest unit waits.",
        () ->
            workers.counts().evaluators().values().stream()
                .mapToLong(each -> each.oldest() == null ? 0 : each.oldest().toSeconds())
                .max()
                .orElse(0));
    metrics.counter(
        "assay.evaluation.cost",
        "Money paid to judges.",
        () ->
            workers.counts().evaluators().values().stream()
                .mapToDouble(EvaluationCounts.OfEvaluator::cost)
                .sum());
  }

  private void evaluated(
      ServerMetrics metrics,
      String name,
      String words,
      ToLongFunction<EvaluationCounts.OfEvaluator> count) {
    metrics.counter("assay.evaluation." + name, words, () -> total(workers.counts(), count));
  }

  private static long total(
      EvaluationCounts counts, ToLongFunction<EvaluationCounts.OfEvaluator> count) {
    return counts.evaluators().values().stream().mapToLong(count).sum();
  }

  private void delivery(ServerMetrics metrics) {
    metrics.gauge(
        "assay.delivery.waiting",
        "Messages that wait.",
        () -> deliveries.health().stream().mapToInt(ChannelHealth::waiting).sum());
    metrics.counter(
        "assay.delivery.sent",
        "Messages that arrived.",
        () -> deliveries.health().stream().mapToLong(ChannelHealth::sent).sum());
    metrics.counter(
        "assay.delivery.failed",
        "Attempts that failed.",
        () -> deliveries.health().stream().mapToLong(ChannelHealth::failed).sum());
    metrics.counter(
        "assay.delivery.given.up",
        "Messages given up.",
        () -> deliveries.health().stream().mapToLong(ChannelHealth::givenUp).sum());
  }
}
