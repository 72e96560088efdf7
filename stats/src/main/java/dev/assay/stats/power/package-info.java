/**
 * Before money is spent: what a comparison of so many examples can detect, how many examples it
 * takes, and what it takes to show that a candidate is no worse by more than a margin.
 *
 * <p>Numbers in, numbers out. Depends on {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.power;

import org.jspecify.annotations.NullMarked;
