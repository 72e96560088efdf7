package dev.assay.server.engine;

import dev.assay.server.api.metrics.ServerMetrics;
import dev.assay.server.evaluation.Emission;
import dev.assay.server.evaluation.EmissionCounts;
import dev.assay.server.evaluation.EvaluationCounts;
import dev.assay.server.evaluation.EvaluationCounts.Circuit;
import dev.assay.server.evaluation.EvaluationCounts.OfEvaluator;
import dev.assay.server.evaluation.EvaluationWorkers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Names what evaluation has waiting, gave up, paid and told others of. */
final class EvaluationMetrics {

  private static final String EVALUATOR = "evaluator";

  private final EvaluationWorkers workers;
  private final @Nullable Emission emission;

  EvaluationMetrics(EvaluationWorkers workers, @Nullable Emission emission) {
    this.workers = workers;
    this.emission = emission;
  }

  void addTo(ServerMetrics metrics) {
    counted(metrics);
    held(metrics);
    inAll(metrics);
    Emission told = emission;
    if (told != null) {
      emission(metrics, told);
    }
  }

  private void counted(ServerMetrics metrics) {
    counters(metrics, "done", "Units evaluated and stored.", OfEvaluator::done);
    counters(metrics, "unscored", "Units without a score.", OfEvaluator::unscored);
    counters(metrics, "retried", "Attempts that failed.", OfEvaluator::retried);
    counters(metrics, "dead", "Units given up.", OfEvaluator::dead);
    counters(metrics, "expired", "Units that waited too long.", OfEvaluator::expired);
    counters(metrics, "repeated", "Units whose result was stored already.", OfEvaluator::repeated);
    counters(metrics, "cost", "Money paid to judges.", OfEvaluator::cost);
    counters(metrics, "unpriced", "Judged units whose cost nobody knows.", OfEvaluator::unpriced);
  }

  private void held(ServerMetrics metrics) {
    gauges(metrics, "waiting", "Units that wait in memory.", OfEvaluator::waiting);
    gauges(metrics, "running", "Units in work.", OfEvaluator::running);
    gauges(
        metrics,
        "unbound",
        "Units that wait, of a version that is not configured any more.",
        OfEvaluator::unbound);
    gauges(
        metrics,
        "oldest.seconds",
        "How long the oldest unit waits.",
        each -> {
          Duration oldest = each.oldest();
          return oldest == null ? 0 : oldest.toMillis() / 1e3;
        });
  }

  private void counters(
      ServerMetrics metrics, String name, String words, ToDoubleFunction<OfEvaluator> of) {
    metrics.counters("assay.evaluation." + name, words, EVALUATOR, () -> byEvaluator(of));
  }

  private void gauges(
      ServerMetrics metrics, String name, String words, ToDoubleFunction<OfEvaluator> of) {
    metrics.gauges("assay.evaluation." + name, words, EVALUATOR, () -> byEvaluator(of));
  }

  private Map<String, Double> byEvaluator(ToDoubleFunction<OfEvaluator> of) {
    Map<String, Double> numbers = new TreeMap<>();
    workers
        .counts()
        .evaluators()
        .forEach((name, each) -> numbers.put(name, of.applyAsDouble(each)));
    return numbers;
  }

  private void inAll(ServerMetrics metrics) {
    gauge(
        metrics,
        "waiting.in.store",
        "Units that wait and are not in memory.",
        EvaluationCounts::waitingInStore);
    gauge(metrics, "dead.in.store", "Units given up that are kept.", EvaluationCounts::deadInStore);
    gauge(
        metrics,
        "uncommitted",
        "Results handed over and not yet stored.",
        EvaluationCounts::uncommitted);
    gauge(metrics, "spent.hour", "Money in this hour.", EvaluationCounts::spentThisHour);
    gauge(metrics, "spent.day", "Money in this day.", EvaluationCounts::spentThisDay);
    gauge(
        metrics,
        "postponed",
        "1 while paid work waits for money or calls.",
        counts -> counts.postponed() == null ? 0 : 1);
    gauge(
        metrics,
        "store.failing",
        "1 while the queue cannot be written.",
        counts -> counts.storeFailure() == null ? 0 : 1);
    metrics.gauges(
        "assay.evaluation.circuit.open",
        "1 while a model is not asked, for it failed; a half while it is tried.",
        "model",
        this::circuits);
    metrics.counter(
        "assay.evaluation.leases.expired",
        "Units taken from threads that did not come back.",
        () -> workers.counts().leasesExpired());
    metrics.counter(
        "assay.evaluation.vanished",
        "Units whose interaction was deleted.",
        () -> workers.counts().vanished());
  }

  private Map<String, Double> circuits() {
    Map<String, Double> open = new TreeMap<>();
    workers
        .counts()
        .models()
        .forEach(
            (name, each) ->
                open.put(
                    name,
                    each.circuit() == Circuit.OPEN
                        ? 1.0
                        : each.circuit() == Circuit.HALF_OPEN ? 0.5 : 0.0));
    return open;
  }

  private void gauge(
      ServerMetrics metrics, String name, String words, ToDoubleFunction<EvaluationCounts> of) {
    metrics.gauge("assay.evaluation." + name, words, () -> of.applyAsDouble(workers.counts()));
  }

  private static void emission(ServerMetrics metrics, Emission emission) {
    metrics.gauge(
        "assay.emission.waiting",
        "Scores that wait to be told.",
        () -> emission.counts().waiting());
    metrics.gauge(
        "assay.emission.failing",
        "1 while the receiver refuses.",
        () -> emission.counts().lastFailure() == null ? 0 : 1);
    emitted(metrics, emission, "sent", "Scores the receiver took.", EmissionCounts::sent);
    metrics.counters(
        "assay.emission.dropped",
        "Scores that nobody took.",
        "reason",
        () -> {
          Map<String, Double> byReason = new TreeMap<>();
          emission
              .counts()
              .dropped()
              .forEach((reason, scores) -> byReason.put(reason.key(), (double) scores));
          return byReason;
        });
    emitted(metrics, emission, "retried", "Requests tried again.", EmissionCounts::retried);
  }

  private static void emitted(
      ServerMetrics metrics,
      Emission emission,
      String name,
      String words,
      ToDoubleFunction<EmissionCounts> of) {
    metrics.counter("assay.emission." + name, words, () -> of.applyAsDouble(emission.counts()));
  }
}
