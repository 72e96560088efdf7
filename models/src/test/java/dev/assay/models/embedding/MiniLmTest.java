package dev.assay.models.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MiniLmTest {

  private static final EmbeddingModel MODEL = EmbeddingModels.installed().get("in-process");

  // sentence-transformers documentation, all-MiniLM-L6-v2 in full precision:
  // model.similarity of these three is [[1, .6660, .1046], [.6660, 1, .1411], [.1046, .1411, 1]].
  // The weights here have 8 bits.
  @ParameterizedTest
  @CsvSource({
    "The weather is lovely today., It's so sunny outside!, 0.6660",
    "The weather is lovely today., He drove to the stadium., 0.1046",
    "It's so sunny outside!, He drove to the stadium., 0.1411",
  })
  void embed_documentedPairs_cosineIsTheDocumentedOne(String a, String b, double expected) {
    assertThat(cosine(MODEL.embed(a), MODEL.embed(b))).isCloseTo(expected, within(0.04));
  }

  @Test
  void embed_paraphrase_isNearerThanAnotherTopic() {
    float[] asked = MODEL.embed("How do I cancel my subscription?");
    double paraphrase = cosine(asked, MODEL.embed("What is the way to end my plan?"));
    double other = cosine(asked, MODEL.embed("Which file formats can be imported?"));
    assertThat(paraphrase).isGreaterThan(other + 0.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "🎉", "\ud800", "\u0000", "x", "<b>bold</b>\u001b[31m"})
  void embed_anyText_hasUnitLength(String text) {
    float[] vector = MODEL.embed(text);
    assertThat(vector).hasSize(MODEL.dimensions());
    assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
  }

  @Test
  void knows_onlyUnknownSymbols_isFalseAndTheVectorsAreAlike() {
    assertThat(MODEL.knows("🎉")).isFalse();
    assertThat(MODEL.knows("")).isFalse();
    assertThat(MODEL.knows("party 🎉")).isTrue();
    assertThat(MODEL.embed("🎉")).containsExactly(MODEL.embed("🚀"));
  }

  @Test
  void embed_textOverOneWindow_isReadToItsEnd() {
    String filler = "The quick brown fox jumps over the lazy dog. ".repeat(60);
    double withEnd =
        cosine(
            MODEL.embed(filler + "Refunds are paid within thirty days. ".repeat(20)),
            MODEL.embed("Refunds are paid within thirty days."));
    double without = cosine(MODEL.embed(filler), MODEL.embed("Refunds are paid in thirty days."));
    assertThat(withEnd).isGreaterThan(without + 0.2);
  }

  @Test
  void embed_severalEqualWindows_isTheVectorOfOne() {
    String window = "word ".repeat(MiniLm.WINDOW - 2);
    float[] one = MODEL.embed(window);
    assertThat(cosine(one, MODEL.embed(window.repeat(3)))).isCloseTo(1, within(1e-6));
  }

  @Test
  void embed_tooLong_isRefusedNotCut() {
    assertThatThrownBy(() -> MODEL.embed("word ".repeat(MiniLm.MOST_TOKENS + 1)))
        .isInstanceOf(ModelException.class)
        .hasMessage("text: more than 32768 tokens (expected: at most 32768)");
  }

  @Test
  void embed_again_givesAnEqualVectorOfItsOwn() {
    float[] first = MODEL.embed("remembered");
    float[] copy = first.clone();
    first[0] = 42;
    assertThat(MODEL.embed("remembered")).containsExactly(copy);
  }

  @Test
  void embed_severalThreads_giveTheSameVectors() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("Sentence number " + i + " about " + "threads ".repeat(i % 7 + 1));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> futures = new ArrayList<>();
      for (String text : texts) {
        futures.add(threads.submit(() -> MODEL.embed(text)));
      }
      for (int i = 0; i < texts.size(); i++) {
        assertThat(futures.get(i).get()).containsExactly(MODEL.embed(texts.get(i)));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void version_namesModelAndRuntime() {
    assertThat(MODEL.version()).matches("all-minilm-l6-v2-q/1 onnxruntime/\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void open_byFullName_isTheSameModel() {
    assertThat(EmbeddingModels.installed().get("all-minilm-l6-v2-q").version())
        .isEqualTo(MODEL.version());
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * (double) b[i];
    }
    return dot;
  }
}
