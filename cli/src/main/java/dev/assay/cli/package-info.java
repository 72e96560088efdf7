/**
 * The {@code assay} command: options in, text or one JSON document out, an exit code.
 *
 * <p>The only room that prints, reads the clock and ends the process. May depend on everything but
 * {@code junit} and the examples.
 */
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
