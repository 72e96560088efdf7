/** Speed of the statistics and of comparing runs. Depends on assay-stats and assay-core. */
@NullMarked
package dev.assay.benchmarks.statistics;

import org.jspecify.annotations.NullMarked;
