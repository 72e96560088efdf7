/**
 * What one span says about a call of a model, a retrieval, a tool or an agent, whichever
 * instrumentation wrote it.
 *
 * <p>Every field is resolved by itself, over ordered lists of keys of all dialects, since spans mix
 * dialects. Operational facts are read at once; content is kept as it came and parsed when asked
 * for, since most of it never is. Depends on {@code otel.record} and, in core, on {@code json},
 * {@code problem} and {@code interaction}.
 */
@NullMarked
package dev.assay.otel.span;

import org.jspecify.annotations.NullMarked;
