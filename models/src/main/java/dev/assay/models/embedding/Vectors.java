package dev.assay.models.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Vectors as text: their floats, lowest byte first, in Base64. */
final class Vectors {

  private static final int LARGEST = 1 << 16;

  private Vectors() {}

  /** Whether a vector can be scaled to unit length. */
  static boolean hasDirection(float[] vector) {
    double norm = norm(vector);
    return vector.length > 0 && vector.length <= LARGEST && norm > 0 && Double.isFinite(norm);
  }

  static String write(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * The vector that was written, scaled to unit length.
   *
   * @throws IllegalArgumentException if the text is not what {@link #write} gives for a vector with
   *     a direction
   */
  static float[] unit(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (bytes.length % Float.BYTES != 0) {
      throw new IllegalArgumentException("vector: " + bytes.length + " bytes (expected: fours)");
    }
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    if (!hasDirection(vector)) {
      throw new IllegalArgumentException("vector: no direction (expected: a finite norm > 0)");
    }
    double norm = norm(vector);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / norm);
    }
    return vector;
  }

  private static double norm(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    return Math.sqrt(squares);
  }
}
