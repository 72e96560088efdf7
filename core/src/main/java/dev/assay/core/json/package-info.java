/**
 * JSON as Assay reads and writes it: strict in, one line out, canonical for hashing, and safe for
 * any text, lone surrogates and NUL included.
 *
 * <p>Depends on {@code core.problem} and Jackson.
 */
@NullMarked
package dev.assay.core.json;

import org.jspecify.annotations.NullMarked;
