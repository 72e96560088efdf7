package dev.assay.core.evaluator.grounding;

import java.util.List;

/**
 * A sentence, heading, list item or line of a text.
 *
 * @param start its first character in the text
 * @param end after its last
 * @param tokens its tokens, with offsets in the text
 * @param heading whether it is a heading of what follows
 */
record Sentence(int start, int end, List<Token> tokens, boolean heading) {}
