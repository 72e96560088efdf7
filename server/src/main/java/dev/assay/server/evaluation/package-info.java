/**
 * Evaluates production traffic: binds the evaluators that suites know, scores within bounds, and
 * works a durable queue off: leases, retries, bounds on money and on calls at once, circuits that
 * open when a judge does not answer.
 *
 * <p>Owns the threads that wait for judges. Knows nothing of the pipeline but {@link
 * dev.assay.server.evaluation.Results}, to which it hands what came out. Depends on {@code
 * server.store}, {@code server.config}, {@code otel.emit}, {@code monitor.sampling} and core.
 */
@NullMarked
package dev.assay.server.evaluation;

import org.jspecify.annotations.NullMarked;
