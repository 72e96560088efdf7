/**
 * Interactions to look through: chosen by what is known of them, counted over time, listed with the
 * columns that somebody wants; views that people keep.
 *
 * <p>Depends on {@code server.web.page}, {@code server.web.panel}, {@code server.web.view} and the
 * store.
 */
@NullMarked
package dev.assay.server.web.explore;

import org.jspecify.annotations.NullMarked;
