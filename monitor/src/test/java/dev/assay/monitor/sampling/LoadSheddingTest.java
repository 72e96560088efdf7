package dev.assay.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.json.Json;
import dev.assay.monitor.sampling.LoadShedding.Load;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LoadSheddingTest {

  @Test
  void decide_machineKeepsUp_looksAtEverything() {
    LoadShedding shedding = LoadShedding.withSalt("s");
    shedding.observe(new Load(500, 2000, 10));
    shedding.observe(new Load(500, Double.NaN, 0));
    assertThat(shedding.decide("t", List.of("format", "refusal")))
        .containsExactly(
            new Decision("format", true, 1, Reason.EVERYTHING, "cheap"),
            new Decision("refusal", true, 1, Reason.EVERYTHING, "cheap"));
  }

  @Test
  void decide_tooMuchComes_looksAtWhatItCanAndSaysTheProbability() {
    LoadShedding shedding = LoadShedding.withSalt("s");
    shedding.observe(new Load(10_000, 2000, 36_000));
    assertThat(shedding.rate()).isCloseTo(0.06, within(1e-12));
    SplittableRandom random = new SplittableRandom(1);
    int looked = 0;
    for (int i = 0; i < 50_000; i++) {
      Decision decision = shedding.decide(Traces.id(random), List.of("format")).get(0);
      assertThat(decision.probability()).isEqualTo(shedding.rate());
      assertThat(decision.reason()).isEqualTo(Reason.LOAD);
      looked += decision.selected() ? 1 : 0;
    }
    assertThat(looked / 50_000.0).isCloseTo(0.06, within(0.004));
  }

  @Test
  void observe_slowButNothingWaits_goesOnWithEverything() {
    LoadShedding shedding = LoadShedding.withSalt("s");
    shedding.observe(new Load(300, 200, 900));
    assertThat(shedding.rate()).isEqualTo(1);
    shedding.observe(new Load(300, 200, 901));
    assertThat(shedding.rate()).isLessThan(1);
  }

  @Test
  void observe_overloadAndRecovery_fallsAtOnceAndRisesByHalf() {
    LoadShedding shedding = LoadShedding.withSalt("s");
    shedding.observe(new Load(1000, 1000, 60_000));
    assertThat(shedding.rate()).isEqualTo(1e-3);
    shedding.observe(new Load(100, 1000, 0));
    assertThat(shedding.rate()).isEqualTo(1.5e-3);
    for (int i = 0; i < 20; i++) {
      shedding.observe(new Load(100, 1000, 0));
    }
    assertThat(shedding.rate()).isEqualTo(1);
  }

  @Test
  void state_throughJson_goesOn() {
    LoadShedding shedding = LoadShedding.withSalt("s");
    shedding.observe(new Load(10_000, 2000, 36_000));
    assertThat(LoadShedding.fromJson("s", shedding.toJson()).rate()).isEqualTo(shedding.rate());
    assertThatThrownBy(() -> LoadShedding.fromJson("s", Json.object().put("rate", 0.5)))
        .hasMessageContaining("version 1");
  }
}
