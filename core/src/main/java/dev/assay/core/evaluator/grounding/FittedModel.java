package dev.assay.core.evaluator.grounding;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The logistic regression in {@code model.json}, which also says what it was fitted on, when and by
 * which command.
 */
final class FittedModel {

  private static final FittedModel INSTANCE = read();

  private final int[] feature;
  private final double[] coefficient;
  private final double intercept;
  private final String version;

  private FittedModel(int[] feature, double[] coefficient, double intercept, String version) {
    this.feature = feature;
    this.coefficient = coefficient;
    this.intercept = intercept;
    this.version = version;
  }

  static FittedModel instance() {
    return INSTANCE;
  }

  /** The probability that people would call an output with these features grounded. */
  double probability(double[] features) {
    double logit = intercept;
    for (int i = 0; i < feature.length; i++) {
      logit += coefficient[i] * features[feature[i]];
    }
    return 1 / (1 + Math.exp(-logit));
  }

  /** Twelve digits of its content hash. */
  String version() {
    return version;
  }

  private static FittedModel read() {
    try (InputStream in = FittedModel.class.getResourceAsStream("model.json")) {
      if (in == null) {
        throw new IllegalStateException("model.json: missing (expected: in the jar)");
      }
      String text = Json.decode(in.readAllBytes(), "model.json");
      JsonNode json = Json.parse(text, "model.json", 1);
      List<String> names = OutputFeatures.names();
      List<Integer> features = new ArrayList<>();
      List<Double> coefficients = new ArrayList<>();
      json.get("coefficients")
          .properties()
          .forEach(
              entry -> {
                features.add(names.indexOf(entry.getKey()));
                coefficients.add(entry.getValue().doubleValue());
              });
      if (features.contains(-1)) {
        throw new IllegalStateException("model.json: a feature that does not exist");
      }
      return new FittedModel(
          features.stream().mapToInt(Integer::intValue).toArray(),
          coefficients.stream().mapToDouble(Double::doubleValue).toArray(),
          json.get("intercept").doubleValue(),
          ContentHash.of(json).substring("sha256:".length(), "sha256:".length() + 12));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
