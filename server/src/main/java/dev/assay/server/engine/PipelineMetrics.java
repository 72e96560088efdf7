package dev.assay.server.engine;

import dev.assay.server.api.metrics.ServerMetrics;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.pipeline.PipelineCounts;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Names how far the pipeline is behind, what it holds, and what it let go of. */
final class PipelineMetrics {

  private final Pipeline pipeline;

  PipelineMetrics(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  void addTo(ServerMetrics metrics) {
    progress(metrics);
    told(metrics);
    followed(metrics);
    watched(metrics);
  }

  private void progress(ServerMetrics metrics) {
    metrics.gauge(
        "assay.pipeline.lag.bytes",
        "Of the journal not yet read.",
        () -> pipeline.progress().lagBytes());
    metrics.gauge(
        "assay.pipeline.behind.seconds",
        "How long ago the oldest thing came that is not stored, traces in the making apart.",
        () -> pipeline.storedBehind().toMillis() / 1e3);
    metrics.gauge(
        "assay.windows.behind.seconds",
        "How long ago the oldest thing came that no window counts, traces in the making included.",
        () -> pipeline.windowsBehind().toMillis() / 1e3);
    metrics.gauge(
        "assay.pipeline.commit.seconds",
        "How long the last commit took.",
        () -> pipeline.progress().commitMillis() / 1e3);
    metrics.gauge(
        "assay.pipeline.commit.rows",
        "How many things the last commit held.",
        () -> pipeline.progress().commitRows());
    metrics.gauge(
        "assay.pipeline.store.failing",
        "1 while the store refuses what was told.",
        () -> pipeline.progress().failing() == null ? 0 : 1);
    metrics.gauge(
        "assay.pipeline.broken",
        "1 if it stopped by itself.",
        () -> pipeline.broken() == null ? 0 : 1);
    metrics.counter(
        "assay.pipeline.set.aside",
        "Things the pipeline could not digest, kept in journal-rejected.",
        pipeline::setAside);
  }

  private void told(ServerMetrics metrics) {
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
    count(
        metrics,
        "interactions.recounted",
        "That windows count with what came late.",
        PipelineCounts::recounted);
    count(
        metrics,
        "slices.never.counted",
        "Slices that did not hold what was taken back.",
        PipelineCounts::neverCounted);
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
    gauge(
        metrics,
        "rules.off",
        "1 while load leaves errors alone of what is looked at whatever the rate.",
        counts -> counts.rulesOff() ? 1 : 0);
  }

  private void followed(ServerMetrics metrics) {
    gauge(metrics, "conversations", "Conversations kept.", c -> c.followed().conversations());
    count(
        metrics,
        "conversations.late",
        "Interactions that came after others of their conversation were settled.",
        c -> c.followed().conversationsLate());
    count(
        metrics,
        "conversations.dropped",
        "Conversations forgotten early for want of room.",
        c -> c.followed().conversationsDropped());
    count(
        metrics,
        "messages.not.compared",
        "Pairs of messages not compared for want of vectors.",
        c -> c.followed().notCompared());
    gauge(
        metrics,
        "outcomes",
        "Interactions whose outcome may still change.",
        c -> c.followed().outcomes());
    gauge(
        metrics,
        "outcomes.share",
        "Share of interactions that it is followed what they come to.",
        c -> c.followed().outcomesShare());
    count(
        metrics,
        "outcomes.let.go",
        "Interactions let go before their outcome for want of room.",
        c -> c.followed().outcomesLetGo());
    count(
        metrics,
        "outcomes.unknown",
        "Scores, signals and decisions about interactions that are not followed.",
        c -> c.followed().outcomesUnknown());
    count(
        metrics,
        "outcomes.afterwards",
        "Outcomes that changed when their interaction was no longer in memory.",
        c -> c.followed().outcomesAfterwards());
    count(
        metrics,
        "cases.forgotten",
        "Failure cases forgotten for want of room.",
        c -> c.followed().casesForgotten());
  }

  private void watched(ServerMetrics metrics) {
    count(
        metrics,
        "findings.dropped",
        "Findings beyond what immediate rules look at between two commits.",
        c -> c.watched().findingsDropped());
    count(
        metrics,
        "inputs.dropped",
        "Inputs beyond what is compared between two commits.",
        c -> c.watched().inputsDropped());
    count(
        metrics,
        "inputs.not.compared",
        "Inputs of which the model gave no vector.",
        c -> c.watched().inputsNotCompared());
    count(
        metrics,
        "watch.late.parts",
        "Parts of windows watched with the next bucket, for they came late.",
        c -> c.watched().lateParts());
    count(
        metrics,
        "alerts.refused",
        "Alerts for which there was no room.",
        c -> c.watched().alertsRefused());
  }

  private void count(
      ServerMetrics metrics, String name, String words, ToLongFunction<PipelineCounts> count) {
    metrics.counter("assay.pipeline." + name, words, () -> count.applyAsLong(pipeline.counts()));
  }

  private void gauge(
      ServerMetrics metrics, String name, String words, ToDoubleFunction<PipelineCounts> value) {
    metrics.gauge("assay.pipeline." + name, words, () -> value.applyAsDouble(pipeline.counts()));
  }
}
