package dev.assay.server.engine;

import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.ModelException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets the pipeline spend only a share of its time on comparing texts, the less the further it is
 * behind. Beyond that the model does not answer: what it would have told is counted as not
 * compared, and everything else goes on.
 */
final class RationedEmbeddings implements EmbeddingModel {

  private static final double SHARE = 0.25;
  // With so much unread, it has half of that, and a fifth with twice as much: some 2,000
  // interactions and 4,000.
  private static final double HALVED_BYTES = 2_000_000;
  // What was said before is said again: goodbyes, the same question by another user.
  private static final int LONGEST_KEPT = 1_000;
  private static final int MOST_KEPT = 2_000;
  // What can be spent at once after a rest.
  private static final long MOST_SAVED_NANOS = 2_000_000_000L;

  private final EmbeddingModel model;
  private final LongSupplier nanos;
  private final LongSupplier unread;
  private final AtomicLong refused = new AtomicLong();
  private final Map<String, float[]> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
          return size() > MOST_KEPT;
        }
      };
  private long saved = MOST_SAVED_NANOS;
  private long last;

  /**
   * Rations a model.
   *
   * @param nanos a clock that only goes forward
   * @param unread how many bytes wait to be read by the pipeline
   */
  RationedEmbeddings(EmbeddingModel model, LongSupplier nanos, LongSupplier unread) {
    this.model = model;
    this.nanos = nanos;
    this.unread = unread;
    this.last = nanos.getAsLong();
  }

  @Override
  public float[] embed(String text) {
    long began = nanos.getAsLong();
    synchronized (this) {
      float[] known = kept.get(text);
      if (known != null) {
        return known.clone();
      }
      saved = Math.min(MOST_SAVED_NANOS, saved + (long) (share() * (began - last)));
      last = began;
      if (saved <= 0) {
        refused.incrementAndGet();
        throw new ModelException(
            ModelException.Kind.UNAVAILABLE, "no time is left for comparing texts", null);
      }
    }
    try {
      float[] vector = model.embed(text);
      if (text.length() <= LONGEST_KEPT) {
        synchronized (this) {
          kept.put(text, vector.clone());
        }
      }
      return vector;
    } finally {
      synchronized (this) {
        saved -= nanos.getAsLong() - began;
      }
    }
  }

  private double share() {
    double behind = unread.getAsLong() / HALVED_BYTES;
    return SHARE / (1 + behind * behind);
  }

  @Override
  public boolean knows(String text) {
    return model.knows(text);
  }

  @Override
  public int dimensions() {
    return model.dimensions();
  }

  @Override
  public String version() {
    return model.version();
  }

  /** How many texts were not compared for want of time. */
  long refused() {
    return refused.get();
  }
}
