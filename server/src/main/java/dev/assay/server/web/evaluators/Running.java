package dev.assay.server.web.evaluators;

import dev.assay.core.problem.Location;
import dev.assay.server.evaluation.EvaluationCounts;
import dev.assay.server.evaluation.EvaluationCounts.OfEvaluator;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An evaluator of the configuration, as it does.
 *
 * @param name what its scores carry
 * @param evaluator of the catalogue
 * @param version what its values depend on; empty where it is not configured
 * @param others versions with scores in the time shown, which are in no number
 * @param judged whether it asks a language model
 * @param reason why it does not score; null where it does
 * @param sampled whether it looks at a sample
 * @param models that it asks, each with how it is
 * @param passed the share that passed
 * @param unscored the share without a score
 * @param drawn the share of the traffic that was drawn for it
 * @param work its queue since the start; null for what needs none
 * @param location where the configuration has it; null where that is not known
 */
record Running(
    String name,
    String evaluator,
    String version,
    Set<String> others,
    boolean judged,
    @Nullable String reason,
    boolean sampled,
    List<Model> models,
    @Nullable Estimate passed,
    @Nullable Estimate unscored,
    @Nullable Estimate drawn,
    @Nullable OfEvaluator work,
    @Nullable Location location) {

  Running {
    others = Set.copyOf(others);
    models = List.copyOf(models);
  }

  /**
   * A chat model.
   *
   * @param name its name
   * @param state how it does; null before it was asked
   */
  record Model(String name, EvaluationCounts.@Nullable OfModel state) {

    boolean resting() {
      return state != null && state.circuit() == EvaluationCounts.Circuit.OPEN;
    }
  }

  /** How it does, in one word. */
  String state() {
    if (reason != null) {
      return "not configured";
    }
    boolean ails = models.stream().anyMatch(Model::resting) || (work != null && work.dead() > 0);
    return ails || mostlyUnscored() ? "degraded" : "works";
  }

  // By more than chance.
  private boolean mostlyUnscored() {
    return unscored != null && unscored.low() > 0.5;
  }

  String style() {
    return switch (state()) {
      case "works" -> "state-good";
      case "degraded" -> "state-warn";
      default -> "state-quiet";
    };
  }

  /** What is amiss, each in a few words. */
  List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    if (reason != null) {
      troubles.add(reason);
    }
    for (Model model : models) {
      if (model.resting() && model.state() != null) {
        String last = model.state().lastFailure();
        troubles.add(
            model.name() + " is not asked for a while" + (last == null ? "" : ": " + last));
      }
    }
    if (mostlyUnscored()) {
      troubles.add("gave most of what it saw no score");
    }
    if (work != null && work.dead() > 0) {
      troubles.add(work.dead() + " given up since the start");
    }
    if (work != null && work.unbound() > 0) {
      troubles.add(work.unbound() + " wait for a version that is not configured any more");
    }
    return troubles;
  }
}
