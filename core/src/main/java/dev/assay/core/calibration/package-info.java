/**
 * Evaluators held against people: labels, agreement, thresholds, corrected rates, and what to label
 * next.
 *
 * <p>Reads labels and scores, and the stored calibrations that a suite may require. Depends on
 * {@code core.run} for journals, {@code core.evaluator} and the statistics module.
 */
@NullMarked
package dev.assay.core.calibration;

import org.jspecify.annotations.NullMarked;
