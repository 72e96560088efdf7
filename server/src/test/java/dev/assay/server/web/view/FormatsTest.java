package dev.assay.server.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final Formats english = new Formats(Locale.UK, ZoneId.of("UTC"), NOW);
  private final Formats german = new Formats(Locale.GERMANY, ZoneId.of("Europe/Berlin"), NOW);

  @Test
  void estimate_asAShare_isInPercentWithItsInterval() {
    Estimate estimate = new Estimate(0.0412, new Interval(0.0301, 0.0553, 0.95), 900);
    assertThat(english.of(Unit.SHARE, estimate)).isEqualTo("4.1% [3.0, 5.5]");
    assertThat(german.of(Unit.SHARE, estimate)).isEqualTo("4,1% [3,0; 5,5]");
  }

  @Test
  void estimate_withoutWidthOrEnd_saysSo() {
    assertThat(english.of(Unit.COUNT, new Estimate(1234, new Interval(1234, 1234, 0.95), 1)))
        .isEqualTo("1,234");
    Estimate open = new Estimate(3, new Interval(1, Double.POSITIVE_INFINITY, 0.95), 2);
    assertThat(english.interval(Unit.MILLIS, open)).isEqualTo("[1.0, ∞]");
    assertThat(english.of(Unit.SHARE, (Estimate) null)).isEqualTo("–");
  }

  @ParameterizedTest
  @CsvSource({
    "SHARE, 0.0041, 0.41%",
    "SHARE, 1, 100.0%",
    "MILLIS, 7.26, 7.3 ms",
    "MILLIS, 640, 640 ms",
    "MILLIS, 1834, 1.83 s",
    "MILLIS, 180000, 3.0 min",
    "MONEY, 0.000123, $0.000123",
    "MONEY, 12.5, $12.50",
    "SCORE, -0.2, −0.20",
    "COUNT, 12000, '12,000'",
  })
  void number_ofAUnit_isWrittenAsPeopleWriteIt(Unit unit, double value, String text) {
    assertThat(english.of(unit, value)).isEqualTo(text);
  }

  @Test
  void times_areOfTheReadersZone() {
    assertThat(english.near(NOW.minus(Duration.ofHours(2)))).isEqualTo("08:00");
    assertThat(german.near(NOW.minus(Duration.ofHours(2)))).isEqualTo("09:00");
    assertThat(english.near(NOW.minus(Duration.ofDays(1)))).isEqualTo("Fri 10:00");
    assertThat(german.field(NOW)).isEqualTo("2026-11-21T11:00");
    assertThat(english.ago(NOW.minusSeconds(300))).isEqualTo("5 min ago");
  }
}
