package dev.assay.server.review;

import static java.util.Objects.requireNonNull;

import dev.assay.core.calibration.Calibration;
import dev.assay.core.calibration.CalibrationOptions;
import dev.assay.core.calibration.Calibrator;
import dev.assay.core.calibration.Figure;
import dev.assay.core.calibration.Judged;
import dev.assay.core.calibration.Label;
import dev.assay.core.calibration.Question;
import dev.assay.server.review.Agreement.Pair;
import dev.assay.server.review.Agreement.Pairs;
import dev.assay.server.store.Evaluation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An evaluator held against what people said of the traffic it looked at.
 *
 * <p>Rates are those of all traffic of the time, of which the evaluator looked at a sample: each
 * score weighs by the probability of its draw. Labels are those of spot checks alone, each with the
 * probabilities of both draws: what was looked at because it was odd says nothing of the rest. All
 * figures are {@link Calibrator}'s.
 *
 * @since 0.1
 */
public final class JudgeCalibration {

  /** Who stands for all people where they have come to one answer. */
  private static final String TOGETHER = "people";

  private final JudgedTraffic traffic;
  private final Map<String, Double> drawn;
  private final Instant now;

  /**
   * Holds {@code traffic} against its labels.
   *
   * @param checks all spot checks there are
   */
  public JudgeCalibration(JudgedTraffic traffic, List<SpotCheck> checks, Instant now) {
    this.traffic = requireNonNull(traffic, "traffic");
    this.drawn = DrawnProbabilities.of(traffic, checks);
    this.now = requireNonNull(now, "now");
  }

  /**
   * How many answers there are to go by.
   *
   * @param judged interactions with a score
   * @param labelled of them with an answer that people agree on
   * @param drawn of these those of spot checks, which count
   * @param traffic how many interactions those with a score stand for, by their probabilities
   */
  public record Basis(int judged, int labelled, int drawn, long traffic) {}

  /** How many answers there are to go by. */
  public Basis basis() {
    int labelled = 0;
    int counted = 0;
    for (Answers each : traffic.answers().values()) {
      String id = each.interaction().id();
      if (traffic.evaluations().containsKey(id) && each.passed() != null) {
        labelled++;
        counted += drawn.containsKey(id) ? 1 : 0;
      }
    }
    double all =
        traffic.evaluations().values().stream().mapToDouble(each -> 1 / each.probability()).sum();
    return new Basis(traffic.evaluations().size(), labelled, counted, Math.round(all));
  }

  /**
   * The calibration; empty as long as no drawn interaction has an answer.
   *
   * @param options above all the threshold
   */
  public Optional<Calibration> calibrate(CalibrationOptions options) {
    List<Label> labels = new ArrayList<>();
    for (Answers each : traffic.answers().values()) {
      Boolean passed = each.passed();
      Double probability = drawn.get(each.interaction().id());
      if (passed != null && probability != null) {
        labels.add(label(each, passed, TOGETHER, probability));
      }
    }
    return labels.isEmpty() ? Optional.empty() : Optional.of(calibrated(labels, options, true));
  }

  /**
   * How far people agree with each other, by name of the figure, on all that two or more have
   * answered, before anything was settled.
   */
  public Map<String, Figure> people() {
    List<Label> labels = new ArrayList<>();
    for (Answers each : traffic.answers().values()) {
      for (dev.assay.server.store.Label one : each.people()) {
        Boolean passed = one.passed();
        if (passed != null && each.people().size() > 1) {
          labels.add(label(each, passed, one.annotator(), null));
        }
      }
    }
    labels.removeIf(label -> !traffic.evaluations().containsKey(label.id()));
    if (labels.isEmpty()) {
      Figure none = Figure.none("nothing was answered by two people yet");
      Map<String, Figure> nothing = new LinkedHashMap<>();
      nothing.put("kappa", none);
      nothing.put("alpha", none);
      return nothing;
    }
    // What people came to look at was chosen by nobody knows what, so nothing weighs more.
    return calibrated(labels, CalibrationOptions.DEFAULT, false).people();
  }

  private Calibration calibrated(List<Label> labels, CalibrationOptions options, boolean weighted) {
    List<Judged> judged =
        traffic.evaluations().values().stream()
            .map(
                each ->
                    new Judged(
                        each.interaction().id(),
                        0,
                        each.value(),
                        each.passed(),
                        each.version(),
                        weighted ? each.probability() : 1))
            .toList();
    return Calibrator.of(options)
        .higherIsBetter(traffic.higherIsBetter())
        .calibrate(new Question(traffic.evaluator(), null), labels, judged, now);
  }

  private Label label(
      Answers answers, boolean passed, String annotator, @Nullable Double probability) {
    String id = answers.interaction().id();
    return new Label(
        id, 0, traffic.evaluator(), null, passed ? 1 : 0, annotator, probability, id, null);
  }

  /**
   * The evaluator's agreement with people over time, by when the interactions were: of the drawn
   * ones alone, weighted.
   *
   * @param starts of the buckets, in order; each ends where the next begins
   * @param end of the last
   * @return for each bucket, null where it has no answers
   */
  public List<@Nullable AgreementPoint> over(List<Instant> starts, Instant end) {
    Map<Integer, List<Pair>> pairs = new HashMap<>();
    for (Answers each : traffic.answers().values()) {
      Evaluation evaluation = traffic.evaluations().get(each.interaction().id());
      Double probability = drawn.get(each.interaction().id());
      Boolean passed = each.passed();
      if (evaluation == null
          || evaluation.passed() == null
          || passed == null
          || probability == null) {
        continue;
      }
      Instant at = each.interaction().startedAt();
      int bucket = bucket(starts, at);
      if (bucket >= 0 && at.isBefore(end)) {
        pairs
            .computeIfAbsent(bucket, any -> new ArrayList<>())
            .add(new Pair(evaluation.passed(), passed, probability * evaluation.probability()));
      }
    }
    List<@Nullable AgreementPoint> points = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      List<Pair> some = pairs.getOrDefault(i, List.of());
      points.add(
          Agreement.point(List.of(new Pairs(starts.get(i).toString(), starts.get(i), 1, some)))
              .orElse(null));
    }
    return points;
  }

  private static int bucket(List<Instant> starts, Instant at) {
    int bucket = -1;
    while (bucket + 1 < starts.size() && !starts.get(bucket + 1).isAfter(at)) {
      bucket++;
    }
    return bucket;
  }
}
