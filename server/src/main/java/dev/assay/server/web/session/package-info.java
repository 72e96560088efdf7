/**
 * Who the person before the screen is: ways to sign in, roles, sessions of a bounded life in this
 * server's memory, and tokens that prove that a form is ours.
 *
 * <p>Knows neither pages nor stores. Depends on {@code server.api.access} alone.
 */
@NullMarked
package dev.assay.server.web.session;

import org.jspecify.annotations.NullMarked;
