/**
 * Stored windows read for estimates: of a time, over time, by slice.
 *
 * <p>What the API answers and the pages show is read here. Depends on {@code server.store}, {@code
 * monitor.window} and {@code core.problem}.
 */
@NullMarked
package dev.assay.server.estimate;

import org.jspecify.annotations.NullMarked;
