package dev.assay.models.embedding;

import dev.assay.core.json.Json;
import dev.assay.core.model.ModelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * BERT's uncased WordPiece: the words of {@link BertWords}, each cut into the longest pieces of the
 * vocabulary from the left; a word that cannot be cut so, or of more than 100 characters, is
 * unknown.
 *
 * <p>Text is only ever text: a {@code [SEP]} in it is a bracket, letters and a bracket, not the
 * model's separator. Source: J. Devlin et al., "BERT", NAACL 2019, and its {@code tokenization.py}.
 * Thread-safe.
 */
final class WordPiece {

  private static final String CONTINUATION = "##";

  private final Map<String, Integer> starts = new HashMap<>();
  private final Map<String, Integer> continuations = new HashMap<>();
  private final int longestPiece;
  private final int unknown;
  private final int frameStart;
  private final int frameEnd;

  private WordPiece(JsonNode vocabulary) {
    int longest = 0;
    for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
      String piece = entry.getKey();
      int id = entry.getValue().intValue();
      if (piece.startsWith(CONTINUATION)) {
        continuations.put(piece.substring(CONTINUATION.length()), id);
      } else {
        starts.put(piece, id);
      }
      longest = Math.max(longest, piece.length());
    }
    this.longestPiece = longest;
    this.unknown = special("[UNK]");
    this.frameStart = special("[CLS]");
    this.frameEnd = special("[SEP]");
  }

  /**
   * Loads the vocabulary from the class path resource {@code resource}, a Hugging Face {@code
   * tokenizer.json}.
   *
   * @throws ModelException if it is missing or is not one
   */
  static WordPiece load(String resource) {
    String text = new String(Resources.bytes(resource), StandardCharsets.UTF_8);
    return new WordPiece(Json.parse(text, resource, 1).path("model").path("vocab"));
  }

  /** The ids of the pieces of {@code text}, of which no more than the first {@code most + 1}. */
  int[] ids(String text, int most) {
    Ids ids = new Ids(most + 1);
    tokenize(text, ids);
    return ids.toArray();
  }

  /** Whether any piece of {@code text} is in the vocabulary. */
  boolean knows(String text) {
    boolean[] known = new boolean[1];
    tokenize(
        text,
        id -> {
          known[0] = id != unknown;
          return !known[0];
        });
    return known[0];
  }

  /** The ids from {@code from} to before {@code to} as the model reads them: between two marks. */
  long[] framed(int[] ids, int from, int to) {
    long[] framed = new long[to - from + 2];
    framed[0] = frameStart;
    for (int i = from; i < to; i++) {
      framed[i - from + 1] = ids[i];
    }
    framed[framed.length - 1] = frameEnd;
    return framed;
  }

  private void tokenize(String text, IntPredicate more) {
    BertWords.split(text, word -> word == null ? more.test(unknown) : pieces(word, more));
  }

  // Two passes: a word of which any part is unknown is unknown as a whole.
  private boolean pieces(String word, IntPredicate more) {
    int[] pieces = new int[word.length()];
    int count = 0;
    int from = 0;
    while (from < word.length()) {
      int to = Math.min(word.length(), from + longestPiece);
      Integer id = null;
      while (to > from) {
        id = (from == 0 ? starts : continuations).get(word.substring(from, to));
        if (id != null) {
          break;
        }
        to--;
      }
      if (id == null) {
        return more.test(unknown);
      }
      pieces[count++] = id;
      from = to;
    }
    for (int i = 0; i < count; i++) {
      if (!more.test(pieces[i])) {
        return false;
      }
    }
    return true;
  }

  private int special(String token) {
    @Nullable Integer id = starts.get(token);
    if (id == null) {
      throw new ModelException("vocabulary: no " + token + " (expected: a BERT vocabulary)", null);
    }
    return id;
  }

  /** A growing array that stops taking at its limit. */
  private static final class Ids implements IntPredicate {

    private final int limit;
    private int[] ids = new int[64];
    private int size;

    Ids(int limit) {
      this.limit = limit;
    }

    @Override
    public boolean test(int id) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, size * 2);
      }
      ids[size++] = id;
      return size < limit;
    }

    int[] toArray() {
      return Arrays.copyOf(ids, size);
    }
  }
}
