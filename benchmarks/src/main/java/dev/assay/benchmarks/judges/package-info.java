/**
 * What the statistics of judges do on decisions that real judges made: position bias, panels,
 * corrected rates.
 *
 * <p>Reads a file of decisions that is not part of the project.
 */
@NullMarked
package dev.assay.benchmarks.judges;

import org.jspecify.annotations.NullMarked;
