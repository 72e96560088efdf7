/**
 * OTLP as it goes over the wire: trace and log exports in protobuf or JSON into {@link
 * dev.assay.otel.record} and back, and the answers that the protocol asks for.
 *
 * <p>Knows no transport: bytes in, records and bytes out. One bad record costs that record, never
 * the batch; only what cannot be read at all is refused as a whole. Everything read is hostile and
 * bounded by {@link dev.assay.otel.wire.WireLimits}. Depends on {@code record} and {@code
 * core.json}.
 */
@NullMarked
package dev.assay.otel.wire;

import org.jspecify.annotations.NullMarked;
