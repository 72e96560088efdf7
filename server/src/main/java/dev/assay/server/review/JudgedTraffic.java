package dev.assay.server.review;

import dev.assay.server.store.Evaluation;
import dev.assay.server.store.Label;
import dev.assay.server.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluator made of the traffic of a time, and what people said of the same.
 *
 * @param evaluator the evaluator
 * @param evaluations its last score of each interaction, by interaction id, oldest first
 * @param answers what people said of these and others of the time, by interaction id
 * @param higherIsBetter whether what passes has the higher values
 * @param threshold from where on values pass, as the decisions show; null without both kinds
 * @since 0.1
 */
public record JudgedTraffic(
    String evaluator,
    Map<String, Evaluation> evaluations,
    Map<String, Answers> answers,
    boolean higherIsBetter,
    @Nullable Double threshold) {

  /** Of more than these the latest are looked at. */
  public static final int MOST = 200_000;

  /** Copies the maps, in their order. */
  public JudgedTraffic {
    evaluations = Collections.unmodifiableMap(new LinkedHashMap<>(evaluations));
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
  }

  /** Reads it. */
  public static JudgedTraffic read(Store store, String evaluator, Instant from, Instant to) {
    return of(store, evaluator, from, to, judged(store, evaluator, from, to));
  }

  /** The last score of each interaction of a time. */
  static List<Evaluation> judged(Store store, String evaluator, Instant from, Instant to) {
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    store
        .evidence()
        .scanEvaluations(
            evaluator,
            from,
            to,
            each -> {
              if (each.value() != null) {
                evaluations.merge(each.interaction().id(), each, JudgedTraffic::later);
                if (evaluations.size() > MOST) {
                  evaluations.remove(evaluations.keySet().iterator().next());
                }
              }
            });
    return List.copyOf(evaluations.values());
  }

  /** What was judged of a time, and what people say of it by now. */
  static JudgedTraffic of(
      Store store, String evaluator, Instant from, Instant to, List<Evaluation> judged) {
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    for (Evaluation each : judged) {
      Instant started = each.interaction().startedAt();
      if (!started.isBefore(from) && started.isBefore(to)) {
        evaluations.put(each.interaction().id(), each);
      }
    }
    List<Label> labels = new ArrayList<>();
    // Nobody labels what has not been.
    store
        .evidence()
        .scanLabels(
            from,
            Instant.MAX,
            label -> {
              Instant started = label.interaction().startedAt();
              if (!started.isBefore(from) && started.isBefore(to)) {
                labels.add(label);
              }
            });
    boolean higher = higherIsBetter(evaluations);
    return new JudgedTraffic(
        evaluator,
        evaluations,
        Answers.of(labels, evaluator),
        higher,
        threshold(evaluations, higher));
  }

  // Of several versions the last evaluation counts.
  private static Evaluation later(Evaluation one, Evaluation other) {
    return other.at().isBefore(one.at()) ? one : other;
  }

  private static boolean higherIsBetter(Map<String, Evaluation> evaluations) {
    double good = mean(evaluations, true);
    double bad = mean(evaluations, false);
    return !(good < bad);
  }

  private static double mean(Map<String, Evaluation> evaluations, boolean passed) {
    return evaluations.values().stream()
        .filter(each -> each.passed() != null && each.passed() == passed)
        .mapToDouble(JudgedTraffic::value)
        .average()
        .orElse(Double.NaN);
  }

  private static @Nullable Double threshold(Map<String, Evaluation> evaluations, boolean higher) {
    DoubleSummaryStatistics passed =
        evaluations.values().stream()
            .filter(each -> Boolean.TRUE.equals(each.passed()))
            .mapToDouble(JudgedTraffic::value)
            .summaryStatistics();
    boolean anyFailed =
        evaluations.values().stream().anyMatch(each -> Boolean.FALSE.equals(each.passed()));
    if (passed.getCount() == 0 || !anyFailed) {
      return null;
    }
    return higher ? passed.getMin() : passed.getMax();
  }

  static double value(Evaluation evaluation) {
    Double value = evaluation.value();
    return value == null ? Double.NaN : value;
  }
}
