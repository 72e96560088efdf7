package dev.assay.core.evaluator.grounding;

import java.util.EnumMap;
import java.util.Map;

/** The features of a claim as they are found; 0 where nothing was set. */
final class ClaimFeatures {

  private final Map<ClaimFeature, Double> values = new EnumMap<>(ClaimFeature.class);

  double get(ClaimFeature feature) {
    return values.getOrDefault(feature, 0.0);
  }

  void set(ClaimFeature feature, double value) {
    values.put(feature, value);
  }

  void raise(ClaimFeature feature, double value) {
    values.merge(feature, value, Math::max);
  }
}
