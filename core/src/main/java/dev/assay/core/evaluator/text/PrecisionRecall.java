package dev.assay.core.evaluator.text;

import dev.assay.core.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much of the output is in the reference, how much of the reference is in the output, and the
 * harmonic mean of the two.
 *
 * @param precision from 0 to 1
 * @param recall from 0 to 1
 * @param f1 from 0 to 1
 */
record PrecisionRecall(double precision, double recall, double f1) {

  static final PrecisionRecall NOTHING = new PrecisionRecall(0, 0, 0);
  static final PrecisionRecall EVERYTHING = new PrecisionRecall(1, 1, 1);

  /** Of {@code shared} units out of those in the output and in the reference; 0 of nothing. */
  static PrecisionRecall of(int shared, int inOutput, int inReference) {
    if (shared == 0) {
      return NOTHING;
    }
    double precision = (double) shared / inOutput;
    double recall = (double) shared / inReference;
    return new PrecisionRecall(precision, recall, 2 * precision * recall / (precision + recall));
  }

  ObjectNode toJson() {
    return Json.object().put("precision", precision).put("recall", recall).put("f1", f1);
  }
}
