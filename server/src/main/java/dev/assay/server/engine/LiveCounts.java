package dev.assay.server.engine;

import dev.assay.core.json.Json;
import dev.assay.server.api.event.Events;
import dev.assay.server.evaluation.EvaluationCounts;
import dev.assay.server.evaluation.EvaluationWorkers;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.pipeline.PipelineCounts;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells whoever listens how much came, waits and is under way: once a second at most, and only
 * where something was stored since.
 */
final class LiveCounts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveCounts.class);

  private final Events events;
  private final Pipeline pipeline;
  private final EvaluationWorkers workers;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "assay-live-counts");
            made.setDaemon(true);
            return made;
          });
  private @Nullable Future<?> looking;
  // The thread's own.
  private Instant told = Instant.MIN;

  LiveCounts(Events events, Pipeline pipeline, EvaluationWorkers workers) {
    this.events = events;
    this.pipeline = pipeline;
    this.workers = workers;
  }

  void start() {
    looking = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  // It would not be called again if it threw.
  private void look() {
    try {
      Instant committed = pipeline.progress().committedAt();
      if (events.clients() > 0 && !committed.equals(told)) {
        told = committed;
        events.publish("counts", counts(committed));
      }
    } catch (RuntimeException e) {
      LOG.warn("counts cannot be told to those who listen ({})", e.getClass().getSimpleName());
    }
  }

  private ObjectNode counts(Instant committed) {
    PipelineCounts came = pipeline.counts();
    ObjectNode json = Json.object().put("stored_at", committed.toString());
    json.put("interactions", came.interactions()).put("open_traces", came.openTraces());
    json.put("lag_bytes", pipeline.progress().lagBytes());
    EvaluationCounts work = workers.counts();
    long waiting = work.waitingInStore();
    long running = 0;
    for (EvaluationCounts.OfEvaluator each : work.evaluators().values()) {
      waiting += each.waiting();
      running += each.running();
    }
    json.putObject("evaluation")
        .put("waiting", waiting)
        .put("running", running)
        .put("dead", work.deadInStore());
    return json;
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(true);
    }
    thread.shutdownNow();
  }
}
