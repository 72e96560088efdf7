package dev.assay.server.review;

import dev.assay.monitor.watch.CheckedAgreement;
import dev.assay.stats.agreement.CohenKappa;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.HajekProportion;
import dev.assay.stats.sequential.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The judge held against people, check by check; whether it agrees too little is told as {@link
 * CheckedAgreement} says.
 */
final class Agreement {

  private final double least;
  private final double errorRate;
  private final List<Pairs> checks = new ArrayList<>();

  Agreement(double least, double errorRate) {
    this.least = least;
    this.errorRate = errorRate;
  }

  /**
   * What judge and people decided in one check, item by item, oldest check first.
   *
   * @param least the least probability with which an interaction could have come into it
   */
  record Pairs(String check, Instant at, double least, List<Pair> pairs) {}

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

  /** Since the end of which check's time the agreement is too low; null if it is not. */
  @Nullable Instant low() {
    return checked()
        .beyond(Direction.DOWN, least, errorRate)
        .map(CheckedAgreement.Check::at)
        .orElse(null);
  }

  /** All checks, by what was decided alike. */
  CheckedAgreement checked() {
    return new CheckedAgreement(
        checks.stream()
            .map(
                each ->
                    new CheckedAgreement.Check(
                        each.at(),
                        each.least(),
                        each.pairs().stream()
                            .map(
                                pair -> new CheckedAgreement.Item(pair.agree(), pair.probability()))
                            .toList()))
            .toList());
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
