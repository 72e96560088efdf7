package dev.assay.examples.support;

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
}
