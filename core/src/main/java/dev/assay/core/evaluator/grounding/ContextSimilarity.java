package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.ModelException;
import java.util.List;
import java.util.Locale;

/** The best cosine of the output's embedding and those of parts of the context: a baseline. */
final class ContextSimilarity implements Evaluator {

  /** What the output is compared with. */
  enum Part {
    PASSAGE,
    SENTENCE;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Sentences beyond these are not embedded: some seconds of one core. */
  private static final int MOST_PARTS = 2_000;

  private final EmbeddingModel model;
  private final Part part;

  ContextSimilarity(EmbeddingModel model, Part part) {
    this.model = model;
    this.part = part;
  }

  @Override
  public Score evaluate(Subject subject) {
    try {
      if (!model.knows(subject.output())) {
        return Score.unscored("the model knows no word of the output");
      }
      float[] output = model.embed(subject.output());
      double best = Double.NEGATIVE_INFINITY;
      List<Passage> passages = subject.groundingContext();
      int parts = 0;
      int nearest = -1;
      for (int i = 0; i < passages.size(); i++) {
        for (String text : parts(passages.get(i).text())) {
          if (++parts > MOST_PARTS) {
            return Score.unscored("the context has more than " + MOST_PARTS + " parts");
          }
          double cosine = model.knows(text) ? cosine(output, model.embed(text)) : best;
          if (cosine > best) {
            best = cosine;
            nearest = i;
          }
        }
      }
      return nearest < 0
          ? Score.unscored("the model knows no word of the context")
          : Score.of(best).withEvidence(Json.object().put("passage", nearest));
    } catch (ModelException e) {
      return Score.unscored(e);
    }
  }

  @Override
  public String fingerprint() {
    return model.version();
  }

  private List<String> parts(String passage) {
    return part == Part.PASSAGE
        ? List.of(passage)
        : Sentences.of(passage).stream()
            .map(sentence -> passage.substring(sentence.start(), sentence.end()))
            .toList();
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return Math.max(-1, Math.min(1, dot));
  }
}
