/**
 * How the server itself does: its parts, queues, delays, what it dropped and why, storage, and
 * evaluation that was given up.
 *
 * <p>Depends on {@code server.web.page}, {@code server.web.view}, {@code server.api} and {@code
 * server.store}.
 */
@NullMarked
package dev.assay.server.web.system;

import org.jspecify.annotations.NullMarked;
