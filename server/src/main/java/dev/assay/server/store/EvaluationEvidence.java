package dev.assay.server.store;

import dev.assay.core.evaluator.Score;
import dev.assay.core.json.Json;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one version of an evaluator showed for what it made of an interaction: claims, replies of
 * judges, quotes. It holds what was said, and is forgotten with it.
 *
 * @param interaction whose it is
 * @param evaluator the evaluator's name
 * @param version its version hash
 * @param evidence as the score had it, treated as read-only; hostile
 * @since 0.1
 */
public record EvaluationEvidence(
    InteractionKey interaction, String evaluator, String version, ObjectNode evidence) {

  /** How many characters of JSON are kept of one. */
  public static final int LONGEST = 100_000;

  /** In place of what was too long. */
  public static final String OMITTED = "omitted";

  /** Checks the parts. */
  public EvaluationEvidence {
    Objects.requireNonNull(interaction, "interaction");
    Objects.requireNonNull(evaluator, "evaluator");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(evidence, "evidence");
  }

  /** That of a score, if it has any; of what is too long, as much as fits. */
  public static Optional<EvaluationEvidence> of(Evaluation evaluation, Score score) {
    ObjectNode evidence = score.evidence();
    if (evidence.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        bounded(evaluation.interaction(), evaluation.evaluator(), evaluation.version(), evidence));
  }

  /** Evidence of which as much is kept as fits. */
  public static EvaluationEvidence bounded(
      InteractionKey interaction, String evaluator, String version, ObjectNode evidence) {
    return new EvaluationEvidence(interaction, evaluator, version, bounded(evidence));
  }

  private static ObjectNode bounded(ObjectNode evidence) {
    if (Json.write(evidence).length() <= LONGEST) {
      return evidence;
    }
    ObjectNode bounded = Json.object();
    long left = LONGEST;
    for (var part : evidence.properties()) {
      long size = Json.write(part.getValue()).length();
      if (size <= left) {
        bounded.set(part.getKey(), part.getValue());
        left -= size;
      } else {
        bounded.withArray(OMITTED).add(part.getKey());
      }
    }
    return bounded;
  }
}
