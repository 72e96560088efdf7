/**
 * The web interface: server-rendered pages over the same services as the API's. Each kind of page
 * has a room of its own beside; this package puts them together.
 *
 * <p>Depends on its rooms, {@code server.web.page}, {@code server.web.session}, {@code
 * server.web.asset}, {@code server.web.panel}, {@code server.api} and {@code server.store}.
 */
@NullMarked
package dev.assay.server.web;

import org.jspecify.annotations.NullMarked;
