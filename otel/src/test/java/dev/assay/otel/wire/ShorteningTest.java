package dev.assay.otel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ShorteningTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain text that is long | 5 | plain",
        "[\"first\", \"second\", \"third\"] | 20 | [\"first\",\"second\"]",
        "{\"a\":\"xxxxxxxxxxxxxxxxxxxx\",\"b\":2} | 20 | {\"a\":\"xxxxxxxxxx\"}",
        "[1,2,3,4,5,6,7,8,9] | 9 | [1,2,3]",
        "[[[[[[[[[[1]]]]]]]]]] | 9 | [[[]]]",
        "\"one long string in quotes\" | 10 | \"one lon\"",
        "[not json at all, but text | 8 | [not jso",
        "[\"a\"] and more of it | 5 | [\"a\"]",
      })
  void shorten_keepsTheStart_andJsonValid(String text, int room, String kept) {
    assertThat(Shortening.shorten(text, room)).isEqualTo(kept);
  }

  @Test
  void shorten_pair_isNeverHalved() {
    assertThat(Shortening.shorten("ab\ud83d\ude00cd", 3)).isEqualTo("ab");
    assertThat(Shortening.shorten("[\"ab\ud83d\ude00cd\"]", 9))
        .isIn("[\"ab\"]", "[\"ab\ud83d\ude00\"]");
  }

  @Test
  void shorten_anyDocument_isAPrefixThatParsesAndFits() {
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String text = Json.write(document(random, 0));
      for (int room : new int[] {2, 3, 7, 20, 60, Math.max(2, text.length() - 1)}) {
        if (room < text.length()) {
          String kept = Shortening.shorten(text, room);
          assertThat(kept.length()).isLessThanOrEqualTo(room);
          Json.parse(kept, "kept", 1);
        }
      }
    }
  }

  private static JsonNode document(SplittableRandom random, int depth) {
    var array = Json.array();
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      switch (random.nextInt(depth > 4 ? 3 : 5)) {
        case 0 -> array.add(random.nextInt());
        case 1 -> array.add("text \n\"\\/\u0001".repeat(random.nextInt(4)));
        case 2 -> array.add(random.nextBoolean());
        case 3 -> array.add(document(random, depth + 1));
        default ->
            array
                .addObject()
                .put("a/b", random.nextDouble())
                .putNull("n")
                .set("deep", document(random, depth + 1));
      }
    }
    return array;
  }
}
