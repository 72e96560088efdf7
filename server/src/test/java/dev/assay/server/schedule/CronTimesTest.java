package dev.assay.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {

  // In 2026 clocks there are put forward on 29 March at 01:00 UTC and back on 25 October.
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void after_everyDay_keepsTheClockOnTheWall() {
    assertThat(times("0 9 * * *", "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z");
  }

  @Test
  void after_timeThatDoesNotCome_isTakenAtOnceAfterTheGap() {
    assertThat(times("30 2 * * *", "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
  }

  @Test
  void after_timesThatDoNotCome_areTakenOnce() {
    assertThat(times("0,20,40 2 * * *", "2026-03-28T12:00:00Z", 2))
        .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z");
  }

  @Test
  void after_timeThatComesTwice_isTakenOnce() {
    assertThat(times("30 2 * * *", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void after_everyHour_followsTheTimeThatPasses() {
    assertThat(times("0 * * * *", "2026-10-24T23:30:00Z", 4))
        .containsExactly(
            "2026-10-25T00:00:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T02:00:00Z",
            "2026-10-25T03:00:00Z");
    assertThat(times("*/30 * * * *", "2026-03-29T00:15:00Z", 4))
        .containsExactly(
            "2026-03-29T00:30:00Z",
            "2026-03-29T01:00:00Z",
            "2026-03-29T01:30:00Z",
            "2026-03-29T02:00:00Z");
  }

  @Test
  void after_anyExpression_neverStandsStillOverAYear() {
    for (String expression : List.of("17 2 * * *", "*/20 * * * *", "0 */2 * * *", "59 1-3 * * *")) {
      CronTimes times = CronTimes.of(expression, BERLIN);
      Instant at = Instant.parse("2026-01-01T00:00:00Z");
      Instant end = Instant.parse("2027-01-01T00:00:00Z");
      int count = 0;
      while (at.isBefore(end)) {
        Instant next = times.after(at).orElseThrow();
        assertThat(next).isAfter(at);
        at = next;
        count++;
      }
      assertThat(count).isGreaterThanOrEqualTo(365);
    }
  }

  @Test
  void after_weekly_isThatDay() {
    assertThat(times("@weekly", "2026-03-02T00:00:00Z", 1)).containsExactly("2026-03-07T23:00:00Z");
    assertThat(times("0 9 * * MON-FRI", "2026-03-06T12:00:00Z", 1))
        .containsExactly("2026-03-09T08:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "daily", "* * * *", "60 * * * *", "0 0 31 2 *", "* * * * * *", "0 0 * * 9"})
  void of_noExpression_saysWhatWasExpected(String expression) {
    assertThatThrownBy(() -> CronTimes.of(expression, BERLIN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("minute hour day-of-month month day-of-week");
  }

  private static List<String> times(String expression, String after, int count) {
    CronTimes times = CronTimes.of(expression, BERLIN);
    List<String> found = new ArrayList<>();
    Instant at = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      at = times.after(at).orElseThrow();
      found.add(at.toString());
    }
    return found;
  }
}
