package dev.assay.server.web.review;

import dev.assay.core.calibration.Trust;
import dev.assay.server.review.ReviewQueue;
import dev.assay.server.web.view.Unit;

/** What the pages call things. */
final class Words {

  private Words() {}

  static String title(ReviewQueue queue) {
    return switch (queue) {
      case SPOT_CHECK -> "Spot check";
      case DISAGREEMENT -> "Judge against users";
      case NEAR_THRESHOLD -> "Near the threshold";
      case SECOND_OPINION -> "Second opinion";
      case ADJUDICATION -> "Disagreements to settle";
    };
  }

  static String why(ReviewQueue queue) {
    return switch (queue) {
      case SPOT_CHECK -> "Drawn by chance: the only answers that say how often the judge errs.";
      case DISAGREEMENT -> "The judge says one thing, what users did another.";
      case NEAR_THRESHOLD -> "The judge could as well have decided otherwise.";
      case SECOND_OPINION -> "One person has answered; a second answer shows how far people agree.";
      case ADJUDICATION -> "People disagree; an editor decides what holds.";
    };
  }

  static String none(ReviewQueue queue) {
    return switch (queue) {
      case SPOT_CHECK -> "No check was drawn.";
      case DISAGREEMENT ->
          "Users complain of nothing that it passed, and praise nothing that it failed.";
      case NEAR_THRESHOLD ->
          "It has not both passed and failed answers yet, so that no threshold is known.";
      case SECOND_OPINION -> "Nothing was answered by another person alone.";
      case ADJUDICATION -> "Nobody disagrees.";
    };
  }

  /** Which of many a queue takes. */
  static String first(ReviewQueue queue) {
    return queue == ReviewQueue.NEAR_THRESHOLD ? "nearest" : "latest";
  }

  static String verdict(Boolean passed) {
    return passed ? "pass" : "fail";
  }

  /** A figure's name as people say it. */
  static String figure(String name) {
    return switch (name) {
      case "kappa" -> "Kappa (beyond chance)";
      case "weighted_kappa" -> "Weighted kappa";
      case "alpha" -> "Krippendorff's alpha";
      case "held_out_kappa" -> "Kappa, threshold held out";
      case "accuracy" -> "Decided alike";
      case "precision" -> "Precision of its passes";
      case "recall" -> "Recall of passes";
      case "fail_precision" -> "Precision of its failures";
      case "fail_recall" -> "Recall of failures";
      case "f1" -> "F1 of passes";
      case "fail_f1" -> "F1 of failures";
      case "auroc" -> "Area under the ROC curve";
      case "spearman" -> "Rank correlation";
      case "bias" -> "Bias (it passes more than people)";
      case "brier" -> "Brier score";
      case "calibration_error" -> "Calibration error";
      case "raw_pass_rate" -> "As it says itself";
      case "corrected_pass_rate" -> "Corrected by people";
      case "rogan_gladen_pass_rate" -> "Corrected by its error rates";
      case "labels_alone_pass_rate" -> "People's labels alone";
      case "max_f1" -> "Greatest F1";
      default ->
          name.startsWith("precision_")
              ? "Precision of " + name.substring("precision_".length())
              : name.replace('_', ' ');
    };
  }

  /** What a figure is a number of. */
  static Unit unit(String figure) {
    return figure.contains("kappa") ? Unit.SCORE : Unit.SHARE;
  }

  /** How trust looks. */
  static String state(Trust trust) {
    return switch (trust) {
      case GATING -> "state-good";
      case TRENDS -> "state-warn";
      case NONE -> "state-bad";
    };
  }
}
