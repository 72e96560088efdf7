/** How fast OpenTelemetry's spans are read and traces put together. */
@NullMarked
package dev.assay.benchmarks.otel;

import org.jspecify.annotations.NullMarked;
