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
    CountMetrics<EvaluationCounts> counts =
        new CountMetrics<>(metrics, "assay.evaluation.", workers::counts);
    counts.gauge(
        "waiting.in.store",
        "Units that wait and are not in memory.",
        EvaluationCounts::waitingInStore);
    counts.gauge("dead.in.store", "Units given up that are kept.", EvaluationCounts::deadInStore);
    counts.gauge(
        "uncommitted", "Results handed over and not yet stored.", EvaluationCounts::uncommitted);
    counts.gauge("spent.hour", "Money in this hour.", EvaluationCounts::spentThisHour);
    counts.gauge("spent.day", "Money in this day.", EvaluationCounts::spentThisDay);
    counts.gauge(
        "postponed",
        "1 while paid work waits for money or calls.",
        all -> all.postponed() == null ? 0 : 1);
    counts.gauge(
        "store.failing",
        "1 while the queue cannot be written.",
        all -> all.storeFailure() == null ? 0 : 1);
    metrics.gauges(
        "assay.evaluation.circuit.open",
        "1 while a model is not asked, for it failed; a half while it is tried.",
        "model",
        this::circuits);
    counts.counter(
        "leases.expired",
        "Units taken from threads that did not come back.",
        EvaluationCounts::leasesExpired);
    counts.counter("vanished", "Units whose interaction was deleted.", EvaluationCounts::vanished);
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

  private static void emission(ServerMetrics metrics, Emission emission) {
    CountMetrics<EmissionCounts> counts =
        new CountMetrics<>(metrics, "assay.emission.", emission::counts);
    counts.gauge("waiting", "Scores that wait to be told.", EmissionCounts::waiting);
    counts.gauge(
        "failing", "1 while the receiver refuses.", all -> all.lastFailure() == null ? 0 : 1);
    counts.counter("sent", "Scores the receiver took.", EmissionCounts::sent);
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
    counts.counter("retried", "Requests tried again.", EmissionCounts::retried);
  }
}
