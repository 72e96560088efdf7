package dev.assay.monitor.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TrafficSampleTest {

  private static ObservedInteraction asked(String id, Message... messages) {
    return new ObservedInteraction(
        id,
        null,
        null,
        null,
        Instant.parse("2026-03-02T10:00:00Z"),
        "shop",
        null,
        null,
        null,
        null,
        false,
        Interaction.builder().input(List.of(messages)).build());
  }

  private static TrafficSample.Candidate candidate(
      String id, String stratum, double keptWith, String text) {
    return new TrafficSample.Candidate(asked(id, Message.user(text)), stratum, keptWith);
  }

  private static double weight(Example example) {
    return example.metadata().path("weight").doubleValue();
  }

  // Failures were kept always and the rest with a twentieth: in the drawn set both are as frequent
  // as in the traffic, and weighted sums are unbiased.
  @Test
  void draw_keptUnequally_standsForTheTraffic() {
    double estimated = 0;
    double counted = 0;
    int sets = 200;
    for (int set = 0; set < sets; set++) {
      SplittableRandom random = new SplittableRandom(set);
      TrafficSample sample = new TrafficSample(60, 0, "salt " + set, text -> text);
      for (int i = 0; i < 4000; i++) {
        boolean failed = random.nextInt(10) == 0;
        if (failed || random.nextInt(20) == 0) {
          sample.offer(
              candidate("i" + i, "all", failed ? 1 : 0.05, (failed ? "failed " : "fine ") + i));
        }
      }
      TrafficSample.Drawn drawn = sample.draw();
      assertThat(drawn.drawn()).isEqualTo(60);
      for (Example example : drawn.examples()) {
        boolean failed = example.inputText().startsWith("failed");
        estimated += failed ? weight(example) / sets : 0;
        counted += failed ? 1.0 / 60 / sets : 0;
      }
    }
    // The standard error over the sets is about 12 and 0.003.
    assertThat(estimated).isCloseTo(400, within(40.0));
    assertThat(counted).isCloseTo(0.1, within(0.01));
  }

  @Test
  void draw_strata_haveTheirSharesAndTheLeast() {
    TrafficSample sample = new TrafficSample(100, 10, "salt", text -> text);
    for (int i = 0; i < 3000; i++) {
      sample.offer(candidate("a" + i, "large", 1, "question a" + i));
      if (i % 3 == 0) {
        sample.offer(candidate("b" + i, "middle", 1, "question b" + i));
      }
      if (i % 200 == 0) {
        sample.offer(candidate("c" + i, "small", 1, "question c" + i));
      }
      if (i < 2) {
        sample.offer(candidate("d" + i, "tiny", 1, "question d" + i));
      }
    }
    TrafficSample.Drawn drawn = sample.draw();
    Map<String, List<Example>> strata =
        drawn.examples().stream()
            .collect(Collectors.groupingBy(e -> e.metadata().path("stratum").asString()));
    assertThat(drawn.examples()).hasSize(100);
    assertThat(strata.get("small")).hasSize(10);
    assertThat(strata.get("tiny")).hasSize(2);
    assertThat(strata.get("large").size()).isBetween(60, 76);
    assertThat(strata.get("tiny").get(0).metadata().path("inclusion_probability").doubleValue())
        .isEqualTo(1);
    double large = strata.get("large").stream().mapToDouble(TrafficSampleTest::weight).sum();
    assertThat(large).isCloseTo(3000, within(900.0));
  }

  @Property(tries = 30, seed = "20260302")
  void draw_anyOrder_givesTheSame(@ForAll Random random) {
    List<TrafficSample.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      candidates.add(
          candidate("i" + i, "s" + i % 3, 1.0 / (1 + i % 7), "question " + random.nextInt(200)));
    }
    List<Example> inOrder = draw(candidates);
    Collections.shuffle(candidates, random);
    assertThat(draw(candidates)).isEqualTo(inOrder);
  }

  private static List<Example> draw(List<TrafficSample.Candidate> candidates) {
    TrafficSample sample = new TrafficSample(50, 5, "salt", text -> text);
    candidates.forEach(sample::offer);
    return sample.draw().examples();
  }

  @Test
  void draw_sameText_isOneExampleThatStandsForAll() {
    TrafficSample sample = new TrafficSample(10, 0, "salt", text -> text.replace("Anna", "[name]"));
    sample.offer(candidate("a", "s", 0.5, "Where is  Anna?"));
    sample.offer(candidate("b", "s", 0.25, "where is anna?"));
    sample.offer(candidate("c", "s", 1, "Where is Anna?"));
    TrafficSample.Drawn drawn = sample.draw();
    assertThat(drawn.drawn()).isEqualTo(3);
    assertThat(drawn.examples().stream().mapToDouble(TrafficSampleTest::weight).sum()).isEqualTo(7);
    Example named =
        drawn.examples().stream()
            .filter(e -> e.inputText().contains("[name]"))
            .findFirst()
            .orElseThrow();
    assertThat(named.metadata().path("drawn").intValue()).isEqualTo(2);
    assertThat(named.partition()).isEqualTo(Partition.DISTRIBUTION);
    assertThat(named.provenance()).isNotNull();
  }

  @Test
  void offer_hostileOrWithoutText_isTakenOrCounted() {
    TrafficSample sample = new TrafficSample(10, 0, "salt", text -> text);
    sample.offer(candidate("a", "\u0000", 1, "\ud800\u0000\u001b[31m"));
    sample.offer(candidate("b", "s", 1, "x".repeat(200_000)));
    sample.offer(candidate("c", "s", 1, "  "));
    sample.offer(new TrafficSample.Candidate(asked("d", new Message("system", "be kind")), "s", 1));
    TrafficSample.Drawn drawn = sample.draw();
    assertThat(drawn.examples()).hasSize(1);
    assertThat(drawn.unusable()).isEqualTo(3);
    assertThat(drawn.candidates()).isEqualTo(4);
    assertThat(new TrafficSample(1, 0, "s", t -> t).draw().examples()).isEmpty();
    assertThatThrownBy(() -> candidate("a", "s", 0, "x")).hasMessageContaining("expected:");
  }
}
