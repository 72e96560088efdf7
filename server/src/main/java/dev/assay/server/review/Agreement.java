package dev.assay.server.review;

import dev.assay.stats.agreement.CohenKappa;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.HajekProportion;
import dev.assay.stats.sequential.BettingTest;
import dev.assay.stats.sequential.EProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The judge held against people, check by check.
 *
 * <p>Whether it agrees too little is told by betting, so that looking every week costs nothing: the
 * evidence that the items' agreement is below the bound must reach the inverse of the error rate.
 * It is over once the checks since then, of at least {@value #LEAST_ITEMS} items, agree as they
 * should; the evidence then begins anew.
 */
final class Agreement {

  static final int LEAST_ITEMS = 20;

  private final double least;
  private final double errorRate;
  private final List<Pairs> checks = new ArrayList<>();

  Agreement(double least, double errorRate) {
    this.least = least;
    this.errorRate = errorRate;
  }

  /** What judge and people decided in one check, item by item, oldest check first. */
  record Pairs(String check, Instant at, List<Pair> pairs) {}

  record Pair(boolean judge, boolean person, double probability) {
    boolean agree() {
      return judge == person;
    }
  }

  void add(Pairs pairs) {
    if (!pairs.pairs().isEmpty()) {
      checks.add(pairs);
    }
  }

  /** Each check by itself. */
  List<AgreementPoint> chart() {
    return checks.stream().flatMap(pairs -> point(List.of(pairs)).stream()).toList();
  }

  /** The last checks together. */
  Optional<AgreementPoint> latest(int number) {
    return point(checks.subList(Math.max(0, checks.size() - number), checks.size()));
  }

  /** Since which check the agreement is too low; null if it is not. */
  @Nullable Pairs low() {
    Pairs since = null;
    List<Pairs> sinceThen = new ArrayList<>();
    EProcess evidence = start();
    for (Pairs pairs : checks) {
      if (since == null) {
        for (Pair pair : pairs.pairs()) {
          evidence.add(pair.agree());
        }
        since = evidence.rejects(errorRate) ? pairs : null;
        sinceThen.clear();
      } else {
        sinceThen.add(pairs);
        if (recovered(sinceThen)) {
          since = null;
          evidence = start();
        }
      }
    }
    return since;
  }

  private EProcess start() {
    return BettingTest.dropBelow(least).withRestarts().start();
  }

  private boolean recovered(List<Pairs> sinceThen) {
    return point(sinceThen)
        .filter(point -> point.share().n() >= LEAST_ITEMS && point.share().value() >= least)
        .isPresent();
  }

  static Optional<AgreementPoint> point(List<Pairs> some) {
    List<Pair> pairs = some.stream().flatMap(each -> each.pairs().stream()).toList();
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    boolean[] agree = new boolean[pairs.size()];
    double[] probability = new double[pairs.size()];
    int[] judge = new int[pairs.size()];
    int[] person = new int[pairs.size()];
    for (int i = 0; i < agree.length; i++) {
      Pair pair = pairs.get(i);
      agree[i] = pair.agree();
      probability[i] = pair.probability();
      judge[i] = pair.judge() ? 1 : 0;
      person[i] = pair.person() ? 1 : 0;
    }
    Estimate kappa =
        CohenKappa.withDefaults()
            .of(judge, person, 2, probability)
            .map(CohenKappa.Result::kappa)
            .orElse(null);
    Pairs last = some.get(some.size() - 1);
    return HajekProportion.withDefaults()
        .of(agree, probability)
        .map(share -> new AgreementPoint(last.check(), last.at(), share, kappa));
  }
}
