/**
 * Spans and log records as they came, whatever protocol or encoding carried them.
 *
 * <p>Values only: ids as lower-case hexadecimal digits, times in nanoseconds since 1970 (UTC),
 * attributes as plain Java values. All of it is hostile. Depends on nothing in Assay.
 */
@NullMarked
package dev.assay.otel.record;

import org.jspecify.annotations.NullMarked;
