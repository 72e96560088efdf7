/**
 * How long people wait, and for what: by template, model, length of the input, cache.
 *
 * <p>Depends on {@code server.web.page}, {@code server.web.panel}, {@code server.web.view}, {@code
 * server.estimate} and {@code monitor.window}.
 */
@NullMarked
package dev.assay.server.web.latency;

import org.jspecify.annotations.NullMarked;
