package dev.assay.core.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ModelFamily;
import dev.assay.stats.interval.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a judge behaved in a run: what its scores themselves say of how far it can be trusted.
 *
 * @param name the suite's name for the evaluator; of a set's member with the set's before it, as
 *     {@code quality/helpfulness}
 * @param scored how many scores it gave, repetitions counted one by one
 * @param unscored how often it gave none
 * @param models the models that were asked to judge, as they were named
 * @param modelsAnswered the models as they named themselves
 * @param unstable the share of scores whose samples disagreed too much, among those with several
 *     samples; with Wilson's interval; null if there are none
 * @param positionBias the share of comparisons in which the order of the answers decided; with
 *     Wilson's interval; null if there are none
 * @param panelAlpha agreement of a panel's members, Krippendorff's alpha for intervals, at most 1,
 *     with a bootstrap interval over answers; null without a panel, or where it is not defined
 * @param panelItems how many answers two members or more have graded
 * @param lengthBias Spearman's correlation of value and length of the output in characters over
 *     examples, repetitions averaged; null for fewer than 4 examples, or where one of both never
 *     differs
 * @param sameFamily the model families that judge and target share
 * @param usage what its scores cost
 * @since 0.1
 */
public record JudgeSummary(
    String name,
    int scored,
    int unscored,
    List<String> models,
    List<String> modelsAnswered,
    @Nullable Estimate unstable,
    @Nullable Estimate positionBias,
    @Nullable Estimate panelAlpha,
    int panelItems,
    @Nullable Estimate lengthBias,
    List<ModelFamily> sameFamily,
    Usage usage) {

  /** Checks and copies the parts. */
  public JudgeSummary {
    requireNonNull(name, "name");
    models = List.copyOf(models);
    modelsAnswered = List.copyOf(modelsAnswered);
    sameFamily = List.copyOf(sameFamily);
    requireNonNull(usage, "usage");
  }
}
