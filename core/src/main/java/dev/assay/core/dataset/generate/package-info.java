/**
 * Adversarial examples made from existing ones, the same for the same seed.
 *
 * <p>May depend on {@code core.dataset}, {@code core.json} and {@code core.problem}.
 */
@NullMarked
package dev.assay.core.dataset.generate;

import org.jspecify.annotations.NullMarked;
