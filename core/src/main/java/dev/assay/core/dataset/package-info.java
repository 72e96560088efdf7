/**
 * Datasets: examples in four partitions, their files, their content hash, and the approval of
 * golden ones.
 *
 * <p>May depend on {@code core.interaction}, {@code core.json} and {@code core.problem}.
 */
@NullMarked
package dev.assay.core.dataset;

import org.jspecify.annotations.NullMarked;
