/** Speed of the monitor's operators, and what they find. Depends on assay-monitor. */
@NullMarked
package dev.assay.benchmarks.monitor;

import org.jspecify.annotations.NullMarked;
