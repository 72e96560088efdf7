/**
 * Targets: the systems under evaluation, behind one small interface, and how a suite names them.
 *
 * <p>Targets that speak HTTP live in the models module. May depend on {@code core.interaction},
 * {@code core.json} and {@code core.problem}.
 */
@NullMarked
package dev.assay.core.target;

import org.jspecify.annotations.NullMarked;
