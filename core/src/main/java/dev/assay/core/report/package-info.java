/**
 * What a run is shown as: the console's table, one HTML page, JUnit XML, Markdown, JSON and CSV.
 *
 * <p>Every text of an example is hostile here: each format has one place that makes it harmless.
 * May depend on {@code core.gate} and what that may depend on.
 */
@NullMarked
package dev.assay.core.report;

import org.jspecify.annotations.NullMarked;
