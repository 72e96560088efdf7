/**
 * Live events for open pages: each client has a bounded queue, and a client that does not keep up
 * is let go rather than waited for.
 *
 * <p>Depends on {@code core.json} and Javalin.
 */
@NullMarked
package dev.assay.server.api.event;

import org.jspecify.annotations.NullMarked;
