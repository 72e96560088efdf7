package dev.assay.core.evaluator;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The scores of several steps as one: their mean, passed if all of them passed. */
final class StepScores {

  private final FailureMode otherwise;
  private final ArrayNode steps = Json.array();
  private final List<String> failures = new ArrayList<>();
  private final List<String> unscored = new ArrayList<>();
  private Usage usage = Usage.NONE;
  private double sum;
  private int scores;
  private boolean decided = true;
  private @Nullable FailureMode gravest;
  private @Nullable String veto;
  private @Nullable String label;
  private @Nullable String explanation;

  /**
   * Starts with no step.
   *
   * @param otherwise what failing means where a score does not say
   */
  StepScores(FailureMode otherwise) {
    this.otherwise = otherwise;
  }

  void add(String step, Score score) {
    ObjectNode entry = steps.addObject().put("step", step);
    if (score instanceof Score.Unscored none) {
      entry.put("unscored", none.reason());
      unscored.add(step + ": " + none.reason());
    } else if (score instanceof Score.Scored scored) {
      entry.put("value", scored.value());
      entry.put("passed", scored.passed());
      entry.put("label", scored.label());
      entry.put("explanation", scored.explanation());
      add(step, scored);
    }
    if (!score.evidence().isEmpty()) {
      entry.set("evidence", score.evidence());
    }
    usage = usage.plus(score.usage());
  }

  private void add(String step, Score.Scored scored) {
    sum += scored.value();
    scores++;
    decided &= scored.passed() != null;
    label = scored.label();
    explanation = scored.explanation() == null ? null : step + ": " + scored.explanation();
    scored.veto().ifPresent(why -> veto = veto == null ? step + ": " + why : veto);
    if (Boolean.FALSE.equals(scored.passed())) {
      failures.add(explanation == null ? step + " failed" : explanation);
      FailureMode mode = scored.failureMode().orElse(otherwise);
      gravest = gravest == null ? mode : gravest.graver(mode);
    }
  }

  Score score() {
    ObjectNode evidence = Json.object();
    if (gravest != null) {
      evidence.put("failure_mode", gravest.key());
    }
    if (veto != null) {
      evidence.put("veto", veto);
    }
    evidence.set("steps", steps);
    if (!usage.equals(Usage.NONE)) {
      evidence.set("usage", InteractionJson.usage(usage));
    }
    if (!unscored.isEmpty()) {
      return new Score.Unscored(String.join("; ", unscored), evidence);
    }
    boolean one = scores == 1;
    return new Score.Scored(
        sum / scores,
        gravest != null ? Boolean.FALSE : decided ? Boolean.TRUE : null,
        one ? label : null,
        !failures.isEmpty() ? String.join("; ", failures) : one ? explanation : null,
        evidence);
  }
}
