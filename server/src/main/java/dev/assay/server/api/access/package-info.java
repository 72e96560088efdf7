/**
 * Who may do what: the same question for the API, for OTLP over HTTP and for OTLP over gRPC.
 *
 * <p>Holds no keys: whoever does answers {@link dev.assay.server.api.access.KeyCheck}. What comes
 * from a caller is never logged. Depends on {@code otel.wire} and Javalin.
 */
@NullMarked
package dev.assay.server.api.access;

import org.jspecify.annotations.NullMarked;
