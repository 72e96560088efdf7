/**
 * Load as production brings it: traces over OTLP at a fixed rate, and what became of them.
 *
 * <p>{@link dev.assay.benchmarks.load.SpanLoad} sends; its ledger says what was acknowledged, so
 * that what a server kept can be held against what it promised.
 */
@NullMarked
package dev.assay.benchmarks.load;

import org.jspecify.annotations.NullMarked;
