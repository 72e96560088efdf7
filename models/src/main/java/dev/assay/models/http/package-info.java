/**
 * Targets that answer over HTTP.
 *
 * <p>May depend on {@code core.target} and what that may depend on. Uses the platform's {@link
 * java.net.HttpURLConnection}: of the clients measured it is ready first and takes the least
 * processor time.
 */
@NullMarked
package dev.assay.models.http;

import org.jspecify.annotations.NullMarked;
