package dev.assay.core.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  static final List<String> GATE =
      List.of("pass_rate", "min_coverage", "confidence", "inconclusive");
  static final List<String> GATE_BESIDE = List.of("criteria", "baseline", "alpha");
  static final List<String> BASELINE = List.of("latest", "branch");
  static final Map<String, List<String>> CRITERIA = criteria();
  static final String EVERYWHERE = "default";

  static final int MOST_CONCURRENT = 10_000;
  static final int MOST_REPEATS = 1_000;
  static final int MOST_RETRIES = 100;

  private SuiteKeys() {}

  private static Map<String, List<String>> criteria() {
    List<String> everywhere = List.of("partition", "inconclusive");
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    kinds.put("no_regression", keys(everywhere, "evaluator", "margin", "alpha"));
    kinds.put("improvement", keys(everywhere, "evaluator", "by", "alpha"));
    kinds.put("pass_rate", keys(everywhere, "min", "min_coverage", "confidence"));
    kinds.put("latency", keys(everywhere, "quantile", "max", "confidence"));
    kinds.put("cost", keys(everywhere, "max", "confidence"));
    kinds.put("coverage", keys(everywhere, "evaluator", "min"));
    kinds.put(
        "calibrated",
        List.of("evaluators", "min_agreement", "trust", "max_age_days", "folder", "inconclusive"));
    return Collections.unmodifiableMap(kinds);
  }

  private static List<String> keys(List<String> everywhere, String... own) {
    List<String> keys = new ArrayList<>(List.of(own));
    keys.addAll(everywhere);
    return List.copyOf(keys);
  }

  static List<String> budget(List<String> partitions) {
    List<String> keys = new ArrayList<>(partitions);
    keys.add("total");
    keys.add("cost");
    return keys;
  }
}
