package dev.assay.core.judge;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.Guideline;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.ValueRange;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Several judges on one response.
 *
 * @param judges the members, in the suite's order
 * @param majority whether the value is the highest grade that more than half of them reach; else
 *     their mean
 * @param quorum how many must have given a grade
 */
record PanelJudge(List<Member> judges, boolean majority, int quorum) implements Evaluator {

  /** One judge. */
  record Member(String name, String model, AbsoluteJudge judge) {}

  @Override
  public Score evaluate(Subject subject) {
    List<Double> grades = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    ArrayNode all = Json.array();
    Usage usage = Usage.NONE;
    List<Supplier<Score>> calls = new ArrayList<>();
    judges.forEach(member -> calls.add(() -> member.judge().evaluate(subject)));
    List<Score> scores = AtOnce.all(calls);
    for (int i = 0; i < scores.size(); i++) {
      Member member = judges.get(i);
      Score score = scores.get(i);
      usage = usage.plus(score.usage());
      ObjectNode json = all.addObject().put("name", member.name()).put("model", member.model());
      if (score instanceof Score.Scored scored) {
        grades.add(scored.value());
        json.put("value", scored.value());
        json.put("explanation", scored.explanation());
      } else {
        String reason = ((Score.Unscored) score).reason();
        failures.add(member.name() + ": " + reason);
        json.put("unscored", reason);
      }
      json.set("judge", score.evidence().get("judge"));
    }
    ObjectNode evidence = Json.object();
    ObjectNode panel = evidence.putObject("panel");
    panel.put("aggregate", majority ? "majority" : "mean");
    panel.set("members", all);
    if (!usage.equals(Usage.NONE)) {
      evidence.set("usage", InteractionJson.usage(usage));
    }
    if (grades.size() < quorum) {
      return new Score.Unscored(
          grades.size()
              + " of "
              + judges.size()
              + " judges gave a grade, "
              + quorum
              + " needed: "
              + String.join("; ", failures),
          evidence);
    }
    double[] sorted = grades.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double spread = sorted[sorted.length - 1] - sorted[0];
    panel.put("spread", spread);
    judges
        .get(0)
        .judge()
        .criteria()
        .failureMode()
        .ifPresent(mode -> evidence.put("failure_mode", mode.key()));
    double value =
        majority ? sorted[(sorted.length - 1) / 2] : Arrays.stream(sorted).average().orElseThrow();
    return Score.of(value).withExplanation(words(grades, spread)).withEvidence(evidence);
  }

  private static String words(List<Double> grades, double spread) {
    List<String> shown = grades.stream().map(g -> String.format(Locale.ROOT, "%.4g", g)).toList();
    return "grades " + String.join(", ", shown) + (spread == 0 ? "; all agree" : "");
  }

  @Override
  public String fingerprint() {
    ArrayNode identity = Json.array();
    judges.forEach(member -> identity.add(member.name()).add(member.judge().fingerprint()));
    return Json.write(identity);
  }

  @Override
  public Optional<ValueRange> range() {
    return judges.get(0).judge().range();
  }

  @Override
  public Optional<Guideline> guideline() {
    return judges.get(0).judge().guideline();
  }

  @Override
  public Optional<String> pairedWith() {
    return judges.stream().flatMap(member -> member.judge().pairedWith().stream()).findFirst();
  }
}
