/**
 * Failure cases: the list, one case with its life, and what people make of it, up to an example in
 * a dataset file.
 *
 * <p>Depends on {@code server.web.page}, {@code server.web.panel}, {@code server.web.view}, {@code
 * server.api}, {@code server.dataset}, {@code server.store}, {@code monitor.failure} and {@code
 * core.dataset}.
 */
@NullMarked
package dev.assay.server.web.failure;

import org.jspecify.annotations.NullMarked;
