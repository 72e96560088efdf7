/**
 * Tests of hypotheses: are two lists of scores, or two rates, further apart than chance would put
 * them; is one not worse, or are both alike, but for a margin; and p-values adjusted for many
 * tests.
 *
 * <p>Arrays and counts in, {@link dev.assay.stats.hypothesis.TestResult} out. A difference is
 * always the first less the second. Depends on {@code stats.interval} and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.hypothesis;

import org.jspecify.annotations.NullMarked;
