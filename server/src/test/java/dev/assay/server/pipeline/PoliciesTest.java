package dev.assay.server.pipeline;

import static dev.assay.server.pipeline.Traffic.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.sampling.TrafficSampler;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoliciesTest {

  private static final int UNITS = 2_000;

  @Test
  void keeps_ofWhatNobodyLooksAtAsAWhole_theSampleAndWhatFailed() {
    Policies policies = policies(false);
    assertThat(kept(policies, false)).isBetween(50, 160);
    assertThat(kept(policies, true)).isEqualTo(UNITS);
  }

  @Test
  void keeps_whereEveryInteractionIsLookedAt_everything() {
    assertThat(kept(policies(true), false)).isEqualTo(UNITS);
  }

  private static Policies policies(boolean everyoneLooks) {
    SamplingPlan plan = Traffic.plan(0.05);
    TrafficSampler sampler =
        new TrafficSampler(plan, new dev.assay.monitor.sampling.Traffic(), START);
    return new Policies(
        sampler.sampler(),
        Duration.ofMinutes(10),
        everyoneLooks,
        Policy.of(START, sampler.table(START), plan.salt(), 1, false));
  }

  private static int kept(Policies policies, boolean failed) {
    int kept = 0;
    for (int i = 0; i < UNITS; i++) {
      kept += policies.keeps(Traffic.trace(i), failed) ? 1 : 0;
    }
    return kept;
  }
}
