package dev.assay.core.judge;

import java.util.List;

/** Which of two responses is better, as they stand in a prompt. */
enum PairChoice {
  /** The one shown first. */
  A,
  /** The one shown second. */
  B,
  /** Neither. */
  TIE;

  static final List<String> OFFERED = List.of("A", "B", "tie");

  static PairChoice of(String key) {
    return switch (key) {
      case "a" -> A;
      case "b" -> B;
      default -> TIE;
    };
  }

  /** The same choice, the responses having changed places. */
  PairChoice turned() {
    return switch (this) {
      case A -> B;
      case B -> A;
      case TIE -> TIE;
    };
  }

  /** What it is worth for the response that stands at A. */
  double value() {
    return switch (this) {
      case A -> 1;
      case B -> 0;
      case TIE -> 0.5;
    };
  }
}
