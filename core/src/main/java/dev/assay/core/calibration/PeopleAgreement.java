package dev.assay.core.calibration;

import dev.assay.stats.agreement.CohenKappa;
import dev.assay.stats.agreement.CohenKappa.Weights;
import dev.assay.stats.agreement.KrippendorffAlpha;
import dev.assay.stats.agreement.KrippendorffAlpha.Metric;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.WilsonInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How far people agree with each other: no evaluator can be held to more. */
final class PeopleAgreement {

  private static final int MOST_SHOWN = 15;
  private static final int MOST_PAIRS = 45;

  private final Pairing pairing;
  private final CalibrationOptions options;
  private final List<String> people;
  private final double[] probabilities;

  PeopleAgreement(Pairing pairing, CalibrationOptions options) {
    this.pairing = pairing;
    this.options = options;
    this.people = pairing.annotators();
    this.probabilities = Pairing.drawn(pairing.labelled());
  }

  Map<String, Figure> figures() {
    boolean binary = pairing.binary();
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("kappa", Figure.none("being counted"));
    figures.put("weighted_kappa", Figure.none("being counted"));
    if (people.size() < 2) {
      String why = "one annotator; two or more must label the same items";
      figures.replaceAll((name, none) -> Figure.none(why));
      figures.put("alpha", Figure.none(why));
      return figures;
    }
    double[][] labels = labels();
    figures.put("kappa", kappa("kappa", labels, Weights.NONE, figures));
    // Of two categories every disagreement is as large as can be.
    figures.put(
        "weighted_kappa",
        binary
            ? figures.get("kappa")
            : kappa("weighted_kappa", labels, Weights.QUADRATIC, figures));
    if (!binary && options.passAt().isPresent()) {
      figures.put("decision_kappa", kappa("decision_kappa", passes(labels), Weights.NONE, figures));
    }
    figures.put("alpha", alpha(binary));
    return figures;
  }

  // Of each person, a label of each item; NaN where there is none.
  private double[][] labels() {
    List<Pairing.Item> items = pairing.labelled();
    double[][] labels = new double[people.size()][items.size()];
    for (int p = 0; p < labels.length; p++) {
      for (int i = 0; i < labels[p].length; i++) {
        Double label = items.get(i).labels().get(people.get(p));
        labels[p][i] = label == null ? Double.NaN : label;
      }
    }
    return labels;
  }

  private double[][] passes(double[][] labels) {
    double from = options.passAt().orElseThrow();
    return Arrays.stream(labels)
        .map(row -> Arrays.stream(row).map(v -> Double.isNaN(v) ? v : v >= from ? 1 : 0).toArray())
        .toArray(double[][]::new);
  }

  /** Two people's labels of what both labelled. */
  private final class Pair {

    private final int[] items;
    private final int[] a;
    private final int[] b;
    private final int categories;

    Pair(double[] first, double[] second) {
      items =
          IntStream.range(0, first.length)
              .filter(i -> !Double.isNaN(first[i]) && !Double.isNaN(second[i]))
              .toArray();
      double[] x = Measured.at(first, items);
      double[] y = Measured.at(second, items);
      Grades grades =
          Grades.of(
              IntStream.range(0, 2 * x.length)
                  .mapToDouble(i -> i < x.length ? x[i] : y[i - x.length])
                  .toArray());
      a = Arrays.stream(x).mapToInt(grades::index).toArray();
      b = Arrays.stream(y).mapToInt(grades::index).toArray();
      categories = grades.count();
    }

    boolean enough() {
      return items.length >= Calibrator.LEAST_LABELS;
    }

    Figure kappa(Weights weights) {
      if (!enough()) {
        return Figure.none(
            items.length
                + " items labelled by both; at least "
                + Calibrator.LEAST_LABELS
                + " are needed");
      }
      int[] groups = Pairing.groups(pairing.labelled());
      return new Measured(Measured.at(groups, items), Measured.at(probabilities, items), options)
          .kappa(a, b, categories, weights);
    }

    // NaN if undefined; of items that were drawn so many times each.
    double kappa(int[] times, Weights weights) {
      int[] again =
          IntStream.range(0, items.length)
              .flatMap(i -> IntStream.range(0, times[items[i]]).map(time -> i))
              .toArray();
      return CohenKappa.withDefaults()
          .with(weights)
          .of(
              Measured.at(a, again),
              Measured.at(b, again),
              categories,
              Measured.at(probabilities, Measured.at(items, again)))
          .map(result -> result.kappa().value())
          .orElse(Double.NaN);
    }
  }

  // With two people their kappa; with more the mean over pairs (Light), and each pair's beside it.
  private Figure kappa(
      String name, double[][] labels, Weights weights, Map<String, Figure> figures) {
    if (people.size() == 2) {
      return new Pair(labels[0], labels[1]).kappa(weights);
    }
    List<Pair> pairs = new ArrayList<>();
    int shown = 0;
    for (int p = 0; p < labels.length && pairs.size() < MOST_PAIRS; p++) {
      for (int q = p + 1; q < labels.length && pairs.size() < MOST_PAIRS; q++) {
        Pair pair = new Pair(labels[p], labels[q]);
        if (shown++ < MOST_SHOWN) {
          figures.put(name + " " + people.get(p) + "/" + people.get(q), pair.kappa(weights));
        }
        if (pair.enough() && pair.kappa(weights).estimate() != null) {
          pairs.add(pair);
        }
      }
    }
    return pairs.isEmpty()
        ? Figure.none("no two annotators whose kappa can be computed; see each pair, and alpha")
        : mean(pairs, weights);
  }

  private Figure mean(List<Pair> pairs, Weights weights) {
    int items = pairing.labelled().size();
    return new Measured(Pairing.groups(pairing.labelled()), probabilities, options)
        .bootstrapped(
            -1,
            1,
            chosen -> {
              int[] times = new int[items];
              for (int item : chosen) {
                times[item]++;
              }
              return pairs.stream()
                  .mapToDouble(pair -> pair.kappa(times, weights))
                  .average()
                  .orElse(Double.NaN);
            });
  }

  private Figure alpha(boolean binary) {
    List<Pairing.Item> shared =
        pairing.labelled().stream().filter(item -> item.labels().size() > 1).toList();
    if (shared.size() < Calibrator.LEAST_LABELS) {
      return Figure.none(
          shared.size()
              + " items labelled by two or more; at least "
              + Calibrator.LEAST_LABELS
              + " are needed");
    }
    double[] drawn = Pairing.drawn(shared);
    KrippendorffAlpha alpha =
        KrippendorffAlpha.withDefaults().with(binary ? Metric.NOMINAL : Metric.ORDINAL);
    return Figure.of(
        new Measured(Pairing.groups(shared), options)
            .bootstrap()
            .ofGroups(
                Pairing.groups(shared),
                items ->
                    alpha.of(matrix(shared, items), Measured.at(drawn, items)).orElse(Double.NaN))
            .map(estimate -> widened(estimate, shared)),
        "every label is the same");
  }

  // Full agreement in every resample: Wilson's interval of the observed agreement, mapped as for
  // kappa.
  private Estimate widened(Estimate alpha, List<Pairing.Item> shared) {
    if (alpha.low() < alpha.high()) {
      return alpha;
    }
    double[] all =
        shared.stream()
            .flatMapToDouble(item -> item.labels().values().stream().mapToDouble(v -> v))
            .toArray();
    double chance =
        Arrays.stream(all)
            .distinct()
            .map(v -> (double) Arrays.stream(all).filter(o -> o == v).count() / all.length)
            .map(share -> share * share)
            .sum();
    int n = (int) Arrays.stream(Pairing.groups(shared)).distinct().count();
    double low = WilsonInterval.withDefaults().withLevel(options.level()).of(n, n).low();
    double end = Math.max(-1, (low - chance) / (1 - chance));
    return new Estimate(
        alpha.value(),
        new Interval(Math.min(end, alpha.value()), alpha.value(), alpha.level()),
        alpha.n());
  }

  private double[][] matrix(List<Pairing.Item> items, int[] chosen) {
    double[][] matrix = new double[people.size()][chosen.length];
    for (int p = 0; p < people.size(); p++) {
      for (int i = 0; i < chosen.length; i++) {
        Double label = items.get(chosen[i]).labels().get(people.get(p));
        matrix[p][i] = label == null ? Double.NaN : label;
      }
    }
    return matrix;
  }
}
