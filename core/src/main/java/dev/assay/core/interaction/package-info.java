/**
 * One observed exchange with an LLM application, the same type offline and from production.
 *
 * <p>Values only. Depends on {@code core.json} and {@code core.problem}.
 */
@NullMarked
package dev.assay.core.interaction;

import org.jspecify.annotations.NullMarked;
