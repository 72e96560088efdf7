/**
 * Statistics that may be looked at after every observation: confidence sequences, e-processes,
 * decisions that stop as soon as they are clear, and detectors of change with a stated run length.
 *
 * <p>A configuration is immutable; what {@code start()} gives holds the state of one stream, is
 * confined to one thread at a time and has a versioned binary form, so that a stream can be stopped
 * and resumed. Depends on {@code stats.interval} and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.sequential;

import org.jspecify.annotations.NullMarked;
