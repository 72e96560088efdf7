package dev.assay.core.evaluator.semantic;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.ModelException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cosine of the embeddings of output and reference, the best over the references.
 *
 * <p>Equal texts are 1 and an empty text is 0 to one that is not, without asking the model. A text
 * in which the model knows nothing (symbols only) has a vector that says nothing, so it gives no
 * score.
 */
final class SemanticSimilarity implements Evaluator {

  private final EmbeddingModel model;

  SemanticSimilarity(EmbeddingModel model) {
    this.model = model;
  }

  @Override
  public Score evaluate(Subject subject) {
    String output = subject.output();
    List<String> references = subject.references();
    try {
      double best = Double.NEGATIVE_INFINITY;
      int bestReference = -1;
      for (int i = 0; i < references.size(); i++) {
        double similarity = similarity(output, references.get(i));
        if (similarity > best) {
          best = similarity;
          bestReference = i;
        }
      }
      if (bestReference < 0) {
        return Score.unscored("the model knows no word of the output, or none of the references");
      }
      ObjectNode evidence = Json.object();
      evidence.put("reference", bestReference);
      evidence.put("references", references.size());
      evidence.put("model", model.version());
      Score.Scored score = Score.of(best).withEvidence(evidence);
      return output.isBlank() && best < 1 ? score.withExplanation("the output is empty") : score;
    } catch (ModelException e) {
      return Score.unscored(e);
    }
  }

  @Override
  public String fingerprint() {
    return model.version();
  }

  // NaN where there is nothing to compare; it is never the best.
  private double similarity(String output, String reference) {
    if (output.equals(reference) || (output.isBlank() && reference.isBlank())) {
      return 1;
    }
    if (output.isBlank() || reference.isBlank()) {
      return 0;
    }
    if (!model.knows(output) || !model.knows(reference)) {
      return Double.NaN;
    }
    return cosine(model.embed(output), model.embed(reference));
  }

  // The vectors have unit length; what rounding adds is cut.
  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return Math.max(-1, Math.min(1, dot));
  }
}
