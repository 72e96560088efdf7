/**
 * The write-ahead log: what is acknowledged is in it, and survives a killed process and a power
 * loss.
 *
 * <p>Frames of bytes in segment files; one thread writes for everybody and forces to the disk once
 * for all who wait (group commit). Knows nothing of what the bytes mean. Depends on {@code
 * core.problem}.
 */
@NullMarked
package dev.assay.server.journal;

import org.jspecify.annotations.NullMarked;
