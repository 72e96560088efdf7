package dev.assay.core.calibration;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.stats.classification.ConfusionMatrix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds an evaluator against people: how far people agree, how far it agrees with them, where its
 * threshold should be, and what its rates are once its errors are taken out.
 *
 * @since 0.1
 */
public final class Calibrator {

  /** With fewer labelled items no figure is given. */
  static final int LEAST_LABELS = 10;

  private static final List<String> FIGURES =
      List.of(
          "accuracy",
          "precision",
          "recall",
          "f1",
          "fail_precision",
          "fail_recall",
          "fail_f1",
          "kappa",
          "weighted_kappa",
          "spearman",
          "auroc",
          "bias");

  private final CalibrationOptions options;
  private final boolean higherIsBetter;

  private Calibrator(CalibrationOptions options, boolean higherIsBetter) {
    this.options = options;
    this.higherIsBetter = higherIsBetter;
  }

  /** Calibrates with these options an evaluator whose higher values are better. */
  public static Calibrator of(CalibrationOptions options) {
    return new Calibrator(requireNonNull(options, "options"), true);
  }

  /** Says which values are better. */
  public Calibrator higherIsBetter(boolean higherIsBetter) {
    return new Calibrator(options, higherIsBetter);
  }

  static String tooFew(int items) {
    return items + " items with label and score; at least " + LEAST_LABELS + " are needed";
  }

  /**
   * Holds {@code judged} against {@code labels}, which are all about {@code question}.
   *
   * @throws InvalidInputException if no label is for anything that was judged, or labels are grades
   *     and it is not said which of them pass while decisions are asked about
   */
  public Calibration calibrate(
      Question question, List<Label> labels, List<Judged> judged, Instant date) {
    Pairing pairing = Pairing.of(labels, judged);
    if (pairing.labelled().isEmpty()) {
      throw new InvalidInputException(nothingMatches(question, labels, judged));
    }
    List<Pairing.Item> items = pairing.usable();
    List<String> notes = notes(pairing, items);
    Map<String, Figure> people = new PeopleAgreement(pairing, options).figures();
    Calibration.Counts counts = counts(pairing, items);
    Findings findings = findings(pairing, items);
    findings.notes.forEach(notes::add);
    TrustRule rule = TrustRule.of(items.size(), people, findings.figures, findings.matrix);
    return new Calibration(
        question,
        pairing.versions(),
        date,
        counts,
        notes,
        people,
        findings.decision,
        findings.matrix,
        findings.cells,
        findings.figures,
        findings.reliability,
        findings.thresholds,
        findings.rates,
        rule.trust(),
        rule.why());
  }

  private static Problem nothingMatches(
      Question question, List<Label> labels, List<Judged> judged) {
    if (labels.isEmpty()) {
      return Problem.of("labels", "none for " + question, "at least one label");
    }
    String id = labels.get(0).id();
    List<String> known = judged.stream().map(Judged::id).distinct().limit(1_000).toList();
    return Problem.of("labels", id, "ids of what " + question + " scored")
        .next(
            "none of the labels' ids was scored; the scores begin with "
                + String.join(", ", known.subList(0, Math.min(3, known.size())))
                + Nearest.to(id, known).map(near -> "; did you mean " + near + "?").orElse(""))
        .at(labels.get(0).location());
  }

  private static Calibration.Counts counts(Pairing pairing, List<Pairing.Item> items) {
    int unscored =
        (int) pairing.labelled().stream().filter(i -> i.judged().value() == null).count();
    int disputed =
        (int) pairing.labelled().stream().filter(i -> Double.isNaN(pairing.consensus(i))).count();
    return new Calibration.Counts(
        pairing.labels(),
        pairing.labelled().size(),
        items.size(),
        pairing.annotators().size(),
        disputed,
        unscored,
        pairing.unknown().size(),
        items.size() + pairing.others().size());
  }

  private static List<String> notes(Pairing pairing, List<Pairing.Item> items) {
    List<String> notes = new ArrayList<>();
    if (!pairing.unknown().isEmpty()) {
      List<String> some = pairing.unknown().stream().limit(3).toList();
      notes.add(
          pairing.unknown().size()
              + " labelled ids were not scored and are left out, such as "
              + String.join(", ", some));
    }
    if (pairing.versions().size() > 1) {
      notes.add("the scores are of several versions of the evaluator; they may not be comparable");
    }
    if (pairing.unequal()) {
      notes.add(
          "items were drawn with unequal probabilities: all figures weigh by them but the"
              + " counts of decisions, which are of the labelled items");
    }
    if (Pairing.grouped(items)) {
      notes.add(
          "items come in groups: all intervals allow for it but those of the reliability curve and of"
              + " the Rogan-Gladen rate");
    }
    return notes;
  }

  /** What was found out about the evaluator, in whatever form its labels allow. */
  private static final class Findings {

    private String decision = "none";
    private @Nullable ConfusionMatrix matrix;
    private final Map<String, Figure> cells = new LinkedHashMap<>();
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private List<dev.assay.stats.classification.Reliability.Bin> reliability = List.of();
    private final Map<String, Calibration.Advice> thresholds = new LinkedHashMap<>();
    private final Map<String, Figure> rates = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
  }

  private Findings findings(Pairing pairing, List<Pairing.Item> items) {
    Findings findings = new Findings();
    CorrectedRates rates = new CorrectedRates(pairing, items, options);
    if (items.size() < LEAST_LABELS) {
      missing(findings, tooFew(items.size()));
      List<Judged> judged = new ArrayList<>(pairing.others());
      items.forEach(item -> judged.add(item.judged()));
      Decisions.given(judged, higherIsBetter, options)
          .ifPresent(decisions -> findings.rates.put("raw_pass_rate", rates.raw(decisions)));
      return findings;
    }
    boolean binary = pairing.binary();
    double[] labels = items.stream().mapToDouble(pairing::consensus).toArray();
    EvaluatorAgreement agreement = new EvaluatorAgreement(items, labels, higherIsBetter, options);
    if (!binary) {
      findings.figures.putAll(agreement.grades(pairing.grades()));
      findings.rates.putAll(rates.means(labels, pairing.grades()));
    }
    if (binary || options.passAt().isPresent()) {
      double from = binary ? 1 : options.passAt().orElseThrow();
      boolean[] passed = new boolean[labels.length];
      for (int i = 0; i < passed.length; i++) {
        passed[i] = labels[i] >= from;
      }
      decisions(findings, agreement, rates, items, passed, !binary);
    } else {
      missing(findings, "labels are grades: say with --pass-at which of them pass");
      findings.notes.add(
          "labels are grades: say with --pass-at which of them pass to compare decisions");
    }
    return findings;
  }

  // What is not known is named too, with the reason.
  private void missing(Findings findings, String why) {
    Figure none = Figure.none(why);
    FIGURES.forEach(name -> findings.figures.putIfAbsent(name, none));
    CorrectedRates.names().forEach(name -> findings.rates.putIfAbsent(name, none));
    EvaluatorAgreement.thresholdNames(options)
        .forEach(name -> findings.thresholds.putIfAbsent(name, Calibration.Advice.none(why)));
  }

  private void decisions(
      Findings findings,
      EvaluatorAgreement agreement,
      CorrectedRates rates,
      List<Pairing.Item> items,
      boolean[] passed,
      boolean grades) {
    agreement.ranking(passed).forEach(findings.figures::putIfAbsent);
    findings.figures.putAll(agreement.probabilities(passed));
    findings.reliability = agreement.curve(passed);
    findings.thresholds.putAll(agreement.thresholds(passed));
    Optional<Decisions> found = Decisions.of(items, passed, higherIsBetter, options);
    if (found.isEmpty()) {
      missing(
          findings,
          "people gave every item the same label, so that no threshold can be chosen; give one");
      return;
    }
    Decisions decisions = found.get();
    boolean[] decided = new boolean[items.size()];
    for (int i = 0; i < decided.length; i++) {
      decided[i] = decisions.passes(items.get(i).judged()).orElse(false);
    }
    findings.decision = decisions.words() + (grades ? passesFrom() : "");
    findings.matrix = ConfusionMatrix.of(passed, decided);
    findings.cells.putAll(agreement.cells(passed, decided));
    Map<String, Figure> figures = agreement.decisions(passed, decided);
    if (grades) {
      // Kappa and bias are those of grades; those of decisions stand beside them.
      findings.figures.put("decision_kappa", figures.get("kappa"));
      findings.figures.put("decision_bias", figures.get("bias"));
    }
    figures.forEach(findings.figures::putIfAbsent);
    if (decisions.chosen()) {
      findings.figures.put("held_out_kappa", agreement.heldOutKappa(passed));
    }
    findings.rates.putAll(rates.rates(decisions, passed, findings.matrix));
    if (EvaluatorAgreement.oneClass(passed)) {
      findings.notes.add(
          "people gave every item the same label: how well the evaluator tells good from bad cannot be"
              + " computed; label some that it "
              + (passed[0] ? "fails" : "passes"));
    }
  }

  private String passesFrom() {
    return String.format(
        Locale.ROOT, "; people pass from grade %.4g on", options.passAt().orElseThrow());
  }
}
