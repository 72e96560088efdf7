/**
 * The runs that lie in the runs folder, scheduled or copied there: found, read, held against each
 * other. What was read is kept while its files do not change.
 *
 * <p>Depends on {@code core.evaluation}, {@code core.comparison}, {@code core.trend}, {@code
 * core.report} and what those depend on.
 */
@NullMarked
package dev.assay.server.run;

import org.jspecify.annotations.NullMarked;
