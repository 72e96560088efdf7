package dev.assay.core.model;

/**
 * Tells whether one text follows from another: natural language inference. Safe to call from
 * several threads.
 *
 * @since 0.1
 */
public interface EntailmentModel {

  /**
   * How {@code hypothesis} stands to {@code premise}. A premise longer than the model reads is cut
   * at its end.
   *
   * @throws ModelException if the model cannot answer
   */
  Entailment decide(String premise, String hypothesis);

  /** Names model and runtime; answers of different versions are not compared. */
  String version();
}
