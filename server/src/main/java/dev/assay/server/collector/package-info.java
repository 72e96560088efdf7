/**
 * Takes in what applications send: OTLP over HTTP and gRPC.
 *
 * <p>Reads a request, lets the {@link dev.assay.server.collector.IntakeFilter} take out what may
 * not be stored, writes the rest to the journal, and answers once it is on the disk. Knows nothing
 * of what becomes of it. The doors serve any {@link dev.assay.server.collector.ExportTaker}.
 * Depends on {@code server.journal} and {@code otel.wire}; the doors on Javalin and Jetty.
 */
@NullMarked
package dev.assay.server.collector;

import org.jspecify.annotations.NullMarked;
