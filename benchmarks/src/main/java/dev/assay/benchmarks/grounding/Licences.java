package dev.assay.benchmarks.grounding;

import java.util.Map;

/** Where the sets come from and under which terms; their rows are no part of this repository. */
final class Licences {

  private record Terms(String source, String licence) {}

  private static final Map<String, Terms> SETS =
      Map.of(
          "faithdial_audit",
          new Terms(
              "McGill-NLP/FaithDial @ 25671c6e3a",
              "MIT; dialogue sources CC BY 4.0, CC BY, CDLA-Sharing"),
          "begin_attribution",
          new Terms("google/BEGIN-dataset @ 6e65f0d5a1", "CC BY 4.0"),
          "halueval_qa_candidates",
          new Terms("RUCAIBox/HaluEval @ b7253db3cd", "MIT; Wikipedia text CC BY-SA 4.0"),
          "qags_consistency",
          new Terms(
              "maszhongming/UniEval @ d33e7b6cfe",
              "MIT (UniEval copy); news text (c) publishers, research use"),
          "wice_claims",
          new Terms(
              "ryokamoi/wice @ ddeb6c1836",
              "ODC-BY 1.0; claims CC BY-SA 4.0; evidence pages Common Crawl terms of use"),
          "generated",
          new Terms("SupportAnswers in this repository, seed 11", "as the repository"),
          "summeval",
          new Terms(
              "neulab/BARTScore @ 248f511cb3",
              "MIT (SummEval annotations); news text (c) publishers, research use"));

  private Licences() {}

  static String source(String set) {
    return SETS.getOrDefault(set, new Terms("unknown", "unknown")).source();
  }

  static String licence(String set) {
    return SETS.getOrDefault(set, new Terms("unknown", "unknown")).licence();
  }
}
