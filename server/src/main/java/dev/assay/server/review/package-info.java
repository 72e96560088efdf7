/**
 * What people look at themselves: spot checks, a few interactions each week, drawn with known
 * probabilities, and queues of what is best looked at; what they say; and the judge held against
 * it.
 *
 * <p>Checks are documents in the store, what people say of them its labels. Depends on {@code
 * server.store}, {@code server.delivery}, {@code server.schedule} for its times, {@code
 * monitor.sampling} for draws, {@code core.calibration} for figures, and stats.
 */
@NullMarked
package dev.assay.server.review;

import org.jspecify.annotations.NullMarked;
