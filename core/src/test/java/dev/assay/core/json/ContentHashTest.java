package dev.assay.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ContentHashTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":2}|{ \"b\" : 2, \"a\" : 1 }",
        "[1.0]|[1]",
        "[1.50]|[15e-1]",
        "[100]|[1e2]",
        "[0]|[-0.0]",
        "{\"x\":{\"b\":[],\"a\":null}}|{\"x\":{\"a\":null,\"b\":[]}}",
        "[\"\\u0041\"]|[\"A\"]",
      })
  void of_sameMeaning_isEqual(String one, String two) {
    assertThat(ContentHash.of(json(one))).isEqualTo(ContentHash.of(json(two)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2]|[2,1]",
        "[\"1\"]|[1]",
        "{\"a\":null}|{}",
        "[]|{}",
        "[\"a\"]|[\"A\"]",
        "[1e400]|[1e401]",
        "[true]|[\"true\"]",
      })
  void of_otherMeaning_differs(String one, String two) {
    assertThat(ContentHash.of(json(one))).isNotEqualTo(ContentHash.of(json(two)));
  }

  // sha256sum of the bytes `{"a":[1,"x"]}`
  @Test
  void of_aDocument_isSha256OfItsCanonicalText() {
    assertThat(ContentHash.canonical(json("{\"a\": [1.0, \"x\"]}"))).isEqualTo("{\"a\":[1,\"x\"]}");
    assertThat(ContentHash.of(json("{\"a\": [1.0, \"x\"]}")))
        .isEqualTo(ContentHash.ofBytes("{\"a\":[1,\"x\"]}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("sha256:5e49f471d8b615a8ae0ecf0a53dbe2f5f617abb2dfe6246974aa6e4bdeb89725");
  }

  @Test
  void of_hugeExponents_staysSmall() {
    assertThat(ContentHash.canonical(json("[1e999999999]"))).hasSizeLessThan(40);
  }

  private static JsonNode json(String text) {
    return Json.parse(text, "f", 1);
  }
}
