package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.HajekProportion;
import dev.assay.stats.sequential.BettingTest;
import dev.assay.stats.sequential.Direction;
import dev.assay.stats.sequential.EProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a judge decided as people did, check by check, in items that were drawn from the
 * traffic with known probabilities.
 *
 * <p>Whether that is beyond a limit is told by betting, so that it may be asked every minute: the
 * evidence against "the judge keeps to the limit in the traffic of every check" must reach the
 * inverse of the error rate. Each item is bet on with its weight ({@link EProcess#addTogether}),
 * and bets begin anew with each check. It is over once the checks since then, of at least {@value
 * #LEAST_ITEMS} items, keep to the limit; the evidence then begins anew.
 *
 * <p>Assumes that which items of a check have an answer by now has nothing to do with what the
 * answer is, and that people answer one check after the other.
 *
 * @param checks oldest first
 * @since 0.1
 */
public record CheckedAgreement(List<Check> checks) {

  /** How many items make a share that is shown as the present one. */
  public static final int LEAST_ITEMS = 20;

  /** Copies the checks. */
  public CheckedAgreement {
    checks = List.copyOf(checks);
  }

  /**
   * One check.
   *
   * @param at the end of the time it is about
   * @param least the least probability with which any interaction could have come into it; above 0
   * @param items those with an answer, in any order
   */
  public record Check(Instant at, double least, List<Item> items) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if {@code least} is not above 0 and at most 1
     */
    public Check {
      requireNonNull(at, "at");
      items = List.copyOf(items);
      Conditions.check(least > 0 && least <= 1, "least", least, "0 < least <= 1");
    }

    // Weights are as the inverses of probabilities.
    private void playedBy(EProcess evidence) {
      double[] alike = new double[items.size()];
      double[] weights = new double[alike.length];
      for (int i = 0; i < alike.length; i++) {
        Item item = items.get(i);
        alike[i] = item.alike() ? 1 : 0;
        weights[i] = Math.min(1, least / item.probability());
      }
      evidence.addTogether(alike, weights);
    }
  }

  /**
   * One item.
   *
   * @param alike whether judge and people decided alike
   * @param probability with which it came into the check, of all the traffic
   */
  public record Item(boolean alike, double probability) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the probability is outside (0, 1]
     */
    public Item {
      Conditions.check(
          probability > 0 && probability <= 1, "probability", probability, "0 < probability <= 1");
    }
  }

  /**
   * The check at which the agreement was found to be beyond a limit; empty if it is not, or no
   * longer.
   *
   * @param direction {@code DOWN} for below, {@code UP} for above
   * @param errorRate how likely that is ever told while the agreement keeps to the limit
   */
  public Optional<Check> beyond(Direction direction, double limit, double errorRate) {
    Check since = null;
    List<Check> sinceThen = new ArrayList<>();
    EProcess evidence = start(direction, limit);
    for (Check check : checks) {
      if (since == null) {
        check.playedBy(evidence);
        since = evidence.rejects(errorRate) ? check : null;
        sinceThen.clear();
      } else {
        sinceThen.add(check);
        if (keeps(share(sinceThen), direction, limit)) {
          since = null;
          evidence = start(direction, limit);
        }
      }
    }
    return Optional.ofNullable(since);
  }

  private static EProcess start(Direction direction, double limit) {
    BettingTest test =
        direction == Direction.UP ? BettingTest.riseAbove(limit) : BettingTest.dropBelow(limit);
    return test.withRestarts().start();
  }

  private static boolean keeps(@Nullable Estimate share, Direction direction, double limit) {
    return share != null
        && share.n() >= LEAST_ITEMS
        && (direction == Direction.UP ? share.value() <= limit : share.value() >= limit);
  }

  /**
   * The share of the traffic that is decided alike, by the last checks that together have {@value
   * #LEAST_ITEMS} items, or all there are; weighted by the inverse of each item's probability.
   * Empty without items.
   */
  public Optional<Estimate> latest() {
    int items = 0;
    int from = checks.size();
    while (from > 0 && items < LEAST_ITEMS) {
      from--;
      items += checks.get(from).items().size();
    }
    return Optional.ofNullable(share(checks.subList(from, checks.size())));
  }

  private static @Nullable Estimate share(List<Check> some) {
    List<Item> items = some.stream().flatMap(each -> each.items().stream()).toList();
    boolean[] alike = new boolean[items.size()];
    double[] probability = new double[alike.length];
    for (int i = 0; i < alike.length; i++) {
      alike[i] = items.get(i).alike();
      probability[i] = items.get(i).probability();
    }
    return HajekProportion.withDefaults().of(alike, probability).orElse(null);
  }
}
