/**
 * Runs: the history of a suite, one run, two runs side by side; the schedules that make them.
 *
 * <p>Depends on {@code server.web.page}, {@code server.web.panel}, {@code server.web.view}, {@code
 * server.run}, {@code core.trend} and {@code core.report}. Every number is one of the core's.
 */
@NullMarked
package dev.assay.server.web.runs;

import org.jspecify.annotations.NullMarked;
