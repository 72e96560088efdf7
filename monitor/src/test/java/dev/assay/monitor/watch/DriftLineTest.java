package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DriftLineTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final double ALPHA = 0.001;

  private static final Condition.Drift CONDITION =
      new Condition.Drift(
          Condition.Distance.JS,
          Condition.DriftOf.LABELS,
          "language",
          Rhythm.DAY,
          Duration.ofDays(1),
          HOUR,
          0.02,
          Duration.ofDays(365));

  private static Spread speaking(String language, int n) {
    Spread spread = new Spread();
    spread.add(language, n);
    spread.add("en", 100);
    return spread;
  }

  private static Instant hour(int hour) {
    return START.plus(HOUR.multipliedBy(hour));
  }

  /** A day of reference: by night half of them speak German. */
  private static DriftLine learned() {
    DriftLine line = new DriftLine(CONDITION);
    for (int i = 0; i <= 24; i++) {
      assertThat(line.add(hour(i), speaking("de", i % 24 < 6 ? 100 : 5), ALPHA)).isEmpty();
    }
    return line;
  }

  @Test
  void hours_areHeldAgainstTheSameHours() {
    DriftLine line = learned();
    assertThat(line.first()).isEqualTo(hour(1));
    for (int i = 25; i < 48; i++) {
      assertThat(line.add(hour(i), speaking("de", i % 24 < 6 ? 100 : 5), ALPHA)).isPresent();
      assertThat(line.drifted()).as("hour %s", i).isFalse();
    }
    line.add(hour(58), speaking("de", 100), ALPHA);
    assertThat(line.drifted()).isTrue();
    assertThat(line.since()).isEqualTo(hour(58));
  }

  @Test
  void whatTellsNothing_changesNothing() {
    DriftLine line = learned();
    line.add(hour(34), speaking("de", 100), ALPHA);
    assertThat(line.drifted()).isTrue();
    Spread few = new Spread();
    few.add("en", 20);
    assertThat(line.add(hour(35), few, ALPHA)).isEmpty();
    assertThat(line.drifted()).as("too few").isTrue();
    assertThat(line.add(hour(34), speaking("de", 5), ALPHA)).isEmpty();
    assertThat(line.drifted()).as("a part that came late").isTrue();
    assertThat(line.add(hour(36), speaking("de", 5), ALPHA)).isPresent();
    assertThat(line.drifted()).isFalse();
  }

  @Test
  void state_writtenAndRead_goesOn() {
    DriftLine line = learned();
    line.add(hour(34), speaking("de", 100), ALPHA);
    StateWriter out = new StateWriter("line", 1);
    line.write(out);
    DriftLine read = new DriftLine(CONDITION);
    StateReader in = new StateReader(out.toBytes(), "line", 1);
    read.read(in);
    in.end();
    assertThat(read.drifted()).isTrue();
    assertThat(read.since()).isEqualTo(hour(34));
    assertThat(read.windows()).isEqualTo(1);
    assertThat(read.add(hour(35), speaking("de", 100), ALPHA))
        .isEqualTo(line.add(hour(35), speaking("de", 100), ALPHA));
    assertThat(read.windows()).isEqualTo(2);
  }
}
