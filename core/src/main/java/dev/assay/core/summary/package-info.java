/**
 * A run in numbers: counts, pass rates, means and quantiles by partition, each with its
 * uncertainty.
 *
 * <p>May depend on {@code core.run} and what that may depend on, and on the statistics module.
 */
@NullMarked
package dev.assay.core.summary;

import org.jspecify.annotations.NullMarked;
