/**
 * The pages of datasets: their partitions, what lint finds, examples with their history, and
 * changes of golden examples that are proposed and approved.
 *
 * <p>Depends on {@code core.dataset}, {@code server.dataset}, {@code server.golden}, {@code
 * server.store} and the frame.
 */
@NullMarked
package dev.assay.server.web.datasets;

import org.jspecify.annotations.NullMarked;
