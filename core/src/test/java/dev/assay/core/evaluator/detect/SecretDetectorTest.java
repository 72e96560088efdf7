package dev.assay.core.evaluator.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretDetectorTest {

  // Invented values of the services' published forms.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SendGrid key|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",
        "Hugging Face token|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",
        "DigitalOcean token|dop_v1_"
            + "3f9c1e7a5b2d8f4e6a0c9b7d1e3f5a8c2b4d6e8f0a1c3e5b7d9f2a4c6e8b0d1f",
        "Shopify token|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",
        "Databricks token|dapi3f9c1e7a5b2d8f4e6a0c9b7d1e3f5a8c",
        "Telegram bot token|123456789:AAHk3Jq8Wm2Zx7Lp5Rt9Yv1Nc4Bd6Fg0Se_",
        "bearer token|Authorization: Bearer q8Zr2LmX5tWc9YbK1NdPfA",
      })
  void find_keyOfAService_isFound(String what, String text) {
    List<Found> found = find(SecretDetector.withDefaults(), "see " + text + " there");
    assertThat(found).isNotEmpty();
    assertThat(found.get(0).what()).isEqualTo(what);
  }

  @Test
  void with_ownPattern_isFoundToo() {
    SecretDetector detector =
        SecretDetector.withDefaults().with("ticket", Pattern.compile("TCK-[0-9]{6}"));
    assertThat(find(detector, "see TCK-123456")).hasToString("[ticket TC…6 at 4]");
  }

  private static List<Found> find(Detector detector, String text) {
    List<Found> found = new ArrayList<>();
    detector.find(text, found::add);
    return found;
  }

  @Test
  void entropy_knownTexts_equal() {
    assertThat(SecretDetector.entropy("aaaa")).isZero();
    assertThat(SecretDetector.entropy("abab")).isCloseTo(1, within(1e-12));
    assertThat(SecretDetector.entropy("abcdefgh")).isCloseTo(3, within(1e-12));
    assertThat(SecretDetector.entropy("")).isZero();
  }
}
