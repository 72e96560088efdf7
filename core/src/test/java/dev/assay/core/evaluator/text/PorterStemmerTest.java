package dev.assay.core.evaluator.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PorterStemmerTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(PorterStemmerTest.class, "porter_stemmer.jsonl");
  }

  // nltk 3.8, PorterStemmer in mode NLTK_EXTENSIONS
  @ParameterizedTest
  @MethodSource("rows")
  void stem_referenceValues_equal(Vectors.Row row) {
    assertThat(stem(row.input().get("word").stringValue()))
        .isEqualTo(row.expected().get("stem").stringValue());
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(150);
  }

  // nltk 3.10.3: what the vectors leave out
  @ParameterizedTest
  @CsvSource({
    "radically, radic",
    "hopefully, hope",
    "geology, geolog",
    "theology, theolog",
    "yyyyying, yyyi",
    "1234ing, 1234ing",
    "a1ing, a1e",
    "skies, sky",
    "innings, inning",
    "died, die",
    "spied, spi",
    "controlling, control",
    "hissing, hiss",
    "aing, a",
    "sses, ss",
  })
  void stem_edges_equalNltk(String word, String stem) {
    assertThat(stem(word)).isEqualTo(stem);
  }

  @Test
  void stem_hugeWord_isDone() {
    assertThat(stem("y".repeat(2_000_000) + "ing")).hasSizeGreaterThan(1_999_990);
  }

  @Test
  void stemCache_collidingWords_keepTheirOwnStems() {
    LongTokens longTokens = new LongTokens();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 60_000; i++) {
        String word = Integer.toString(i, 36) + "ating";
        long expected = TokenKeys.of(stem(word), longTokens);
        byte[] bytes = word.getBytes(US_ASCII);
        long key =
            bytes.length <= 8
                ? StemCache.stemOfShort(Bytes.load(bytes, 0, bytes.length), bytes.length)
                : StemCache.stemOfLong(bytes, 0, bytes.length, longTokens);
        assertThat(key).isEqualTo(expected);
      }
    }
  }

  static String stem(String word) {
    byte[] bytes = word.getBytes(US_ASCII);
    int length = PorterStemmer.stem(bytes, bytes.length);
    return new String(bytes, 0, length, US_ASCII);
  }
}
