/**
 * The embedded engine: makes every part of the server from its configuration, binds them together,
 * opens the doors, and closes all in order.
 *
 * <p>Knows every other package of the server; none knows it.
 */
@NullMarked
package dev.assay.server.engine;

import org.jspecify.annotations.NullMarked;
