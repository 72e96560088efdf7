/**
 * The gate: decides from a run's summary whether a change may pass, may not, or cannot be told.
 *
 * <p>May depend on {@code core.summary}, {@code core.comparison} and what these may depend on.
 */
@NullMarked
package dev.assay.core.gate;

import org.jspecify.annotations.NullMarked;
