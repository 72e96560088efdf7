/**
 * Intervals for any statistic by resampling what was observed, item by item or group by group.
 *
 * <p>The same seed gives the same interval. Depends on {@code stats.interval}, {@code
 * stats.quantile} and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.bootstrap;

import org.jspecify.annotations.NullMarked;
