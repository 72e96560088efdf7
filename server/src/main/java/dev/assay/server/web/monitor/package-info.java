/**
 * Pages about monitors: what is watched and how it stands, and an editor that shows what a monitor
 * would have done before it is saved.
 *
 * <p>May use {@code web.page}, {@code web.panel}, {@code web.view}, {@code web.alert}, the store,
 * the API's desks, {@code server.watch} and {@code monitor.watch}.
 */
@NullMarked
package dev.assay.server.web.monitor;

import org.jspecify.annotations.NullMarked;
