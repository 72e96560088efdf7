package dev.assay.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertChange;
import dev.assay.monitor.watch.AlertState;
import dev.assay.monitor.watch.Severity;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertNoticesTest {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void of_opened_saysWhatChangedByHowMuchAndWhatItWouldTakeToBeWrong() {
    Notice notice =
        AlertNotices.of(change(AlertChange.What.OPENED, true), Json.object(), null).get();
    assertThat(notice.state()).isEqualTo(Notice.State.FIRING);
    assertThat(notice.lines())
        .containsExactly(
            "Before: 4.100 [4.000, 4.200], n = 900",
            "Now: 3.200 [3.000, 3.400], n = 200",
            "Since: 2026-03-01T12:00:00Z",
            "v7 since 11:00",
            "Look at: i1, i2",
            "To be wrong: one in twenty");
    assertThat(Notice.ofJson(notice.toJson())).isEqualTo(notice);
  }

  @Test
  void of_resolved_isResolved() {
    assertThat(AlertNotices.of(change(AlertChange.What.RESOLVED, true), Json.object(), null))
        .hasValueSatisfying(n -> assertThat(n.state()).isEqualTo(Notice.State.RESOLVED));
  }

  @Test
  void of_whatNobodyIsToldOf_isEmpty() {
    assertThat(AlertNotices.of(change(AlertChange.What.OPENED, false), Json.object(), null))
        .isEmpty();
    assertThat(AlertNotices.of(change(AlertChange.What.ACKNOWLEDGED, true), Json.object(), null))
        .isEmpty();
  }

  private static AlertChange change(AlertChange.What what, boolean tell) {
    Alert alert =
        new Alert(
            "a1",
            "judge-mean",
            "change",
            "feature=chat",
            "g",
            Severity.HIGH,
            AlertState.FIRING,
            false,
            null,
            "Judge mean fell",
            new Estimate(4.1, new Interval(4, 4.2, 0.95), 900),
            new Estimate(3.2, new Interval(3, 3.4, 0.95), 200),
            null,
            AT,
            AT,
            AT,
            null,
            null,
            3,
            List.of(),
            List.of("i1", "i2"),
            List.of("v7 since 11:00"),
            "one in twenty");
    return new AlertChange(alert, what, tell, AT);
  }
}
