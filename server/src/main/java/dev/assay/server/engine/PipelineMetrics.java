package dev.assay.server.engine;

import dev.assay.server.api.metrics.ServerMetrics;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.pipeline.PipelineCounts;

/** Names how far the pipeline is behind, what it holds, and what it let go of. */
final class PipelineMetrics {

  private final Pipeline pipeline;

  PipelineMetrics(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  void addTo(ServerMetrics metrics) {
    progress(metrics);
    CountMetrics<PipelineCounts> counts =
        new CountMetrics<>(metrics, "assay.pipeline.", pipeline::counts);
    told(counts);
    followed(counts);
    watched(counts);
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

  private static void told(CountMetrics<PipelineCounts> counts) {
    counts.counter("interactions", "Interactions told.", PipelineCounts::interactions);
    counts.counter("again", "Interactions that came again.", PipelineCounts::again);
    counts.counter(
        "traces.early", "Traces told early for want of room.", PipelineCounts::tracesEarly);
    counts.counter("late", "Spans and records that came too late.", PipelineCounts::late);
    counts.counter(
        "traces.forgotten",
        "Told traces let go early for want of room.",
        PipelineCounts::tracesForgotten);
    counts.counter("unroutable", "Log records that belong to nothing.", PipelineCounts::unroutable);
    counts.counter(
        "content.released", "Contents nobody was to look at.", PipelineCounts::contentReleased);
    counts.counter(
        "interactions.late", "That came after their minute.", PipelineCounts::lateInteractions);
    counts.counter(
        "interactions.too.late", "That came too late to count.", PipelineCounts::tooLate);
    counts.counter("interactions.in.future", "That had not begun yet.", PipelineCounts::inFuture);
    counts.gauge("open.traces", "Traces in the making.", PipelineCounts::openTraces);
    counts.gauge("open.spans", "Spans they hold.", PipelineCounts::openSpans);
    counts.gauge(
        "waiting", "Signals and scores whose interaction is not known.", PipelineCounts::waiting);
    counts.gauge(
        "cheap.rate", "The share that cheap evaluators look at.", PipelineCounts::cheapRate);
    counts.counter(
        "interactions.recounted",
        "That windows count with what came late.",
        PipelineCounts::recounted);
    counts.counter(
        "slices.never.counted",
        "Slices that did not hold what was taken back.",
        PipelineCounts::neverCounted);
    counts.gauge(
        "rules.off",
        "1 while load leaves errors alone of what is looked at whatever the rate.",
        of -> of.rulesOff() ? 1 : 0);
  }

  private static void followed(CountMetrics<PipelineCounts> counts) {
    counts.gauge("conversations", "Conversations kept.", c -> c.followed().conversations());
    counts.counter(
        "conversations.late",
        "Interactions that came after others of their conversation were settled.",
        c -> c.followed().conversationsLate());
    counts.counter(
        "conversations.dropped",
        "Conversations forgotten early for want of room.",
        c -> c.followed().conversationsDropped());
    counts.counter(
        "messages.not.compared",
        "Pairs of messages not compared for want of vectors.",
        c -> c.followed().notCompared());
    counts.gauge(
        "outcomes", "Interactions whose outcome may still change.", c -> c.followed().outcomes());
    counts.gauge(
        "outcomes.share",
        "Share of interactions that it is followed what they come to.",
        c -> c.followed().outcomesShare());
    counts.counter(
        "outcomes.let.go",
        "Interactions let go before their outcome for want of room.",
        c -> c.followed().outcomesLetGo());
    counts.counter(
        "outcomes.unknown",
        "Scores, signals and decisions about interactions that are not followed.",
        c -> c.followed().outcomesUnknown());
    counts.counter(
        "outcomes.afterwards",
        "Outcomes that changed when their interaction was no longer in memory.",
        c -> c.followed().outcomesAfterwards());
    counts.counter(
        "cases.forgotten",
        "Failure cases forgotten for want of room.",
        c -> c.followed().casesForgotten());
  }

  private static void watched(CountMetrics<PipelineCounts> counts) {
    counts.counter(
        "findings.dropped",
        "Findings beyond what immediate rules look at between two commits.",
        c -> c.watched().findingsDropped());
    counts.counter(
        "inputs.dropped",
        "Inputs beyond what is compared between two commits.",
        c -> c.watched().inputsDropped());
    counts.counter(
        "inputs.not.compared",
        "Inputs of which the model gave no vector.",
        c -> c.watched().inputsNotCompared());
    counts.counter(
        "watch.late.parts",
        "Parts of windows watched with the next bucket, for they came late.",
        c -> c.watched().lateParts());
    counts.counter(
        "alerts.refused", "Alerts for which there was no room.", c -> c.watched().alertsRefused());
  }
}
