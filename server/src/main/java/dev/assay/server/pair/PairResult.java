package dev.assay.server.pair;

import dev.assay.core.calibration.Figure;
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.PairLabel.Choice;
import dev.assay.stats.agreement.CohenKappa;
import dev.assay.stats.agreement.KrippendorffAlpha;
import dev.assay.stats.bootstrap.Bootstrap;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a set. A pair counts by what holds of it; one on which people disagree and that
 * nobody has settled does not, and is counted beside.
 *
 * @param wins pairs whose candidate is better
 * @param ties pairs neither of which is
 * @param losses pairs whose base is better
 * @param disputed pairs that wait to be settled
 * @param knowing pairs that count and were settled by somebody who had seen what came of the set
 * @param shares of wins, ties and losses, among pairs that count
 * @param preferred the share of wins among pairs with a preference: above one half the candidate is
 *     the better one
 * @param blindly the same without the pairs that were settled knowing
 * @param firstShown how often what was shown first was preferred, of all answers with a preference:
 *     one half where places do not matter
 * @param people how far people agree, before anything was settled
 * @param judge how far a judge agrees with what holds; null if none compared these answers
 * @since 0.1
 */
public record PairResult(
    int wins,
    int ties,
    int losses,
    int disputed,
    int knowing,
    Shares shares,
    Figure preferred,
    Figure blindly,
    Figure firstShown,
    Agreement people,
    @Nullable Agreement judge) {

  private static final int LEAST_SHARED = 10;
  private static final int CHOICES = 3;
  private static final long SEED = 7;
  // A page waits for them.
  private static final int RESAMPLES = 2_000;

  /** Shares of pairs. */
  public record Shares(Figure wins, Figure ties, Figure losses) {}

  /**
   * How far two agree.
   *
   * @param alike the share of pairs of which they say the same
   * @param beyondChance Krippendorff's alpha of people, Cohen's kappa of a judge
   */
  public record Agreement(Figure alike, Figure beyondChance) {}

  /** How many pairs count. */
  public int decided() {
    return wins + ties + losses;
  }

  /**
   * Adds a set up.
   *
   * @param judged what a judge preferred, by pair; null if none did
   */
  static PairResult of(PairState state, @Nullable Map<String, Choice> judged) {
    int[] counts = new int[CHOICES];
    int[] blind = new int[CHOICES];
    int disputed = 0;
    for (String pair : state.set().pairs()) {
      Choice choice = state.answers(pair).choice();
      if (choice != null && choice.decides()) {
        counts[number(choice)]++;
        blind[number(choice)] += state.settledKnowing(pair) ? 0 : 1;
      }
      disputed += state.answers(pair).disputed() ? 1 : 0;
    }
    int losses = counts[0];
    int ties = counts[1];
    int wins = counts[2];
    int all = wins + ties + losses;
    return new PairResult(
        wins,
        ties,
        losses,
        disputed,
        all - blind[0] - blind[1] - blind[2],
        new Shares(share(wins, all), share(ties, all), share(losses, all)),
        preferred(wins, losses),
        preferred(blind[2], blind[0]),
        firstShown(state),
        people(state),
        judged == null ? null : judge(state, judged));
  }

  // From the base's to the candidate's, ties between.
  private static int number(Choice choice) {
    return switch (choice) {
      case BASE -> 0;
      case CANDIDATE -> 2;
      default -> 1;
    };
  }

  private static Figure share(int some, int all) {
    return all == 0
        ? Figure.none("no pair is decided yet")
        : Figure.of(WilsonInterval.withDefaults().of(some, all));
  }

  private static Figure preferred(int wins, int losses) {
    return wins + losses == 0
        ? Figure.none("nobody preferred either yet")
        : Figure.of(WilsonInterval.withDefaults().of(wins, wins + losses));
  }

  // Several answers to one pair may hang together.
  static Figure firstShown(PairState state) {
    List<Boolean> first = new ArrayList<>();
    List<Integer> groups = new ArrayList<>();
    int group = 0;
    for (String pair : state.set().pairs()) {
      group++;
      for (PairLabel label : state.answers(pair).people()) {
        Boolean prefersFirst = label.prefersFirst();
        if (prefersFirst != null) {
          first.add(prefersFirst);
          groups.add(group);
        }
      }
    }
    if (first.isEmpty()) {
      return Figure.none("nobody preferred either yet");
    }
    boolean[] success = new boolean[first.size()];
    for (int i = 0; i < success.length; i++) {
      success[i] = first.get(i);
    }
    int[] groupOf = groups.stream().mapToInt(each -> each).toArray();
    return Figure.of(WilsonInterval.withDefaults().ofGroups(success, groupOf));
  }

  private static Agreement people(PairState state) {
    List<int[]> shared = new ArrayList<>();
    for (String pair : state.set().pairs()) {
      List<PairLabel> decisive = state.answers(pair).decisive();
      if (decisive.size() >= PairState.PEOPLE) {
        shared.add(new int[] {number(decisive.get(0).choice()), number(decisive.get(1).choice())});
      }
    }
    if (shared.isEmpty()) {
      Figure none = Figure.none("nothing was answered by two people yet");
      return new Agreement(none, none);
    }
    return new Agreement(alike(shared), few(shared).orElseGet(() -> alpha(shared)));
  }

  private static Agreement judge(PairState state, Map<String, Choice> judged) {
    List<int[]> shared = new ArrayList<>();
    for (String pair : state.set().pairs()) {
      Choice people = state.answers(pair).choice();
      Choice judge = judged.get(pair);
      if (people != null && people.decides() && judge != null) {
        shared.add(new int[] {number(people), number(judge)});
      }
    }
    if (shared.isEmpty()) {
      Figure none = Figure.none("people decided nothing that the judge did");
      return new Agreement(none, none);
    }
    return new Agreement(alike(shared), few(shared).orElseGet(() -> kappa(shared)));
  }

  private static Figure alike(List<int[]> shared) {
    long alike = shared.stream().filter(each -> each[0] == each[1]).count();
    return Figure.of(WilsonInterval.withDefaults().of(alike, shared.size()));
  }

  private static Optional<Figure> few(List<int[]> shared) {
    return shared.size() >= LEAST_SHARED
        ? Optional.empty()
        : Optional.of(
            Figure.none(shared.size() + " pairs; at least " + LEAST_SHARED + " are needed"));
  }

  // Who answers first is another person from pair to pair: alpha does not ask who is who.
  private static Figure alpha(List<int[]> shared) {
    KrippendorffAlpha alpha =
        KrippendorffAlpha.withDefaults().with(KrippendorffAlpha.Metric.ORDINAL);
    return Bootstrap.withDefaults()
        .withSeed(SEED)
        .withResamples(RESAMPLES)
        .of(shared.size(), chosen -> alpha.of(matrix(shared, chosen)).orElse(Double.NaN))
        .map(PairResult::spread)
        .orElseGet(() -> Figure.none("every answer is the same"));
  }

  // Without a pair of which they say different things nothing tells how sure the figure is.
  private static Figure spread(Estimate estimate) {
    return estimate.low() < estimate.high()
        ? Figure.of(estimate)
        : Figure.none("they say the same of every pair");
  }

  private static double[][] matrix(List<int[]> shared, int[] chosen) {
    double[][] matrix = new double[2][chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      matrix[0][i] = shared.get(chosen[i])[0];
      matrix[1][i] = shared.get(chosen[i])[1];
    }
    return matrix;
  }

  private static Figure kappa(List<int[]> shared) {
    int[] people = shared.stream().mapToInt(each -> each[0]).toArray();
    int[] judge = shared.stream().mapToInt(each -> each[1]).toArray();
    return CohenKappa.withDefaults()
        .of(people, judge, CHOICES)
        .map(result -> spread(result.kappa()))
        .orElseGet(() -> Figure.none("every answer is the same"));
  }
}
