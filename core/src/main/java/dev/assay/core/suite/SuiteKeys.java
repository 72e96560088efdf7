package dev.assay.core.suite;

import java.util.ArrayList;
import java.util.List;

/** The keys of a suite file, shared by the reader and the schema. */
final class SuiteKeys {

  static final List<String> SUITE =
      List.of(
          "name",
          "description",
          "dataset",
          "target",
          "models",
          "prices",
          "evaluators",
          "policy",
          "gate",
          "calibration",
          "concurrency",
          "repeats",
          "reducer",
          "seed",
          "timeout",
          "retries",
          "budget",
          "prompts",
          "few_shot");

  static final List<String> DATASET = List.of("path", "mapping", "partition");
  static final List<String> CALIBRATION = List.of("folder", "max_age_days", "evaluators", "trust");
  static final List<String> GATE = List.of("pass_rate", "min_coverage");
  static final String EVERYWHERE = "default";

  static final int MOST_CONCURRENT = 10_000;
  static final int MOST_REPEATS = 1_000;
  static final int MOST_RETRIES = 100;

  private SuiteKeys() {}

  static List<String> budget(List<String> partitions) {
    List<String> keys = new ArrayList<>(partitions);
    keys.add("total");
    keys.add("cost");
    return keys;
  }
}
