/**
 * The spans and log records of a trace put together: interactions, users' signals, others' scores.
 *
 * <p>Pure: no clock, no thread, no I/O; time comes in as an argument. What comes out depends on
 * what came in, not on its order. Depends on {@code otel.record}, {@code otel.span} and, in core,
 * on {@code interaction} and {@code json}.
 */
@NullMarked
package dev.assay.otel.trace;

import org.jspecify.annotations.NullMarked;
