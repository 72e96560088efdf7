/**
 * Numbers with their units and currencies, as people write them.
 *
 * <p>Text in, {@link dev.assay.core.evaluator.quantity.Quantity} out. Depends on nothing in Assay.
 */
@NullMarked
package dev.assay.core.evaluator.quantity;

import org.jspecify.annotations.NullMarked;
