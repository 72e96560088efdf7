package dev.assay.models.embedding;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of the texts used last, so that a reference or a passage met again is not embedded
 * again. Holds hashes, not texts. Thread-safe.
 */
final class VectorCache {

  /** The SHA-256 of a text. */
  static final class Key {

    private final byte[] digest;

    private Key(byte[] digest) {
      this.digest = digest;
    }

    static Key of(String text) {
      try {
        // The chars as they are: any charset would make all lone surrogates the same.
        ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * text.length());
        bytes.asCharBuffer().put(text);
        return new Key(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("SHA-256 (expected: in every Java platform)", e);
      }
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(digest, key.digest);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(digest);
    }
  }

  private final Map<Key, float[]> vectors;

  VectorCache(int capacity) {
    this.vectors =
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, float[]> eldest) {
            return size() > capacity;
          }
        };
  }

  float @Nullable [] get(Key key) {
    synchronized (vectors) {
      float[] vector = vectors.get(key);
      return vector == null ? null : vector.clone();
    }
  }

  void put(Key key, float[] vector) {
    synchronized (vectors) {
      vectors.put(key, vector.clone());
    }
  }
}
