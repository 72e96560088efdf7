/**
 * Runs suites when it is time, when a file has changed, or when somebody asks: the second tier of
 * evaluation, beside the watching of production.
 *
 * <p>Where each schedule stands lies in the store as a document, so that what was missed while
 * nothing ran is caught up once. A run is the same as the command line's and its directory lies in
 * the data directory's {@code runs}. Depends on {@code core.evaluation}, {@code core.suite}, {@code
 * server.store}, {@code server.delivery}; times on cron-utils.
 */
@NullMarked
package dev.assay.server.schedule;

import org.jspecify.annotations.NullMarked;
