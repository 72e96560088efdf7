/** Speed of the statistics. Depends on assay-stats. */
@NullMarked
package dev.assay.benchmarks.statistics;

import org.jspecify.annotations.NullMarked;
