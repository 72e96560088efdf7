package dev.assay.models.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.assay.core.model.ModelException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/** Runs a BERT encoder: token ids in, one vector for each token out. Thread-safe. */
final class OnnxEncoder {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int dimensions;

  private OnnxEncoder(OrtEnvironment environment, OrtSession session, int dimensions) {
    this.environment = environment;
    this.session = session;
    this.dimensions = dimensions;
  }

  /**
   * Loads the model in the class path resource {@code resource}.
   *
   * @throws ModelException if the native library or the model cannot be loaded
   */
  static OnnxEncoder load(String resource, int dimensions) {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        // Parallel work comes from calling it on several threads, so each call stays on its own.
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        OrtSession session = environment.createSession(Resources.bytes(resource), options);
        return new OnnxEncoder(environment, session, dimensions);
      }
    } catch (OrtException | LinkageError e) {
      throw new ModelException("in-process embedding model: cannot load: " + e.getMessage(), e);
    }
  }

  /** Adds the vector of every token to {@code sum}. */
  void addTokenVectors(long[] ids, double[] sum) {
    long[] shape = {1, ids.length};
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    try (OnnxTensor inputIds = tensor(ids, shape);
        OnnxTensor attentionMask = tensor(mask, shape);
        OnnxTensor tokenTypes = tensor(new long[ids.length], shape);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", inputIds,
                    "attention_mask", attentionMask,
                    "token_type_ids", tokenTypes))) {
      FloatBuffer vectors = ((OnnxTensor) result.get(0)).getFloatBuffer();
      for (int token = 0; token < ids.length; token++) {
        for (int i = 0; i < dimensions; i++) {
          sum[i] += vectors.get(token * dimensions + i);
        }
      }
    } catch (OrtException e) {
      throw new ModelException("in-process embedding model: " + e.getMessage(), e);
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }
}
