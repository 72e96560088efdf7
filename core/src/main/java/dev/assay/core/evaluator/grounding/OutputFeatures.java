package dev.assay.core.evaluator.grounding;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * The features of a whole output: each {@link ClaimFeature} as the mean over its claims, weighted
 * by their content words, and as the worst of them; and the longest common subsequence of the
 * output with the whole context. A single claim is an output of one claim.
 */
final class OutputFeatures {

  /** Features of which less is worse. */
  private static final Set<ClaimFeature> HIGHER_IS_BETTER =
      EnumSet.range(ClaimFeature.COVERED, ClaimFeature.SAME_QUANTITY);

  /** Features of word order. */
  private static final List<ClaimFeature> ORDER =
      List.of(ClaimFeature.PAIRS, ClaimFeature.TRIPLES, ClaimFeature.RUN);

  private static final double COMMONPLACE = 0.75;

  private OutputFeatures() {}

  /** The names, in the order of the values. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String suffix : List.of(".mean", ".worst")) {
      for (ClaimFeature feature : ClaimFeature.values()) {
        names.add(feature.key() + suffix);
      }
    }
    names.add("subsequence.whole");
    for (ClaimFeature feature : ORDER) {
      names.add(feature.key() + ".high");
    }
    names.add("subsequence.high");
    return names;
  }

  /** Whether more of the named feature speaks for the context. */
  static boolean higherIsBetter(String name) {
    for (ClaimFeature feature : HIGHER_IS_BETTER) {
      if (name.startsWith(feature.key() + ".")) {
        return true;
      }
    }
    return false;
  }

  /** The values for compared claims, at least one. */
  static double[] of(List<Comparison> compared, double subsequenceOfWhole) {
    double total = compared.stream().mapToDouble(OutputFeatures::weight).sum();
    List<Double> values = new ArrayList<>();
    for (ClaimFeature feature : ClaimFeature.values()) {
      double mean = 0;
      for (Comparison comparison : compared) {
        mean += comparison.feature(feature) * weight(comparison) / total;
      }
      values.add(mean);
    }
    for (ClaimFeature feature : ClaimFeature.values()) {
      values.add(worst(compared, feature));
    }
    values.add(subsequenceOfWhole);
    for (ClaimFeature feature : ORDER) {
      values.add(high(worst(compared, feature)));
    }
    values.add(high(subsequenceOfWhole));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double worst(List<Comparison> compared, ClaimFeature feature) {
    DoubleStream values = compared.stream().mapToDouble(c -> c.feature(feature));
    return (HIGHER_IS_BETTER.contains(feature) ? values.min() : values.max()).orElse(0);
  }

  // Most turns of phrase are everyone's; what goes beyond was copied.
  private static double high(double share) {
    return Math.max(0, share - COMMONPLACE);
  }

  private static double weight(Comparison comparison) {
    long content =
        comparison.claim().tokens().stream().filter(t -> t.isContent() || t.isNumber()).count();
    return Math.max(1, content);
  }
}
