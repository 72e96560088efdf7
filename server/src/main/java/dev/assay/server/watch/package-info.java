/**
 * Monitors that people make in the interface: their record in the store with every version, and
 * what one would have done on what is stored.
 *
 * <p>May use {@code store}, {@code monitor.watch}, {@code monitor.window} and {@code core}.
 */
@NullMarked
package dev.assay.server.watch;

import org.jspecify.annotations.NullMarked;
