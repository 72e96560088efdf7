/**
 * The overview: how good the answers are, at what price and speed, what is wrong and what changed.
 *
 * <p>Depends on {@code server.web.page}, {@code server.web.panel}, {@code server.web.view}, {@code
 * server.estimate}, {@code server.store} and {@code monitor.window}.
 */
@NullMarked
package dev.assay.server.web.overview;

import org.jspecify.annotations.NullMarked;
