package dev.assay.models.embedding;

import dev.assay.core.interaction.Message;
import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelException.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An embedding model behind an API. */
final class ApiEmbedding implements EmbeddingModel {

  /** Changed whenever our side of the work gives other vectors. */
  static final String OURS = "1";

  private static final int REMEMBERED = 2_048;

  private final ChatModel calls;
  private final VectorCache cache = new VectorCache(REMEMBERED);
  private final AtomicInteger dimensions = new AtomicInteger();

  /**
   * An embedding model.
   *
   * @param calls answers a text with its vector
   */
  ApiEmbedding(ChatModel calls) {
    this.calls = calls;
  }

  @Override
  public float[] embed(String text) {
    VectorCache.Key key = VectorCache.Key.of(text);
    float[] known = cache.get(key);
    if (known != null) {
      return known;
    }
    ChatRequest request = ChatRequest.of(List.of(Message.user(text)), ChatParameters.DEFAULT);
    float[] vector = vector(calls.chat(request).text());
    cache.put(key, vector);
    return vector;
  }

  private float[] vector(String written) {
    float[] vector;
    try {
      vector = Vectors.unit(written);
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          Kind.INVALID_REPLY, calls.name() + ": what was kept is no vector", e);
    }
    int first = dimensions.compareAndExchange(0, vector.length);
    if (first != 0 && first != vector.length) {
      throw new ModelException(
          Kind.INVALID_REPLY,
          calls.name()
              + ": a vector of "
              + vector.length
              + " after one of "
              + first
              + " dimensions",
          null);
    }
    return vector;
  }

  /** How long the vectors are; asks for one if none has come yet. */
  @Override
  public int dimensions() {
    int known = dimensions.get();
    return known == 0 ? embed("dimensions").length : known;
  }

  @Override
  public String version() {
    return calls.version();
  }

  @Override
  public void close() {
    calls.close();
  }
}
