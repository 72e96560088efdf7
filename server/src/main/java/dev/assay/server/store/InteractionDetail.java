package dev.assay.server.store;

import dev.assay.core.interaction.Interaction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One interaction with everything about it.
 *
 * @param row its row
 * @param content what was said, if that is kept
 * @param evaluations by evaluator and version
 * @param signals oldest first
 * @param externalScores oldest first
 * @param labels oldest first
 * @param failureCases the ids of the failure cases it belongs to
 * @since 0.1
 */
public record InteractionDetail(
    InteractionRow row,
    @Nullable Interaction content,
    List<Evaluation> evaluations,
    List<StoredSignal> signals,
    List<StoredExternalScore> externalScores,
    List<Label> labels,
    List<String> failureCases) {

  /** Copies the lists. */
  public InteractionDetail {
    Objects.requireNonNull(row, "row");
    evaluations = List.copyOf(evaluations);
    signals = List.copyOf(signals);
    externalScores = List.copyOf(externalScores);
    labels = List.copyOf(labels);
    failureCases = List.copyOf(failureCases);
  }
}
