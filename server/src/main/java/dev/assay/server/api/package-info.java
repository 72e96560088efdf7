/**
 * The REST API under {@code /api/v1}.
 *
 * <p>A table of routes says what there is, what scope it needs and how it is documented; handlers
 * read the store and hand deeds to the desks, small interfaces that the engine implements. Depends
 * on {@code server.store}, the bound of memory of {@code server.collector}, {@code monitor.window},
 * core and Javalin.
 */
@NullMarked
package dev.assay.server.api;

import org.jspecify.annotations.NullMarked;
