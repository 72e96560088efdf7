package dev.assay.server.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.server.store.PairLabel;
import dev.assay.server.store.PairLabel.Choice;
import dev.assay.server.store.PairLabel.Side;
import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairResultTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final List<PairLabel> labels = new ArrayList<>();

  private static PairSet set(int pairs) {
    return new PairSet(
        "set-1",
        NOW,
        "eva",
        new PairSet.Source("small", "old", "new", null),
        new PairSet.Pool(pairs, pairs, 0, 0, 0),
        IntStream.range(0, pairs).mapToObj(i -> new PairSet.Item("e" + i, "h" + i)).toList(),
        Map.of(),
        /* archived= */ null);
  }

  private void say(int pair, String person, Choice choice, Side first) {
    String id = pair + "/" + person;
    labels.add(
        new PairLabel(
            id, "set-1", "" + pair, person, choice, first, /* settles= */ false, null, NOW));
  }

  private PairResult result(int pairs) {
    return PairResult.of(state(pairs), null);
  }

  private static Choice any(Random random) {
    return List.of(Choice.BASE, Choice.CANDIDATE, Choice.TIE).get(random.nextInt(3));
  }

  private PairState state(int pairs) {
    return new PairState(set(pairs), Map.of(), PairAnswers.of(labels));
  }

  @Test
  void shares_areOfPairsThatCount_withTheirIntervals() {
    for (int i = 1; i <= 20; i++) {
      say(i, "ann", i <= 12 ? Choice.CANDIDATE : i <= 16 ? Choice.TIE : Choice.BASE, Side.BASE);
    }
    say(21, "ann", Choice.SKIP, Side.BASE);
    PairResult result = result(30);
    assertThat(result.decided()).isEqualTo(20);
    assertThat(result.ties()).isEqualTo(4);
    Estimate wins = result.shares().wins().estimate();
    assertThat(wins.value()).isEqualTo(0.6);
    // statsmodels 0.13.5, proportion_confint(12, 20, method="wilson")
    assertThat(wins.low()).isCloseTo(0.3866, within(1e-4));
    assertThat(wins.high()).isCloseTo(0.7812, within(1e-4));
    assertThat(result.preferred().estimate().value()).isEqualTo(0.75);
    assertThat(result.preferred().estimate().n()).isEqualTo(16);
    assertThat(result.people().alike().why()).contains("nothing was answered by two people");
  }

  @Test
  void nothingSaid_hasNoNumbers() {
    PairResult result = result(3);
    assertThat(result.shares().wins().why()).contains("no pair is decided yet");
    assertThat(result.preferred().estimate()).isNull();
    assertThat(result.firstShown().estimate()).isNull();
  }

  @Test
  void firstShown_whoAlwaysTakesTheFirst_isFound_whateverTheAnswers() {
    Random random = new Random(11);
    for (int i = 1; i <= 60; i++) {
      Side first = random.nextBoolean() ? Side.BASE : Side.CANDIDATE;
      say(i, "ann", Choice.of(first), first);
    }
    PairResult result = result(60);
    assertThat(result.firstShown().estimate().low()).isGreaterThan(0.9);
    // Whose answers they were is a coin's throw.
    assertThat(result.preferred().estimate().low()).isLessThan(0.5);
    assertThat(result.preferred().estimate().high()).isGreaterThan(0.5);
  }

  @Test
  void firstShown_whoLooksAtTheAnswers_isCoveredByItsInterval() {
    Random random = new Random(12);
    int covered = 0;
    for (int repeat = 0; repeat < 400; repeat++) {
      labels.clear();
      for (int i = 1; i <= 40; i++) {
        // Both people prefer the same answer; the order is drawn for each of them.
        Choice better = random.nextDouble() < 0.8 ? Choice.CANDIDATE : Choice.BASE;
        say(i, "ann", better, random.nextBoolean() ? Side.BASE : Side.CANDIDATE);
        say(i, "bob", better, random.nextBoolean() ? Side.BASE : Side.CANDIDATE);
      }
      Estimate first = PairResult.firstShown(state(40)).estimate();
      covered += first.low() <= 0.5 && 0.5 <= first.high() ? 1 : 0;
    }
    // 95% of 400, within three standard deviations.
    assertThat(covered).isBetween(367, 400);
  }

  @Test
  void people_agreementHasAnInterval_andIsBeyondChanceOnlyWherePeopleAgree() {
    Random random = new Random(13);
    for (int i = 1; i <= 60; i++) {
      Choice choice = any(random);
      say(i, "ann", choice, Side.BASE);
      say(
          i,
          i % 2 == 0 ? "bob" : "cem",
          random.nextDouble() < 0.8 ? choice : Choice.TIE,
          Side.BASE);
    }
    PairResult.Agreement agreement = result(60).people();
    assertThat(agreement.alike().estimate().n()).isEqualTo(60);
    assertThat(agreement.beyondChance().estimate().low()).isGreaterThan(0.3);
    assertThat(agreement.beyondChance().estimate().high()).isLessThan(1);
    labels.clear();
    for (int i = 1; i <= 60; i++) {
      say(i, "ann", any(random), Side.BASE);
      say(i, "bob", any(random), Side.BASE);
    }
    assertThat(result(60).people().beyondChance().estimate().low()).isLessThan(0);
  }

  @Test
  void people_ofFewPairs_orOfOneMind_haveNoFigureBeyondChance() {
    for (int i = 1; i <= 9; i++) {
      say(i, "ann", Choice.TIE, Side.BASE);
      say(i, "bob", Choice.TIE, Side.BASE);
    }
    assertThat(result(20).people().beyondChance().why()).contains("9 pairs; at least 10");
    for (int i = 10; i <= 20; i++) {
      say(i, "ann", i % 2 == 0 ? Choice.BASE : Choice.TIE, Side.BASE);
      say(i, "bob", i % 2 == 0 ? Choice.BASE : Choice.TIE, Side.BASE);
    }
    assertThat(result(20).people().alike().estimate().value()).isEqualTo(1);
    assertThat(result(20).people().beyondChance().why()).contains("they say the same");
  }
}
