package dev.assay.examples.support;

import dev.assay.core.interaction.Passage;

/**
 * A sentence as found for a question.
 *
 * @param chunk where it stands
 * @param index its place in the chunk, from 0
 * @param score how well it fits, about 0 to 1
 */
record Candidate(Chunk chunk, int index, double score) {

  Sentence sentence() {
    return chunk.sentences().get(index);
  }

  String text() {
    return sentence().text();
  }

  /** Its section, as what was retrieved. */
  Passage passage() {
    return new Passage(chunk.id(), chunk.text(), Math.round(score * 10_000) / 10_000.0);
  }
}
