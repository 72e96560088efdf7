package dev.assay.core.evaluator.grounding;

import java.util.Locale;

/** What is measured of a claim. Shares are from 0 to 1. */
enum ClaimFeature {
  /** Weighted share of its content words that the context has. */
  COVERED,
  /** The same by the best three neighbouring sentences. */
  COVERED_NEAR,
  /** The same by the best sentence. */
  COVERED_BY_SENTENCE,
  /** Share of all its words that the context has. */
  WORDS,
  /** Share of its pairs of words that the context has. */
  PAIRS,
  /** Share of its runs of three words that the context has. */
  TRIPLES,
  /** Longest common subsequence with the best sentences, as a share of its words. */
  SUBSEQUENCE,
  /** Longest common run of words with the best sentences, as a share of its words. */
  RUN,
  /** Of its neighbouring content words that the context has, the share that are together there. */
  TOGETHER,
  /** How sure it is that a quantity is the context's. */
  SAME_QUANTITY,
  /** Summed weight of its content words that the context lacks, logarithm of one more. */
  NEW_WORDS,
  /** Number of names that the context lacks, logarithm of one more. */
  NEW_NAMES,
  /** Number of quantities that the context lacks, logarithm of one more. */
  NEW_QUANTITIES,
  /** How sure it is that a quantity is another than in the context. */
  OTHER_QUANTITY,
  /** How sure it is that a negation was added or dropped. */
  NEGATION,
  /** How sure it is that a word was turned into its opposite. */
  ANTONYM,
  /** Share of hedging words. */
  HEDGES,
  /** Share of words about the speaker. */
  FIRST_PERSON,
  /** Share of words of opinion. */
  OPINION;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
