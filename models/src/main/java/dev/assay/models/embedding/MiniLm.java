package dev.assay.models.embedding;

import ai.onnxruntime.OrtEnvironment;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * all-MiniLM-L6-v2 with 8-bit weights: mean of the token vectors, scaled to unit length.
 *
 * <p>A text longer than the {@value #WINDOW} tokens the model was trained with is read in
 * consecutive windows of equal size, and the vector is the mean over the tokens of all of them; a
 * text of more than {@value #MOST_TOKENS} tokens is refused rather than cut.
 *
 * <p>One text is embedded at a time: padding a batch changes the vectors of a quantised model.
 *
 * <p>Sources: W. Wang et al., "MiniLM", NeurIPS 2020; N. Reimers and I. Gurevych, "Sentence-BERT",
 * EMNLP 2019; the model card of sentence-transformers/all-MiniLM-L6-v2.
 */
final class MiniLm implements EmbeddingModel {

  static final String NAME = "all-minilm-l6-v2-q";
  static final int DIMENSIONS = 384;

  /** Tokens in one window, the two that frame it included; the model card's sequence length. */
  static final int WINDOW = 256;

  /** About a hundred pages, some seconds of one core. */
  static final int MOST_TOKENS = 32_768;

  /** Changed whenever our side of the work gives other vectors: tokens, windows, pooling. */
  private static final String OURS = "1";

  private static final int REMEMBERED = 4_096;
  private static final MiniLm SHARED = new MiniLm();

  private final VectorCache cache = new VectorCache(REMEMBERED);
  private final Object loading = new Object();
  private volatile @Nullable WordPiece tokenizer;
  private volatile @Nullable OnnxEncoder encoder;

  private MiniLm() {}

  /** The one of this process. */
  static MiniLm shared() {
    return SHARED;
  }

  @Override
  public float[] embed(String text) {
    VectorCache.Key key = VectorCache.Key.of(text);
    float[] known = cache.get(key);
    if (known != null) {
      return known;
    }
    float[] vector = compute(text);
    cache.put(key, vector);
    return vector;
  }

  @Override
  public boolean knows(String text) {
    return tokenizer().knows(text);
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public String version() {
    // From the jar's manifest: asking the runtime itself would load its native library.
    String runtime = OrtEnvironment.class.getPackage().getImplementationVersion();
    return NAME + "/" + OURS + " onnxruntime/" + (runtime == null ? "unknown" : runtime);
  }

  private float[] compute(String text) {
    WordPiece words = tokenizer();
    int[] ids = words.ids(text, MOST_TOKENS);
    if (ids.length > MOST_TOKENS) {
      throw new ModelException(
          "text: more than " + MOST_TOKENS + " tokens (expected: at most " + MOST_TOKENS + ")",
          null);
    }
    int room = WINDOW - 2;
    int windows = Math.max(1, (ids.length + room - 1) / room);
    double[] sum = new double[DIMENSIONS];
    for (int i = 0; i < windows; i++) {
      int from = (int) ((long) ids.length * i / windows);
      int to = (int) ((long) ids.length * (i + 1) / windows);
      encoder().addTokenVectors(words.framed(ids, from, to), sum);
    }
    // The mean and the sum over all tokens have the same direction.
    return unit(sum);
  }

  private static float[] unit(double[] vector) {
    double squares = 0;
    for (double x : vector) {
      squares += x * x;
    }
    double norm = Math.sqrt(squares);
    if (!(norm > 0) || !Double.isFinite(norm)) {
      throw new ModelException("embedding: norm " + norm + " (expected: a finite norm > 0)", null);
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / norm);
    }
    return unit;
  }

  private WordPiece tokenizer() {
    WordPiece loaded = tokenizer;
    if (loaded != null) {
      return loaded;
    }
    synchronized (loading) {
      loaded = tokenizer;
      if (loaded == null) {
        loaded = WordPiece.load("/" + NAME + "-tokenizer.json");
        tokenizer = loaded;
      }
      return loaded;
    }
  }

  private OnnxEncoder encoder() {
    OnnxEncoder loaded = encoder;
    if (loaded != null) {
      return loaded;
    }
    synchronized (loading) {
      loaded = encoder;
      if (loaded == null) {
        loaded = OnnxEncoder.load("/" + NAME + ".onnx", DIMENSIONS);
        encoder = loaded;
      }
      return loaded;
    }
  }
}
