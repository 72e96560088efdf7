/**
 * The dataset files of the configured folder, read as they are and kept until they change.
 *
 * <p>Depends on {@code core} alone.
 */
@NullMarked
package dev.assay.server.dataset;

import org.jspecify.annotations.NullMarked;
