/**
 * How far apart two distributions are: counts in classes (PSI, Jensen-Shannon, Kullback-Leibler),
 * numbers (Wasserstein, Kolmogorov-Smirnov), vectors such as embeddings (MMD with a test).
 *
 * <p>Arrays in, numbers and records out. A distance between samples is above 0 by chance alone:
 * each says what to hold it against. Depends on {@code stats.quantile} and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.distance;

import org.jspecify.annotations.NullMarked;
