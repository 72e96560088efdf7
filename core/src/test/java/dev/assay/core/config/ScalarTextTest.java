package dev.assay.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarTextTest {

  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "250ms, PT0.25S",
    "1.5s, PT1.5S",
    "1m30s, PT1M30S",
    "2h, PT2H",
    "400d, PT9600H"
  })
  void time_written_isRead(String text, Duration time) {
    assertThat(ScalarText.time(text)).contains(time);
    assertThat(ScalarText.time(ScalarText.write(time))).contains(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-5s", "30 s", "1y", "1s ", "5S", "1,5s"})
  void time_anythingElse_isNone(String text) {
    assertThat(ScalarText.time(text)).isEmpty();
  }

  @Test
  void duration_zeroOrAboveThirtyDays_isNone() {
    assertThat(ScalarText.duration("0s")).isEmpty();
    assertThat(ScalarText.duration("31d")).isEmpty();
    assertThat(ScalarText.duration("30d")).contains(Duration.ofDays(30));
  }

  @ParameterizedTest
  @CsvSource({
    "0B, 0",
    "512B, 512",
    "1kB, 1000",
    "64KiB, 65536",
    "64 MiB, 67108864",
    "1.5GB, 1500000000",
    "2GiB, 2147483648"
  })
  void size_written_isRead(String text, long bytes) {
    assertThat(ScalarText.size(text)).hasValue(bytes);
    assertThat(ScalarText.size(ScalarText.write(bytes))).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64", "MiB", "64mib", "-1B", "1TB", "64MiB "})
  void size_anythingElse_isNone(String text) {
    assertThat(ScalarText.size(text)).isEmpty();
  }

  @Test
  void timeAndSize_hugeText_areNone() {
    String huge = "9".repeat(1_000_000);
    assertThat(ScalarText.time(huge + "s")).isEmpty();
    assertThat(ScalarText.size(huge + "B")).isEmpty();
    assertThat(ScalarText.size("999999999999GiB")).hasValue(Long.MAX_VALUE);
  }
}
