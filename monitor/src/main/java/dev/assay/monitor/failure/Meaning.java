package dev.assay.monitor.failure;

import java.util.Arrays;

/**
 * The direction of a text's vector in a byte for each dimension, by which failures are compared.
 * The error of a cosine is below a hundredth.
 *
 * @since 0.1
 */
public final class Meaning {

  private static final int MOST_DIMENSIONS = 8192;

  private final byte[] bytes;
  private final double length;

  private Meaning(byte[] bytes) {
    this.bytes = bytes;
    double squares = 0;
    for (byte each : bytes) {
      squares += each * each;
    }
    length = Math.sqrt(squares);
  }

  /**
   * Of a vector, such as an embedding model gives.
   *
   * @throws IllegalArgumentException if it has no or more than 8192 dimensions, or no direction
   */
  public static Meaning of(float[] vector) {
    double greatest = 0;
    for (float each : vector) {
      greatest = Math.max(greatest, Math.abs(each));
    }
    if (vector.length == 0
        || vector.length > MOST_DIMENSIONS
        || !(greatest > 0 && greatest < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "vector: of " + vector.length + " dimensions (expected: 1 to 8192, finite, not all 0)");
    }
    byte[] bytes = new byte[vector.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(vector[i] / greatest * Byte.MAX_VALUE);
    }
    return new Meaning(bytes);
  }

  static Meaning ofBytes(byte[] bytes) {
    return new Meaning(bytes);
  }

  byte[] toBytes() {
    return bytes.clone();
  }

  int dimensions() {
    return bytes.length;
  }

  /** Adds the direction, times {@code weight}, to a sum of directions. */
  void addTo(double[] sum, double weight) {
    for (int i = 0; i < bytes.length; i++) {
      sum[i] += weight * bytes[i] / length;
    }
  }

  /**
   * The cosine to a sum of directions; 0 to one of other dimensions, or of none.
   *
   * @param squares the sum of the squares of {@code sum}
   */
  double cosine(double[] sum, double squares) {
    if (sum.length != bytes.length || squares == 0) {
      return 0;
    }
    double product = 0;
    for (int i = 0; i < bytes.length; i++) {
      product += sum[i] * bytes[i];
    }
    return product / (Math.sqrt(squares) * length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Meaning meaning && Arrays.equals(bytes, meaning.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " dimensions";
  }
}
