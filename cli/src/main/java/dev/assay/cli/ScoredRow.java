package dev.assay.cli;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.Score;

/**
 * What one evaluator said of one row.
 *
 * @param evaluator the evaluator
 * @param score its score
 * @param line the same as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // written once and dropped
record ScoredRow(BoundEvaluator evaluator, Score score, byte[] line) {}
