/**
 * Watching production: pure operators over mergeable state.
 *
 * <p>No threads, no clock, no I/O, no connection: events and state in, events and state out. An
 * engine (the server, a cluster) runs them. Depends on core and stats.
 */
@NullMarked
package dev.assay.monitor;

import org.jspecify.annotations.NullMarked;
