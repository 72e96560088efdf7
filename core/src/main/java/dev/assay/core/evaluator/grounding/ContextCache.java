package dev.assay.core.evaluator.grounding;

import dev.assay.core.interaction.Passage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contexts read last, so that several claims, evaluators and answers share one reading. Keyed
 * by the SHA-256 of the passages' texts; the least recently used go first. Thread-safe.
 */
final class ContextCache {

  /** Characters of context looked at: some 150 pages. */
  static final int MOST_CHARACTERS = 500_000;

  private static final int MOST_CONTEXTS = 64;
  private static final long MOST_KEPT = 4_000_000;

  private final Map<ByteBuffer, ContextIndex> contexts = new LinkedHashMap<>(16, 0.75f, true);
  private long kept;

  /** The reading of {@code passages}. */
  ContextIndex get(List<Passage> passages) {
    ByteBuffer key = key(passages);
    synchronized (contexts) {
      ContextIndex known = contexts.get(key);
      if (known != null) {
        return known;
      }
    }
    ContextIndex read = ContextIndex.of(passages, MOST_CHARACTERS);
    synchronized (contexts) {
      if (contexts.put(key, read) == null) {
        kept += size(read);
      }
      while (contexts.size() > 1 && (contexts.size() > MOST_CONTEXTS || kept > MOST_KEPT)) {
        dropEldest();
      }
    }
    return read;
  }

  private void dropEldest() {
    Map.Entry<ByteBuffer, ContextIndex> eldest = contexts.entrySet().iterator().next();
    kept -= size(eldest.getValue());
    contexts.remove(eldest.getKey());
  }

  private static long size(@Nullable ContextIndex context) {
    return context == null
        ? 0
        : context.passages().stream().mapToLong(text -> text.length() + 64L).sum();
  }

  private static ByteBuffer key(List<Passage> passages) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Passage passage : passages) {
        String text = passage.text();
        ByteBuffer bytes = ByteBuffer.allocate(4 + Character.BYTES * text.length());
        bytes.putInt(text.length());
        bytes.asCharBuffer().put(text);
        digest.update(bytes.array());
      }
      return ByteBuffer.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 (expected: in every Java platform)", e);
    }
  }
}
