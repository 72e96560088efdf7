/**
 * Receives a target's spans while a run calls it: OTLP over HTTP and gRPC on one port, kept in
 * memory for as long as a call takes.
 *
 * <p>{@link dev.assay.server.listen.TraceListener} is the one entry. Nothing is stored. Depends on
 * {@code otel.trace}, {@code otel.wire} and {@code core.target}, and for the port and its doors on
 * {@code server.collector}.
 */
@NullMarked
package dev.assay.server.listen;

import org.jspecify.annotations.NullMarked;
