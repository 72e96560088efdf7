package dev.assay.models.nli;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.assay.core.model.Entailment;
import dev.assay.core.model.EntailmentModel;
import dev.assay.core.model.ModelException;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/** A sequence classifier over ONNX Runtime. */
final class OnnxEntailment implements EntailmentModel {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  // Long enough for any claim, and short enough for any tokenizer.
  private static final int MOST_CHARACTERS = 20_000;

  private final NliFiles files;
  private final PairTokenizer tokenizer;
  private final OrtSession session;
  private final String version;

  OnnxEntailment(NliFiles files, PairTokenizer tokenizer, OrtSession session, String version) {
    this.files = files;
    this.tokenizer = tokenizer;
    this.session = session;
    this.version = version;
  }

  @Override
  public Entailment decide(String premise, String hypothesis) {
    float[] logits = logits(tokenizer.encode(start(premise), start(hypothesis)));
    if (logits.length != files.labels().size()) {
      throw new ModelException(
          "nli model: "
              + logits.length
              + " outputs (expected: "
              + files.labels().size()
              + ", as config.json has labels)",
          null);
    }
    Map<NliLabel, Double> shares = files.probabilities(logits);
    double entailment = shares.getOrDefault(NliLabel.ENTAILMENT, 0.0);
    double contradiction = shares.getOrDefault(NliLabel.CONTRADICTION, 0.0);
    if (!Double.isFinite(entailment) || !Double.isFinite(contradiction)) {
      throw new ModelException("nli model: an output that is no number", null);
    }
    double neutral = Math.max(0, 1 - entailment - contradiction);
    return new Entailment(entailment, neutral, contradiction);
  }

  private static String start(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
  }

  private float[] logits(Encoding encoding) {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        long[] values =
            switch (name) {
              case IDS -> encoding.getIds();
              case MASK -> encoding.getAttentionMask();
              case TYPES -> encoding.getTypeIds();
              default ->
                  throw new ModelException(
                      "nli model: input "
                          + name
                          + " (expected: "
                          + IDS
                          + ", "
                          + MASK
                          + ", "
                          + TYPES
                          + ")",
                      null);
            };
        long[] shape = {1, values.length};
        inputs.put(
            name,
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), shape));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        if (!(result.get(0).getValue() instanceof float[][] rows) || rows.length != 1) {
          throw new ModelException("nli model: no logits (expected: one row of numbers)", null);
        }
        return rows[0];
      }
    } catch (OrtException e) {
      throw new ModelException("nli model: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public String version() {
    return version;
  }
}
