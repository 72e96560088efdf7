/**
 * What a page shows of everything there is: which time, which slice, compared with what, in which
 * zone. A view is what stands in the address, so that a link shows a colleague the same. And how
 * numbers and times are written for one reader.
 *
 * <p>Depends on {@code monitor.window} for slices, {@code stats.interval} and {@code core.problem}.
 */
@NullMarked
package dev.assay.server.web.view;

import org.jspecify.annotations.NullMarked;
