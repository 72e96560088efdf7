/**
 * The history of a suite: its runs in order of time, each held against the one before.
 *
 * <p>May depend on {@code core.comparison} and what that may depend on.
 */
@NullMarked
package dev.assay.core.trend;

import org.jspecify.annotations.NullMarked;
