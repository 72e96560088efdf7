package dev.assay.stats.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.stats.interval.Estimate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantileSketchSimulationTest {

  @Test
  void sketch_intervals_coverTheQuantile() {
    Random random = new Random(11);
    int covered = 0;
    for (int draw = 0; draw < 2000; draw++) {
      QuantileSketch sketch = QuantileSketch.withDefaults();
      for (int i = 0; i < 300; i++) {
        sketch.add(-Math.log(1 - random.nextDouble()));
      }
      Estimate p90 = sketch.estimate(0.9, 0.95).orElseThrow();
      covered += p90.interval().contains(Math.log(10)) ? 1 : 0;
    }
    System.getLogger("assay.simulation")
        .log(System.Logger.Level.INFO, "sketch p90 of 300 covered {0} of 2000", covered);
    assertThat(covered / 2000.0).isBetween(0.94, 0.985);
  }
}
