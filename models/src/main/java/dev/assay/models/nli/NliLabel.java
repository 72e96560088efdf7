package dev.assay.models.nli;

/** What an output of a model of inference stands for. */
enum NliLabel {
  ENTAILMENT,
  NEUTRAL,
  CONTRADICTION,
  UNKNOWN
}
