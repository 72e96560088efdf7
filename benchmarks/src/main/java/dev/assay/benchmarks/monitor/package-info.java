/** Speed of the monitor's operators. Depends on assay-monitor. */
@NullMarked
package dev.assay.benchmarks.monitor;

import org.jspecify.annotations.NullMarked;
