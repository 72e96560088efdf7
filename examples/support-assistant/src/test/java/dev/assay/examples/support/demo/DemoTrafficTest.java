package dev.assay.examples.support.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.model.EmbeddingModels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTrafficTest {

  private static final Instant END = Instant.parse("2026-11-12T15:30:00Z");
  private static final DemoTraffic TRAFFIC = DemoTraffic.of(END, DemoTraffic.SEED);
  private static final List<ObservedInteraction> ASKED = asked(TRAFFIC);
  private static final double GROUNDED = 0.4;

  private static List<ObservedInteraction> asked(DemoTraffic traffic) {
    return traffic.events().stream()
        .filter(DemoEvent.Asked.class::isInstance)
        .map(event -> ((DemoEvent.Asked) event).observed())
        .toList();
  }

  private static Stream<Signal> acted() {
    return TRAFFIC.events().stream()
        .filter(DemoEvent.Acted.class::isInstance)
        .map(event -> ((DemoEvent.Acted) event).signal());
  }

  private static boolean stale(ObservedInteraction observed) {
    return !observed.startedAt().isBefore(TRAFFIC.staleSince());
  }

  @Test
  void of_sameSeedAndEnd_givesTheSameTraffic() {
    assertThat(DemoTraffic.of(END, DemoTraffic.SEED).events()).isEqualTo(TRAFFIC.events());
  }

  @Test
  void events_always_areOfTwoDaysInOrderAndOnce() {
    assertThat(TRAFFIC.events())
        .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()))
        .allSatisfy(event -> assertThat(event.at()).isBefore(END));
    assertThat(ASKED)
        .allSatisfy(
            each -> assertThat(each.startedAt()).isAfterOrEqualTo(END.minus(DemoTraffic.LENGTH)))
        .hasSizeBetween(6_000, 12_000);
    assertThat(TRAFFIC.events().stream().map(DemoEvent::id)).doesNotHaveDuplicates();
    assertThat(ASKED.stream().map(ObservedInteraction::traceId)).doesNotHaveDuplicates();
  }

  @Test
  void events_signals_comeAfterTheirInteraction() {
    Set<String> seen = new HashSet<>();
    for (DemoEvent event : TRAFFIC.events()) {
      if (event instanceof DemoEvent.Acted acted) {
        assertThat(seen).contains(acted.signal().subject().interactionId());
      } else {
        seen.add(event.id());
      }
    }
  }

  @Test
  void rhythm_betweenNightAndMorning_rises() {
    Map<Integer, Long> byHour =
        ASKED.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.startedAt().atOffset(ZoneOffset.UTC).getHour(),
                    Collectors.counting()));
    assertThat(byHour).hasSize(24);
    assertThat(byHour.get(10)).isGreaterThan(4 * byHour.get(3));
  }

  @Test
  void traffic_ofTwoDays_holdsWhatProductionHolds() {
    assertThat(distinct(ObservedInteraction::feature))
        .containsExactlyInAnyOrder("refunds", "billing", "account", "product", "troubleshooting");
    assertThat(distinct(ObservedInteraction::environment))
        .containsExactlyInAnyOrder("production", "staging");
    assertThat(distinct(each -> each.interaction().model())).hasSize(2);
    assertThat(distinct(each -> each.interaction().promptTemplate())).hasSize(3);
    assertThat(
            distinct(
                each -> each.interaction().promptTemplate() + each.interaction().promptVersion()))
        .hasSize(4);
    assertThat(acted().map(Signal::kind).distinct())
        .contains(
            Signal.Kind.THUMBS_UP,
            Signal.Kind.THUMBS_DOWN,
            Signal.Kind.COPY,
            Signal.Kind.REPORT,
            Signal.Kind.ESCALATE,
            Signal.Kind.RESOLVED);
    assertThat(share(each -> each.interaction().failed())).isBetween(0.005, 0.02);
    assertThat(share(each -> cached(each.interaction()) > 0)).isBetween(0.1, 0.4);
    assertThat(share(each -> latency(each) > 5_000)).isBetween(0.005, 0.05);
    for (String words : List.of("@example", "<script>", "ghp_", "system prompt", "Tarif")) {
      assertThat(share(each -> question(each).contains(words))).as(words).isPositive();
    }
  }

  private static Set<String> distinct(Function<ObservedInteraction, String> dimension) {
    return ASKED.stream().map(dimension).collect(Collectors.toSet());
  }

  private static double share(Predicate<ObservedInteraction> condition) {
    return ASKED.stream().filter(condition).count() / (double) ASKED.size();
  }

  private static long cached(Interaction interaction) {
    return Objects.requireNonNullElse(interaction.usage().cachedTokens(), 0L);
  }

  private static double latency(ObservedInteraction each) {
    return Objects.requireNonNull(each.interaction().latencyMillis());
  }

  private static String question(ObservedInteraction each) {
    return each.interaction().input().get(each.interaction().input().size() - 1).text();
  }

  @Test
  void conversations_holdRetriesAndRephrasing() {
    Map<String, List<ObservedInteraction>> conversations =
        ASKED.stream().collect(Collectors.groupingBy(each -> each.interaction().conversation()));
    long retries = 0;
    for (List<ObservedInteraction> turns : conversations.values()) {
      for (int i = 1; i < turns.size(); i++) {
        boolean same = question(turns.get(i)).equals(question(turns.get(i - 1)));
        Duration between = Duration.between(turns.get(i - 1).startedAt(), turns.get(i).startedAt());
        retries +=
            same && turns.get(i - 1).interaction().failed() && between.toSeconds() < 60 ? 1 : 0;
      }
    }
    assertThat(retries).isGreaterThan(10);
    assertThat(conversations.values().stream().mapToInt(List::size).max().orElse(0))
        .isGreaterThan(2);
  }

  @Test
  void grounding_afterThePolicyChanged_fallsInRefundsAlone() {
    Map<String, double[]> halves = shares(grounded());
    halves.forEach(
        (feature, rate) -> {
          assertThat(rate[0]).as(feature + " before").isGreaterThan(0.85);
          if (feature.equals("refunds")) {
            assertThat(rate[1]).as("refunds after").isLessThan(rate[0] - 0.4).isGreaterThan(0.2);
          } else {
            assertThat(rate[1]).as(feature + " after").isCloseTo(rate[0], within(0.04));
          }
        });
  }

  @Test
  void negativeSignals_afterThePolicyChanged_riseInRefundsAlone() {
    Set<String> complained =
        acted()
            .filter(signal -> signal.kind().negative())
            .map(signal -> signal.subject().interactionId())
            .collect(Collectors.toSet());
    Map<String, Boolean> negative = new HashMap<>();
    ASKED.forEach(each -> negative.put(each.id(), complained.contains(each.id())));
    shares(negative)
        .forEach(
            (feature, rate) -> {
              assertThat(rate[0]).as(feature + " before").isLessThan(0.08);
              if (feature.equals("refunds")) {
                assertThat(rate[1]).as("refunds after").isGreaterThan(rate[0] + 0.12);
              } else {
                assertThat(rate[1]).as(feature + " after").isCloseTo(rate[0], within(0.03));
              }
            });
  }

  // By interaction; what says nothing that can be checked is left out.
  private static Map<String, Boolean> grounded() {
    BoundEvaluator grounding =
        EvaluatorRegistry.installed()
            .bind(
                EvaluatorSpec.of("grounding"),
                new EvaluatorContext(Path.of("."), EmbeddingModels.of()));
    Map<Object, Score> known = new HashMap<>();
    Map<String, Boolean> grounded = new HashMap<>();
    for (ObservedInteraction each : ASKED) {
      Interaction interaction = each.interaction();
      if (interaction.output() == null || interaction.context().isEmpty()) {
        continue;
      }
      Score score =
          known.computeIfAbsent(
              List.of(interaction.output(), interaction.context()),
              any -> grounding.evaluate(new Subject(interaction, null)));
      if (score instanceof Score.Scored scored) {
        grounded.put(each.id(), scored.value() >= GROUNDED);
      }
    }
    return grounded;
  }

  // By feature: before the policy changed, and after.
  private static Map<String, double[]> shares(Map<String, Boolean> verdicts) {
    Map<String, double[]> shares = new HashMap<>();
    for (String feature : distinct(ObservedInteraction::feature)) {
      double[] halves = new double[2];
      for (int half = 0; half < 2; half++) {
        boolean after = half == 1;
        List<Boolean> found =
            ASKED.stream()
                .filter(each -> feature.equals(each.feature()) && stale(each) == after)
                .map(each -> verdicts.get(each.id()))
                .filter(Objects::nonNull)
                .toList();
        halves[half] = found.stream().filter(yes -> yes).count() / (double) found.size();
      }
      shares.put(feature, halves);
    }
    return shares;
  }
}
