/**
 * Notices what changed and says so: monitors over windows, findings and the evaluators' health.
 *
 * <p>{@code MonitorDefinition} says what is watched, read from configuration by {@code
 * MonitorsReader} or taken from {@code DefaultMonitors}; {@code Watch} is fed at each commit and
 * gives {@code AlertChange}s; {@code Alert} is what people are told. Tests look once at each
 * complete bucket of time, and their error rates hold however long they look. No thread, clock or
 * I/O: what happened before comes through {@code History}. Depends on {@code monitor.window},
 * stats, {@code core.config}, {@code core.problem}, {@code core.json}, {@code core.interaction} and
 * {@code monitor.internal}.
 */
@NullMarked
package dev.assay.monitor.watch;

import org.jspecify.annotations.NullMarked;
