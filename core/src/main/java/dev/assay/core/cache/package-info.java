/**
 * Bytes kept on disk by shelf and key, so that what was paid for once is not paid for again: the
 * answers of targets and models. Survives kills, shared by processes, prunable.
 *
 * <p>Depends on {@code core.json} and {@code core.problem}.
 */
@NullMarked
package dev.assay.core.cache;

import org.jspecify.annotations.NullMarked;
