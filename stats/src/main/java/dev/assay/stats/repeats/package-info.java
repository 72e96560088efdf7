/**
 * What repeated attempts at the same task say: pass@k and pass^k.
 *
 * <p>Counts in, numbers out. Depends on nothing in Assay.
 */
@NullMarked
package dev.assay.stats.repeats;

import org.jspecify.annotations.NullMarked;
