/**
 * How a page is asked for and answered: routes and the roles they need, the visit of a person, the
 * frame around every page, panels, errors that say what to do, files with hashes in their names.
 *
 * <p>A room of pages is a package beside this one that gives a {@link
 * dev.assay.server.web.page.Room}; this package knows none of them. Depends on {@code
 * server.web.asset}, {@code server.web.panel}, {@code server.web.session}, {@code server.web.view},
 * {@code server.api} and its packages, {@code server.estimate}, {@code server.store}, jte and
 * Javalin.
 */
@NullMarked
package dev.assay.server.web.page;

import org.jspecify.annotations.NullMarked;
