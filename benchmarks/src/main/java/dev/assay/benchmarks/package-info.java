/**
 * Measurements: JMH benchmarks, and the servers, targets and data of the end-to-end ones.
 *
 * <p>Not published. May depend on everything; nothing depends on it.
 */
@NullMarked
package dev.assay.benchmarks;

import org.jspecify.annotations.NullMarked;
