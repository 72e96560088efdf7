/**
 * The {@code prompt} target: a template, filled from an example's input, answered by a chat model.
 *
 * <p>Depends on {@code core.target}, {@code core.model}, {@code core.interaction}, {@code
 * core.json} and {@code core.problem}; finds models through {@code core.model} as everybody does.
 */
@NullMarked
package dev.assay.models.prompt;

import org.jspecify.annotations.NullMarked;
