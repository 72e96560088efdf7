package dev.assay.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.internal.HostileBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecisionBatchTest {

  private static List<TraceDecision> decisions(int n) {
    SamplingPlan plan =
        SamplingPlan.builder()
            .stratum(new Stratum("refunds", Match.any().feature("refunds"), 0.3, 0))
            .evaluator(SampledEvaluator.of("faithfulness"))
            .evaluator(SampledEvaluator.of("relevance"))
            .evaluator(new SampledEvaluator("tone", "alone", 0.5, 0.01))
            .rule("slow", new Rule.Slow())
            .build();
    TrafficSampler sampler = new TrafficSampler(plan, new Traffic(), Traces.NOON);
    SplittableRandom random = new SplittableRandom(2);
    List<TraceDecision> decisions = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String id = i % 50 == 0 ? "conversation \uD800 " + i : Traces.id(random);
      ObservedInteraction observed =
          Traces.of(
              id,
              random.nextBoolean() ? "refunds" : "orders",
              Traces.NOON,
              b -> b.latencyMillis(100 + 900 * random.nextDouble()));
      decisions.add(sampler.decide(observed, Facts.of(observed), Traces.NOON.plusMillis(20L * i)));
    }
    return decisions;
  }

  @Test
  void throughBytes_isTheSameInFewBytes() {
    List<TraceDecision> decisions = decisions(5000);
    byte[] bytes = DecisionBatch.toBytes(decisions);
    assertThat(DecisionBatch.fromBytes(bytes)).isEqualTo(decisions);
    assertThat(bytes.length / 5000.0).isLessThan(22);
  }

  @Test
  void fromBytes_anythingElse_isRefusedInWords() {
    byte[] bytes = DecisionBatch.toBytes(decisions(50));
    for (int i = 0; i < bytes.length; i += 7) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x20;
      assertThatThrownBy(() -> DecisionBatch.fromBytes(damaged))
          .isInstanceOf(IllegalArgumentException.class);
      byte[] cut = Arrays.copyOf(bytes, i);
      assertThatThrownBy(() -> DecisionBatch.fromBytes(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void fromBytes_writtenOnPurpose_isReadOrRefused() {
    HostileBytes.readOrRefuse(DecisionBatch.toBytes(decisions(30)), DecisionBatch::fromBytes);
  }
}
