/**
 * Scores told to others over OTLP: as {@code gen_ai.evaluation.result} events, and as OpenInference
 * spans for those who read no events.
 *
 * <p>Makes records and requests, sends nothing. Depends on {@code record}, {@code wire} and {@code
 * core.evaluator}.
 */
@NullMarked
package dev.assay.otel.emit;

import org.jspecify.annotations.NullMarked;
