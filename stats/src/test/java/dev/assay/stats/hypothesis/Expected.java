package dev.assay.stats.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import tools.jackson.databind.JsonNode;

/** Comparisons with reference values. */
final class Expected {

  private Expected() {}

  /** Equal to so many digits, however small. */
  static void relative(double actual, JsonNode expected, double tolerance) {
    relative(actual, expected.doubleValue(), tolerance);
  }

  static void relative(double actual, double expected, double tolerance) {
    assertThat(actual).isCloseTo(expected, within(tolerance * Math.abs(expected)));
  }

  static void absolute(double actual, JsonNode expected, double tolerance) {
    assertThat(actual).isCloseTo(expected.doubleValue(), within(tolerance));
  }
}
