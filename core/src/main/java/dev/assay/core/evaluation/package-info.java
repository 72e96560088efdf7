/**
 * One suite, run, gated and reported: what the command line and JUnit call.
 *
 * <p>May depend on every other package of the core.
 */
@NullMarked
package dev.assay.core.evaluation;

import org.jspecify.annotations.NullMarked;
