package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.model.Entailment;
import dev.assay.core.model.ModelException;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Scores how probable it is that the output is grounded in its context. */
final class Grounding implements Evaluator {

  private static final int MOST_SHOWN = 3;

  private final GroundingCheck check;

  Grounding(GroundingCheck check) {
    this.check = check;
  }

  @Override
  public Score evaluate(Subject subject) {
    List<Passage> context = subject.groundingContext();
    if (context.stream().allMatch(passage -> passage.text().isBlank())) {
      return Score.unscored("the context is empty");
    }
    if (subject.output().isBlank()) {
      return Score.unscored("the output is empty");
    }
    GroundingResult result;
    try {
      result = check.check(subject.output(), context);
    } catch (ModelException e) {
      return Score.unscored(e);
    }
    ObjectNode evidence = Json.object();
    ArrayNode claims = evidence.putArray("claims");
    result.claims().forEach(claim -> claims.add(json(claim)));
    ObjectNode counts = evidence.putObject("counts");
    for (ClaimStatus status : ClaimStatus.values()) {
      counts.put(status.name().toLowerCase(Locale.ROOT), result.count(status));
    }
    if (result.truncated()) {
      evidence.put("truncated", true);
    }
    boolean grounded = result.grounded();
    return Score.of(result.probability())
        .withLabel(grounded ? "grounded" : FailureMode.HALLUCINATED.key())
        .withExplanation(explanation(result))
        .withEvidence(evidence);
  }

  @Override
  public String fingerprint() {
    return check.version();
  }

  private static String explanation(GroundingResult result) {
    List<ClaimVerdict> wrong =
        result.claims().stream()
            .filter(
                claim ->
                    claim.status() == ClaimStatus.CONTRADICTED
                        || claim.status() == ClaimStatus.UNSUPPORTED)
            .toList();
    if (wrong.isEmpty()) {
      long checked = result.claims().size() - result.count(ClaimStatus.NOT_CHECKABLE);
      return checked == 0
          ? "nothing to check"
          : result.grounded()
              ? "every claim is near to the context"
              : "the claims together are not near enough to the context";
    }
    StringBuilder text = new StringBuilder();
    for (ClaimVerdict claim : wrong.subList(0, Math.min(MOST_SHOWN, wrong.size()))) {
      text.append(text.isEmpty() ? "" : "; ")
          .append('"')
          .append(Shorten.line(claim.text()))
          .append("\": ")
          .append(claim.reason());
    }
    return wrong.size() > MOST_SHOWN
        ? text + "; and " + (wrong.size() - MOST_SHOWN) + " more"
        : text.toString();
  }

  private static ObjectNode json(ClaimVerdict claim) {
    ObjectNode json = Json.object();
    json.put("text", claim.text());
    json.put("start", claim.start()).put("end", claim.end());
    json.put("status", claim.status().name());
    json.put("probability", claim.probability());
    ClaimVerdict.Evidence evidence = claim.evidence();
    if (evidence != null) {
      ObjectNode shown = json.putObject("evidence");
      shown.put("passage", evidence.passage());
      shown.put("start", evidence.start()).put("end", evidence.end());
      shown.put("text", evidence.text());
    } else {
      json.putNull("evidence");
    }
    Entailment entailment = claim.entailment();
    if (entailment != null) {
      json.putObject("entailment")
          .put("entailment", entailment.entailment())
          .put("neutral", entailment.neutral())
          .put("contradiction", entailment.contradiction());
    }
    json.put("reason", claim.reason());
    return json;
  }
}
