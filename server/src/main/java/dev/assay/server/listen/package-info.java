/**
 * Receives a target's spans while a run calls it: OTLP over HTTP, kept in memory for as long as a
 * call takes.
 *
 * <p>{@link dev.assay.server.listen.TraceListener} is the one entry. Nothing is stored. Depends on
 * {@code otel.trace}, {@code otel.wire} and {@code core.target}, and on the JDK's HTTP server.
 */
@NullMarked
package dev.assay.server.listen;

import org.jspecify.annotations.NullMarked;
