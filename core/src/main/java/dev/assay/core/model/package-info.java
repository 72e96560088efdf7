/**
 * The models that evaluators and targets call, as small interfaces; modules at the edge implement
 * them.
 *
 * <p>Depends on {@code core.interaction}, {@code core.json} and {@code core.problem}.
 */
@NullMarked
package dev.assay.core.model;

import org.jspecify.annotations.NullMarked;
