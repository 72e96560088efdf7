package dev.assay.core.calibration;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.classification.Reliability;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An evaluator, held against people.
 *
 * @param question what both answered
 * @param versions the versions of the evaluator whose scores were used
 * @param date when
 * @param counts how much there was to go by
 * @param notes what a reader should know, in sentences
 * @param people agreement of people with each other, by name of the figure
 * @param decision what passes, in words, such as {@code value >= 0.62, the threshold of greatest F1
 *     on these labels}
 * @param matrix the evaluator's decisions against people's; pass is positive; null if it made none
 *     that can be compared
 * @param cells how much of everything falls into each cell of the matrix, weighted, people's word
 *     first, such as {@code pass_fail}; empty without a matrix
 * @param figures agreement of the evaluator with people, by name
 * @param reliability how often probabilities came true, bin by bin; empty if values are none
 * @param thresholds thresholds worth choosing, by what they are for
 * @param rates the rate over everything judged: raw, corrected, and from the labels alone
 * @param trust what it may be used for
 * @param rule why, by which rule
 * @since 0.1
 */
public record Calibration(
    Question question,
    Set<String> versions,
    Instant date,
    Counts counts,
    List<String> notes,
    Map<String, Figure> people,
    String decision,
    @Nullable ConfusionMatrix matrix,
    Map<String, Figure> cells,
    Map<String, Figure> figures,
    List<Reliability.Bin> reliability,
    Map<String, Advice> thresholds,
    Map<String, Figure> rates,
    Trust trust,
    String rule) {

  /** Checks and copies the parts. */
  public Calibration {
    requireNonNull(question, "question");
    versions = Set.copyOf(versions);
    notes = List.copyOf(notes);
    people = new LinkedHashMap<>(people);
    cells = new LinkedHashMap<>(cells);
    figures = new LinkedHashMap<>(figures);
    reliability = List.copyOf(reliability);
    thresholds = new LinkedHashMap<>(thresholds);
    rates = new LinkedHashMap<>(rates);
  }

  /**
   * How much there was to go by.
   *
   * @param labels labels for interactions that were judged
   * @param labelled interactions with a label
   * @param used interactions with a label people agree on and a score
   * @param annotators people
   * @param disputed interactions on which people are evenly split
   * @param unscored interactions with a label and no score
   * @param unknown labels for ids that were not judged
   * @param judged everything judged, with a score
   */
  public record Counts(
      int labels,
      int labelled,
      int used,
      int annotators,
      int disputed,
      int unscored,
      int unknown,
      int judged) {}

  /**
   * A threshold and what it brings.
   *
   * @param threshold with the interval of the choice; or why there is none
   * @param precision at it, on the labels it was chosen by
   * @param recall at it, likewise
   */
  public record Advice(Figure threshold, Figure precision, Figure recall) {

    /** No threshold, because of {@code why}. */
    static Advice none(String why) {
      return new Advice(Figure.none(why), Figure.none(why), Figure.none(why));
    }
  }
}
