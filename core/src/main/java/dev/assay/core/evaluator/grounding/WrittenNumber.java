package dev.assay.core.evaluator.grounding;

/**
 * A number in a sentence.
 *
 * @param value what it is
 * @param after the index of the token after it
 * @param words whether it is written in words
 */
record WrittenNumber(double value, int after, boolean words) {}
