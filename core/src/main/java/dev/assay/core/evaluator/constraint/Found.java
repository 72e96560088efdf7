package dev.assay.core.evaluator.constraint;

/**
 * Something found in a text.
 *
 * @param what what it is, in words
 * @param text the text itself
 * @param start where it starts, in UTF-16 units from 0
 */
record Found(String what, String text, int start) {}
