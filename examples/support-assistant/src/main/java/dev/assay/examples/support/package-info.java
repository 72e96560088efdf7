/**
 * A support assistant for an invented product, Cairnbook, that answers from a knowledge base
 * without any key: retrieval by meaning and by words together, answers composed of the knowledge
 * base's own sentences.
 *
 * <p>What the example suite evaluates. Depends on {@code core.target}, {@code core.model}, {@code
 * core.dataset} for the generator, and what these need.
 */
@NullMarked
package dev.assay.examples.support;

import org.jspecify.annotations.NullMarked;
