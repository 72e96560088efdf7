/**
 * How well a score or decision tells two classes apart: confusion matrix, ROC, calibration,
 * thresholds.
 *
 * <p>What has no denominator is empty, never 0 or NaN. Depends on {@code stats.bootstrap}, {@code
 * stats.interval}, {@code stats.sampling} and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.classification;

import org.jspecify.annotations.NullMarked;
