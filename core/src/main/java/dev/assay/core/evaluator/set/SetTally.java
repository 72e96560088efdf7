package dev.assay.core.evaluator.set;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gathers the scores of a set's members for one answer. */
final class SetTally {

  // Sums of weights are rounded: a mean that is the threshold but for that reaches it.
  private static final double ROUNDING = 1e-12;

  private final boolean counting;
  private final ArrayNode entries = Json.array();
  private final List<String> failures = new ArrayList<>();
  private final List<String> unscored = new ArrayList<>();
  private Usage usage = Usage.NONE;
  private int passed;
  private double weight;
  private double unscoredWeight;
  private double passedWeight;
  private double sum;
  private @Nullable FailureMode gravest;

  /**
   * Starts without a score.
   *
   * @param counting whether members are counted by what passed, rather than weighed by value
   */
  SetTally(boolean counting) {
    this.counting = counting;
  }

  void add(Member member, Score score) {
    String name = member.evaluator().name();
    ObjectNode entry = entries.addObject();
    entry.put("evaluator", name);
    entry.put("version", member.evaluator().version());
    entry.put("weight", member.weight());
    weight += member.weight();
    usage = usage.plus(score.usage());
    if (score instanceof Score.Scored scored) {
      entry.put("value", scored.value());
      entry.put("passed", scored.passed());
      entry.put("label", scored.label());
      entry.put("explanation", scored.explanation());
      add(member, scored);
    } else if (score instanceof Score.Unscored none) {
      entry.put("unscored", none.reason());
      miss(member, none.reason());
    }
    if (!score.evidence().isEmpty()) {
      entry.set("evidence", score.evidence());
    }
  }

  private void add(Member member, Score.Scored scored) {
    if (scored.passed() == null && (counting || !member.bounded())) {
      miss(member, "did not say whether it passed");
      return;
    }
    sum += member.weight() * member.scaled(scored);
    if (Boolean.TRUE.equals(scored.passed())) {
      passed++;
      passedWeight += member.weight();
    } else if (Boolean.FALSE.equals(scored.passed())) {
      String why = scored.explanation();
      failures.add(member.evaluator().name() + (why == null ? " failed" : ": " + why));
      FailureMode mode = scored.failureMode().orElse(member.evaluator().definition().failureMode());
      gravest = gravest == null ? mode : gravest.graver(mode);
    }
  }

  private void miss(Member member, String reason) {
    unscored.add(member.evaluator().name() + ": " + reason);
    unscoredWeight += member.weight();
  }

  /** Passed if at least {@code required} members passed. */
  Score byCount(int required) {
    int members = entries.size();
    int open = members - passed - failures.size();
    String rule = required == members ? "all " + members : required + " of " + members;
    if (passed < required && passed + open >= required) {
      return undecided();
    }
    double scored = weight - unscoredWeight;
    double share = scored == 0 ? 0 : passedWeight / scored;
    return score(
        passed >= required, Math.min(1, share), passed + " passed (expected: " + rule + ")");
  }

  /** Passed if the weighted mean is at least {@code threshold}. */
  Score byMean(double threshold) {
    double least = sum / weight;
    double most = (sum + unscoredWeight) / weight;
    boolean reached = least >= threshold - ROUNDING;
    if (!reached && most >= threshold - ROUNDING) {
      return undecided();
    }
    double scored = weight - unscoredWeight;
    double mean = scored == 0 ? 0 : sum / scored;
    String words =
        String.format(Locale.ROOT, "weighted mean %.3f (expected: at least %s)", mean, threshold);
    return score(reached, Math.max(0, Math.min(1, mean)), words);
  }

  private Score undecided() {
    return new Score.Unscored(String.join("; ", unscored), evidence());
  }

  private Score score(boolean reached, double value, String rule) {
    if (reached) {
      return new Score.Scored(value, true, null, rule, evidence());
    }
    ObjectNode evidence = Json.object();
    if (gravest != null) {
      evidence.put("failure_mode", gravest.key());
    }
    evidence.setAll(evidence());
    String why = failures.isEmpty() ? rule : rule + "; " + String.join("; ", failures);
    return new Score.Scored(value, false, null, why, evidence);
  }

  private ObjectNode evidence() {
    ObjectNode evidence = Json.object();
    evidence.set("members", entries);
    if (!usage.equals(Usage.NONE)) {
      evidence.set("usage", InteractionJson.usage(usage));
    }
    return evidence;
  }
}
